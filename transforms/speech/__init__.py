"""Statements: quotation marks, reporting words and their frames, clauses, and who speaks."""
