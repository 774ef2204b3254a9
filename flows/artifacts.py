"""What Prefect shows of a run: the verdict and the rules that failed, with hostile text made harmless."""

from __future__ import annotations

import html
import re
from typing import Any

from prefect.artifacts import create_markdown_artifact

# What Markdown reads as markup, and characters that no page should be sent.
MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|<>~-])")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> str:
    r"""Give a text that shows as itself in Markdown and in the HTML made from it.

    >>> escaped("<b>*")
    '&lt;b&gt;\\*'
    """
    plain = CONTROL.sub(lambda match: f"U+{ord(match[0]):04X}", text)
    return html.escape(MARKUP.sub(r"\\\1", plain).replace("\\<", "<").replace("\\>", ">"))


def report_verdict(series: str, verdict: dict[str, Any], report: str) -> None:
    """Leave the verdict as an artifact of the flow run."""
    outcome = "published" if verdict["passed"] else "refused"
    lines = [f"# {escaped(series)}: {outcome}", "", escaped(verdict["reason"]), "", "| rule | severity |", "|---|---|"]
    lines += [f"| {escaped(rule)} | critical |" for rule in verdict["critical"]]
    lines += [f"| {escaped(rule)} | warning |" for rule in verdict["warnings"]]
    lines += ["", f"Report: {escaped(report)}"]
    create_markdown_artifact("\n".join(lines), key="dateline-verdict", description="What the gate said")
