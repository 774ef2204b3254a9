"""What the benchmark found, as tables for a page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from judge import CHECKS, RULES, Failed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spoiling import Corruption

BEGIN, END = "<!-- corruptions: begin -->", "<!-- corruptions: end -->"
MOST_NAMED = 12


class Tried(NamedTuple):
    """A corruption at a dose, and the rules that failed on it."""

    corruption: Corruption
    dose: float
    found: tuple[Failed, ...]

    @property
    def refused(self) -> bool:
        """Whether any failed rule refuses the release."""
        return any(failed.severity == "critical" for failed in self.found)

    @property
    def right(self) -> bool:
        """Whether the gate did what it ought to: refuse, warn, or stay silent."""
        if not self.corruption.caught_by:
            return not self.found
        if self.corruption.refuses:
            return self.refused
        return bool(self.found) and (self.corruption.kind == "declared" or not self.refused)

    @property
    def named(self) -> bool:
        """Whether a rule that names the fault is among those that failed."""
        wanted = self.corruption.caught_by
        return not wanted or any(failed.rule_id.startswith(wanted) for failed in self.found)


def tables_of(tried: Sequence[Tried], clean: int, alarms: Counter[str], *, history: int, documents: int) -> str:
    """Give the tables, in Markdown."""
    parts = [
        (
            f"{documents:,} documents, {history} releases of history, {len({t.corruption.name for t in tried})} corruptions at "
            f"several doses: {len(tried):,} spoilt releases, and {clean} clean ones."
        ),
        _by_kind(tried),
        _by_family(tried),
        _false_alarms(clean, alarms),
        _never(tried),
    ]
    return "\n\n".join(parts) + "\n"


def _by_kind(tried: Sequence[Tried]) -> str:
    rows = [
        "| kind | tried | right action | right rule named | one row | 1 % | 5 % | 30 % | all |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind in [*dict.fromkeys(t.corruption.kind for t in tried), ""]:
        own = [t for t in tried if kind in {"", t.corruption.kind}]
        doses = [_share([t.right for t in own if t.dose == dose]) for dose in (0.0, 0.01, 0.05, 0.3, 1.0)]
        cells = [
            kind or "**all**",
            str(len(own)),
            _share([t.right for t in own]),
            _share([t.named for t in own]),
            *doses,
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _share(good: Sequence[bool]) -> str:
    return (
        f"{sum(good) / len(good):.1%}".replace("100.0%", "100 %").replace("%", " %").replace("  ", " ") if good else "–"
    )


def _by_family(tried: Sequence[Tried]) -> str:
    """Say how often each family of rules refused, and how often it alone did."""
    refusing: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for one in tried:
        families = {failed.family for failed in one.found if failed.severity == "critical"}
        refusing.update(families)
        alone.update(families if len(families) == 1 else ())
    rows = ["| family of rules | refused | was the only one to refuse |", "|---|---|---|"]
    names = dict.fromkeys([*(rule.family for rule in RULES), "declared"])
    return "\n".join([*rows, *(f"| {name} | {refusing[name]} | {alone[name]} |" for name in names)])


def _false_alarms(clean: int, alarms: Counter[str]) -> str:
    said = ", ".join(f"`{name}` ({count})" for name, count in alarms.most_common())
    return f"False alarms in {clean} clean batches: {sum(alarms.values())}{': ' + said if said else ''}."


def _never(tried: Sequence[Tried]) -> str:
    known = [rule.rule_id for rule in RULES] + [check.rule_id for checks in CHECKS.values() for check in checks]
    fired = {failed.rule_id for one in tried for failed in one.found}
    never = sorted(set(known) - fired)
    said = ", ".join(f"`{name}`" for name in never)
    return f"Of {len(known)} rules {len(known) - len(never)} fired on some corruption. Never: {said or 'none'}."


def into(page: Path, text: str) -> None:
    """Write the tables into a page, between its marks."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    page.write_text(f"{before}{BEGIN}\n{text}{END}{rest.split(END)[1]}", encoding="utf-8")
