"""One self-contained HTML page for people: the verdict on top, then why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from expectations.results import Verdict
    from expectations.staged import Staged


def write_report(verdict: Verdict, staged: Staged, path: Path) -> None:
    """Write the page."""
    from html import escape  # noqa: PLC0415 - until the template stands

    del staged
    rows = "".join(f"<li>{escape(result.rule_id)}: {result.success}</li>" for result in verdict.results)
    path.write_text(f"<!doctype html><title>Report</title><p>{escape(verdict.reason)}</p><ul>{rows}</ul>", encoding="utf-8")
