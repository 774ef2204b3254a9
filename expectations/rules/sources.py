"""What came in is news: not one page many times, dated, from the sources that are expected, in honest letters.

Rules that count look at what is new since the release before, so that a large past does not hide a bad day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.arrivals import arrivals, arrived_documents, arrived_inputs, only_new
from expectations.passages import BEGINNING, facts_of
from expectations.rules.rule import Checked, Rule, Severity
from expectations.statistics import ENOUGH_RECORDS, folder_of
from transforms.sources.encodings import TWICE
from transforms.sources.record_frames import TWO_DAYS

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
TELLS = ("mention_count", "metric_count", "timex_count", "statement_count", "role_count", "event_mention_count")
STORY_ROWS = 3
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
            f"at most {SAME_BEGINNING:.0%} of documents, or of the new ones, with the same {BEGINNING} first characters, a story and its copies as one (the contract of the gate)",
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
            "inputs.detail.one_day", _two_days, "Every record's date can be read in one way only; else only its year is taken, unless its text tells the day.",
            "info", "none (the contract of the gate)",
        ),
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
    """Look at all documents, and at the new ones alone; the copies of one story count as one, those of a page without news do not."""
    columns = ("document_id", "copy_cluster_id", "is_story")
    told = staged.scan("documents").with_columns(is_story=_is_story().all().over("copy_cluster_id")).select(columns)
    facts = facts_of(staged).lazy().select("document_id", "beginning").join(told, on="document_id").collect()
    found = arrivals(staged)
    new = facts.clear() if found is None else facts.join(found.documents, on="document_id", how="semi")
    wrong = pl.concat([_alike(facts), _alike(new)]).unique("document_id", maintain_order=True)
    return Checked(checked=facts.height, violations=wrong.lazy())


def _alike(facts: pl.DataFrame) -> pl.DataFrame:
    own = pl.when("is_story").then("copy_cluster_id").otherwise("document_id")
    alike = facts.select("document_id", "beginning", documents=own.n_unique().over("beginning"))
    return alike.filter((pl.col("documents") > facts.height * SAME_BEGINNING) & (facts.height >= ENOUGH_DOCUMENTS))


def _is_story() -> pl.Expr:
    """Whether a document names somebody or something, and tells enough: an error page does neither."""
    return (pl.col("mention_count") > 0) & (pl.sum_horizontal(TELLS) >= STORY_ROWS)


def _expected(staged: Staged) -> Checked:
    expected = staged.told("expected_sources") or ()
    names = arrived_documents(staged).select(pl.concat_list("publisher", "agency").explode().drop_nulls().unique())
    silent = sorted(set(expected) - set(names.collect().to_series()))
    frame = pl.LazyFrame({"silent": silent}, schema={"silent": pl.String})
    observed = f"none from {', '.join(silent)}" if silent else None
    return Checked(checked=staged.rows("documents"), violations=frame, observed=observed)


def _undated(staged: Staged) -> Checked:
    came = arrived_documents(staged).select("document_id", "source_path", "title", "published_date").collect()
    undated = came.filter(pl.col("published_date").is_null()).drop("published_date")
    few = undated.height <= max(came.height * UNDATED, 1)
    return Checked(checked=staged.rows("documents"), violations=(undated.clear() if few else undated).lazy())


def _copies(staged: Staged) -> Checked:
    documents = staged.scan("documents").select("document_id", "copy_cluster_id")
    sizes = documents.group_by("copy_cluster_id").agg(documents=pl.len()).filter(pl.col("documents") >= MANY_COPIES)
    new = only_new(staged, documents).select("copy_cluster_id")
    return Checked(checked=staged.rows("documents"), violations=sizes.join(new, on="copy_cluster_id", how="semi"))


def _rejected(staged: Staged) -> Checked:
    came = arrived_inputs(staged)
    shares = came.group_by(folder=folder_of()).agg(records=pl.len(), rejected=(pl.col("outcome") == "rejected").mean())
    wrong = shares.filter((pl.col("records") >= ENOUGH_RECORDS) & (pl.col("rejected") > REJECTED))
    return Checked(checked=staged.rows("inputs"), violations=wrong)


def _crashed(staged: Staged) -> Checked:
    came = arrived_inputs(staged).select("source_path", "record_number", "reason", "detail").collect()
    crashed = came.filter(pl.col("reason") == "crashed").drop("reason")
    few = crashed.height <= max(came.height * CRASHED, FEW_CRASHES)
    return Checked(checked=staged.rows("inputs"), violations=(crashed.clear() if few else crashed).lazy())


def _turned_up(column: str, check: str, value: str, sentence: str) -> Rule:
    """Give the rule that warns of every record with this reason or outcome."""

    def look(staged: Staged) -> Checked:
        wrong = staged.scan("inputs").filter(pl.col(column) == value).select("source_path", "record_number", "detail")
        return Checked(checked=staged.rows("inputs"), violations=wrong)

    return _rule(f"inputs.{column}.{check}", look, sentence, "warning", "none (the contract of the gate)")


def _two_days(staged: Staged) -> Checked:
    noted = staged.scan("inputs").filter((pl.col("outcome") == "published") & pl.col("detail").str.contains(TWO_DAYS))
    wrong = noted.select("source_path", "record_number", "detail", "document_id")
    return Checked(checked=staged.rows("inputs"), violations=wrong)


def _doubly(staged: Staged) -> Checked:
    rows = staged.rows("inputs")
    published = arrived_inputs(staged).filter(pl.col("outcome") == "published")
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
