"""Write the rows that the canaries must give anew; read the difference before committing it."""

from expectations.canaries import main

if __name__ == "__main__":
    main()
