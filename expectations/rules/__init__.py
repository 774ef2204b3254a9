"""What cannot be derived from one column: one file for each family of rules, listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.rules import (
    agreement,
    canary,
    conservation,
    dates,
    forms,
    keys,
    manifest,
    migrated,
    past,
    rebuilt,
    receipts,
    rederived,
    references,
    reread,
    slices,
    sources,
    values,
    words,
)  # fmt: skip

if TYPE_CHECKING:
    from expectations.rules.rule import Rule
    from transforms.tables import Table

FAMILIES = (
    forms, manifest, migrated, keys, conservation, slices, references, receipts, agreement, values, dates, words, rederived, reread, rebuilt, past,
    canary,
    sources,
)  # fmt: skip


def rules_for(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give every rule on these tables, in order of the families."""
    return tuple(rule for family in FAMILIES for rule in family.rules(tables))
