"""One self-contained HTML page for people: the verdict on top, then why."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jinja2

from expectations.report import charts
from expectations.report.evidence import Sample, sample_of, samples_of, shown, texts_for
from expectations.report.figures import KINDS, Figures, figures_of
from expectations.report.trends import shares_before, trends_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from expectations.results import Result, Verdict
    from expectations.staged import Staged

ALMOST_NONE = 0.001
FAMILIES = {
    "form": ("Form", "Every table is there, can be read, and has its declared columns and types."),
    "declared": ("Single values", "What the declarations say of each column: nulls, closed lists, ranges, forms."),
    "values": ("Numbers and lists", "Numbers are finite; items of lists have their form."),
    "keys": ("Keys", "Rows are identified by their key, once each, in order."),
    "conservation": ("Conservation", "Nothing is lost and nothing appears from nowhere."),
    "slices": ("Spans", "Each span's words are exactly what stands at its place in the text."),
    "references": ("References", "Every id and every sentence that a row points to is there."),
    "receipts": ("Receipts", "The counts on each document equal the rows in its child tables."),
    "agreement": ("Agreement", "What two columns or tables say of one thing agrees."),
    "dates": ("Dates", "Dates lie where they can on the calendar, and are those that the text gives."),
    "words": ("Words", "Quoted words stand where a row says, and text is clean."),
    "rederived": ("Derived again", "Quantities and times follow from their own words and published context."),
    "reread": ("Read again", "Reading documents again gives the published rows."),
    "rebuilt": ("Built again", "Tables that follow from others come out the same."),
    "sources": ("Sources", "What came in is news: dated, from expected sources, not one page many times."),
    "canaries": ("Canaries", "Known documents give exactly their known rows."),
    "history": ("The past", "The release resembles the former ones of its series, by ranges learned from them."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Rules that promise the same kind of thing."""

    name: str
    title: str
    sentence: str
    results: list[Result]

    @property
    def failed(self) -> int:
        """How many of them fail."""
        return sum(not result.success for result in self.results)


def write_report(verdict: Verdict, staged: Staged, path: Path) -> None:
    """Write the page."""
    path.write_text(render(verdict, staged, figures_of(staged)), encoding="utf-8", errors="replace")


def render(verdict: Verdict, staged: Staged, figures: Figures) -> str:
    """Give the page: everything escaped, no script, no outside asset, and a policy in the page that says so."""
    style = (files("expectations.report") / "style.css").read_text(encoding="utf-8")
    failed = [*verdict.critical, *verdict.warnings]
    texts = texts_for(staged, [*(result.violations for result in failed), figures.findings])
    template = _environment().get_template("report.html.j2")
    return template.render(
        verdict=verdict,
        failed=[(result, samples_of(result, texts), also) for result, also in grouped(failed)],
        families=families(verdict.results),
        figures=figures,
        findings=[(row, _claim(row, texts)) for row in figures.findings.to_dicts()],
        trends=trends_of(staged),
        before={title: shares_before(staged, table, column) for table, column, title in KINDS},
        release=str(staged.manifest.get("release") or staged.folder.name),
        series=str(staged.manifest.get("series") or ""),
        as_of=staged.as_of,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{_hash(style)}'; base-uri 'none'; form-action 'none'",
        charts=charts,
    )


def grouped(failed: Sequence[Result]) -> list[tuple[Result, list[Result]]]:
    """Give each failed rule, with the others that failed for the very same error or in the same rows of one table."""
    groups: dict[object, list[Result]] = {}
    for result in failed:
        same = ("error", result.family, result.table, result.error) if result.error else result.rule_id
        groups.setdefault(same, []).append(result)
    return [(group[0], group[1:]) for group in groups.values()]


def families(results: Sequence[Result]) -> list[Family]:
    """Group the results by what kind of thing they promise."""
    names = dict.fromkeys([*FAMILIES, *(result.family for result in results)])
    grouped = [(name, [result for result in results if result.family == name]) for name in names]
    described = [
        (name, *FAMILIES.get(name, (name.replace("_", " ").capitalize(), "")), found)
        for name, found in grouped
        if found
    ]
    return [
        Family(name=name, title=title, sentence=sentence, results=found) for name, title, sentence, found in described
    ]


def _claim(row: dict[str, Any], texts: dict[str, str]) -> Sample:
    return sample_of(row, texts)


def _hash(style: str) -> str:
    return base64.b64encode(sha256(style.encode()).digest()).decode()


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("expectations", "report"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["shown"] = shown
    environment.filters["whole"] = lambda number: f"{number:,}"
    environment.filters["percent"] = percent
    return environment


def percent(share: float) -> str:
    """Give a share as a percentage that is never rounded to nothing or to everything."""
    if share in {0.0, 1.0}:
        return f"{share:.0%}"
    return "< 0.1 %" if share < ALMOST_NONE else "> 99.9 %" if share > 1 - ALMOST_NONE else f"{share * 100:.1f} %"
