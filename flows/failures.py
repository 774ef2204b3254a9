"""An exception → one sentence, a hint, and an exit status."""

from __future__ import annotations

import errno
import os

from flows.console import complain, errors
from transforms.errors import DatelineError

UNEXPECTED = 1
# What the machine may run out of or refuse, and what to do about it.
SYSTEM_HINTS = {
    errno.ENOSPC: "The disk is full: free some space and start again; what is published is unharmed.",
    errno.EDQUOT: "Your share of the disk is used up: free some space and start again; what is published is unharmed.",
    errno.EROFS: "The folder is read-only: choose another --output.",
    errno.EACCES: "Check who may read and write there.",
    errno.EPERM: "Check who may read and write there.",
    errno.EMFILE: "Too many files are open: raise the limit (ulimit -n) and start again.",
    errno.EFBIG: "A file grew beyond the limit: raise it (ulimit -f) and start again.",
}


def explain(error: BaseException) -> int:
    """Print what went wrong for the person at the keyboard; give the exit status."""
    if os.environ.get("DATELINE_TRACEBACK"):
        errors.print_exception()
    if isinstance(error, DatelineError):
        complain(error, error.hint)
        return error.exit_code
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        complain(f"{error.strerror or error}{where}.", SYSTEM_HINTS.get(error.errno or 0, "Mend that and start again."))
        return UNEXPECTED
    if isinstance(error, MemoryError):
        complain("Memory ran out.", "Use fewer --workers, or a machine with more memory.")
        return UNEXPECTED
    first = str(error).splitlines()[0] if str(error) else ""
    complain(
        f"This should not have happened: {type(error).__name__}: {first}",
        "Set DATELINE_TRACEBACK=1 to see where, and report it.",
    )
    return UNEXPECTED
