"""Titles that people hold: their words, and where a title stands beside a name."""
