"""Every error that a person can cause, each one clear sentence with a hint for what to do next."""

from __future__ import annotations


class DatelineError(Exception):
    """A sentence for the person at the keyboard; `hint` says what to do next and is printed last."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class RawDataError(DatelineError):
    """The raw input as a whole cannot be used (a missing folder, nothing in it)."""


class LexiconError(DatelineError):
    """A row of a lexicon is not of the expected form."""


class TableError(DatelineError):
    """A frame does not have the form its table declares: a bug of ours."""


class SettingsError(DatelineError):
    """A setting has a value that is not allowed."""


class ReleaseError(DatelineError):
    """A release cannot be read, written or switched to."""


class ValidationFailed(DatelineError):  # noqa: N818 - the word people use
    """The gate refused the release; the one before it stays."""

    exit_code = 3
