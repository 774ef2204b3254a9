"""What a person decided about a refused release, written on top of its report."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from expectations.report.evidence import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADING, TITLE = "Refused</h1>", "<title>Refused:"
AFTER_REVIEW = "Published after review"


def with_review(page: str, accepted: Iterable[Mapping[str, str]]) -> str:
    """Give a refused release's report with who accepted which rule, when and why; the verdict of the gate stays readable.

    Reads: for each accepted rule `rule`, `reason`, `by` and `at`. A page without the marks of our template is given back as it is.
    """
    lines = "".join(
        f'<p class="reason">{AFTER_REVIEW}, although <code>{_safe(one["rule"])}</code> fails: {_safe(one["reason"])} '
        f"({_safe(one['by'])}, {_safe(one['at'])})</p>"
        for one in accepted
    )
    page = page.replace(TITLE, f"<title>{AFTER_REVIEW}:", 1)
    return page.replace(HEADING, f"Refused, then published after review</h1>{lines}", 1)


def _safe(text: str) -> str:
    return escape(shown(text))
