"""The gate: what must hold before staged Parquet files become a release."""
