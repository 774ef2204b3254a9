"""What came in is news: not one page many times, dated, from the sources that are expected, in honest letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.passages import BEGINNING, facts_of
from expectations.rules.rule import Checked, Rule, Severity
from expectations.statistics import ENOUGH_RECORDS, folder_of
from transforms.sources.encodings import TWICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "sources"
SAME_BEGINNING = 0.2
ENOUGH_DOCUMENTS = 20
UNDATED = 0.1
REJECTED = 0.5
CRASHED, FEW_CRASHES = 0.01, 3
MANY_COPIES = 50
DOUBLY = 0.01
TURNED_UP = (
    ("reason", "safe_paths", "unsafe_path", "No file or member of an archive leads out of its folder, or is a link, a pipe or a device."),
    ("reason", "readable", "unreadable", "Every raw file can be opened and read."),
    ("outcome", "not_superseded", "superseded", "No record was replaced by newer text under its id."),
)  # fmt: skip
LOOKALIKES = r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]"


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules on what came in."""
    if not {"documents", "inputs", "entities"} <= {table.name for table in tables}:
        return ()
    return (
        _rule(
            "documents.text.not_one_page", _one_page, "Texts do not all begin alike, as error and paywall pages do.", "critical",
            f"at most {SAME_BEGINNING:.0%} of documents with the same {BEGINNING} first characters (the contract of the gate)",
        ),
        _rule(
            "documents.publisher.expected", _expected, "Every source that the settings expect has documents.", "critical",
            "all of expected_sources (the settings of the run)",
        ),
        _rule(
            "documents.published_date.known", _undated, "Documents have a date.", "warning",
            f"at most {UNDATED:.0%} without (the contract of the gate)",
        ),
        _rule(
            "documents.copy_cluster_id.size", _copies, "No text comes in very many copies.", "warning",
            f"fewer than {MANY_COPIES} copies (the contract of the gate)",
        ),
        _rule(
            "inputs.outcome.share_rejected", _rejected, "No folder or archive is mostly turned away.", "warning",
            f"at most {REJECTED:.0%} of its records, from {ENOUGH_RECORDS} records on (set with the rule)",
        ),
        _rule(
            "inputs.reason.few_crashes", _crashed, "Extractors read nearly every document without failing.", "critical",
            f"at most {CRASHED:.0%} of records, or {FEW_CRASHES} (set with the rule)",
        ),
        *(_turned_up(*case) for case in TURNED_UP),
        _rule(
            "inputs.encoding.not_doubly_encoded", _doubly, "Few texts came in encoded twice; those that did were repaired.", "warning",
            f"at most {DOUBLY:.0%} of documents, or one (the contract of the gate)",
        ),
        _rule(
            "entities.name.honest_letters", _lookalikes, "No name mixes Latin letters with Greek or Cyrillic ones that look alike.",
            "warning", "none allowed (the contract of the gate)",
        ),
    )  # fmt: skip


def _rule(rule_id: str, look: Callable[[Staged], Checked], sentence: str, severity: Severity, threshold: str) -> Rule:
    table = rule_id.split(".", maxsplit=1)[0]
    return Rule(
        rule_id=rule_id,
        family=FAMILY,
        look=look,
        sentence=sentence,
        severity=severity,
        threshold=threshold,
        reads=(table,),
    )


def _one_page(staged: Staged) -> Checked:
    facts = facts_of(staged)
    alike = facts.select("document_id", "beginning", documents=pl.len().over("beginning"))
    wrong = alike.filter((pl.col("documents") > facts.height * SAME_BEGINNING) & (facts.height >= ENOUGH_DOCUMENTS))
    return Checked(checked=facts.height, violations=wrong.lazy())


def _expected(staged: Staged) -> Checked:
    expected = staged.memo.get("expected_sources") or ()
    names = (
        staged.scan("documents")
        .select(pl.concat_list("publisher", "agency").explode().drop_nulls().unique())
        .collect()
        .to_series()
    )
    silent = sorted(set(expected) - set(names))
    frame = pl.LazyFrame({"silent": silent}, schema={"silent": pl.String})
    observed = f"none from {', '.join(silent)}" if silent else None
    return Checked(checked=staged.rows("documents"), violations=frame, observed=observed)


def _undated(staged: Staged) -> Checked:
    rows = staged.rows("documents")
    undated = (
        staged.scan("documents")
        .filter(pl.col("published_date").is_null())
        .select("document_id", "source_path", "title")
    )
    few = undated.select(pl.len()).collect().item() <= max(rows * UNDATED, 1)
    return Checked(checked=rows, violations=undated.clear() if few else undated)


def _copies(staged: Staged) -> Checked:
    sizes = staged.scan("documents").group_by("copy_cluster_id").agg(documents=pl.len())
    return Checked(checked=staged.rows("documents"), violations=sizes.filter(pl.col("documents") >= MANY_COPIES))


def _rejected(staged: Staged) -> Checked:
    shares = (
        staged.scan("inputs")
        .group_by(folder=folder_of())
        .agg(records=pl.len(), rejected=(pl.col("outcome") == "rejected").mean())
    )
    wrong = shares.filter((pl.col("records") >= ENOUGH_RECORDS) & (pl.col("rejected") > REJECTED))
    return Checked(checked=staged.rows("inputs"), violations=wrong)


def _crashed(staged: Staged) -> Checked:
    rows = staged.rows("inputs")
    crashed = (
        staged.scan("inputs").filter(pl.col("reason") == "crashed").select("source_path", "record_number", "detail")
    )
    few = crashed.select(pl.len()).collect().item() <= max(rows * CRASHED, FEW_CRASHES)
    return Checked(checked=rows, violations=crashed.clear() if few else crashed)


def _turned_up(column: str, check: str, value: str, sentence: str) -> Rule:
    """Give the rule that warns of every record with this reason or outcome."""

    def look(staged: Staged) -> Checked:
        wrong = staged.scan("inputs").filter(pl.col(column) == value).select("source_path", "record_number", "detail")
        return Checked(checked=staged.rows("inputs"), violations=wrong)

    return _rule(f"inputs.{column}.{check}", look, sentence, "warning", "none (the contract of the gate)")


def _doubly(staged: Staged) -> Checked:
    rows = staged.rows("inputs")
    published = staged.scan("inputs").filter(pl.col("outcome") == "published")
    twice = published.filter(pl.col("encoding") == TWICE).select("source_path", "record_number", "document_id")
    found, documents = (frame.select(pl.len()).collect().item() for frame in (twice, published))
    few = found <= max(documents * DOUBLY, 1)
    return Checked(checked=rows, violations=twice.clear() if few else twice)


def _lookalikes(staged: Staged) -> Checked:
    wrong = (
        staged.scan("entities")
        .filter(pl.col("name").str.contains(LOOKALIKES))
        .select("entity_id", "name", "mention_count")
    )
    return Checked(checked=staged.rows("entities"), violations=wrong)
