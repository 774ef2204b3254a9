"""Known documents that are read beside every release, and the rows that they must give; apart from anybody's data."""
