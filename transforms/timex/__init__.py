"""Expressions of time: the grammar that reads them and what they mean when they are said on a given day."""
