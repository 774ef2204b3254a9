"""Words that a row quotes beside its own span stand where the row says, and text is clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from expectations.headers import FROM_TEXT
from expectations.passages import DOUBLY, Quotation, facts_of, quoted
from expectations.rules.rule import Checked, Rule, of_documents

if TYPE_CHECKING:
    from expectations.staged import Staged
    from transforms.tables import Table

FAMILY = "words"
QUOTED = (("metrics", "measured"), ("statements", "speaker"), ("statements", "cue"))
BROUGHT = ("title", "deck", "publisher", "publication", "agency", "author", "author_role", "dateline_place")
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
DIRECTION = "[\u202a-\u202e\u2066-\u2069]"
MARKUP = r"(?i)<\s*/?\s*(?:script|iframe|img|svg|object|embed|style|link|meta)\b|javascript:"
ALLOWED_DOUBLY = 0.01
ALLOWED_MARKUP = 0.01
ALLOWED_REPLACED = 0.001
BLANK = r"^\s*$"
STAND_IN = r"(?i)^\s*(?:nan|n/a|none|null|na|<na>|nat|-)\s*$"
ALLOWED_STAND_INS = 0.02


def rules(tables: tuple[Table, ...]) -> tuple[Rule, ...]:
    """Give the rules on quoted words and on the cleanliness of text."""
    names = {table.name for table in tables}
    words = tuple(_quoted(*pair) for pair in QUOTED if pair[0] in names)
    clean = tuple(
        rule
        for table in tables
        for rule in (_control(table), _direction(table), _blank(table), _stand_ins(table))
        if _texts(table)
    )
    return (*words, *clean, _markup(), _some_markup(), _doubly(), _replaced(), _composed())


def _texts(table: Table) -> list[str]:
    """Give the columns of free text but the documents' own, whose every character the id vouches for."""
    return [
        c.name
        for c in table.columns
        if c.dtype == pl.String and not (c.one_of or c.matches or c.refers_to) and c.name not in {"text", "surface"}
    ]


def _quoted(table: str, column: str) -> Rule:
    quotation = Quotation(table, f"{column}_start_char", f"{column}_end_char", column, whole=False)

    def look(staged: Staged) -> Checked:
        found = quoted(staged, quotation)
        return Checked(checked=found.checked, violations=found.wrong.lazy())

    return Rule(
        rule_id=f"{table}.{column}.slice", family=FAMILY, look=look, reads=(table, "documents"), by_document=of_documents(table),
        sentence=f"{column} in {table} is exactly what stands at its place in the document's text.",
    )  # fmt: skip


def _any(columns: list[str], pattern: str) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).str.contains(pattern).fill_null(value=False) for name in columns)


def _control(table: Table) -> Rule:
    def look(staged: Staged) -> Checked:
        wrong = staged.scan(table.name).filter(_any(_texts(table), CONTROL) & ~_in_text(table))
        return Checked(checked=staged.rows(table.name), violations=wrong)

    return Rule(
        rule_id=f"{table.name}.table.no_control_characters", family=FAMILY, look=look, reads=(table.name,), by_document=of_documents(table.name),
        sentence=f"No value of {table.name} holds a NUL or another control character that its text does not hold.",
    )  # fmt: skip


def _in_text(table: Table) -> pl.Expr:
    """Whether the row's own words, which the slice rule vouches for, hold a control character."""
    source = [name for name in ("text", "surface") if name in table.names]
    return pl.any_horizontal(pl.col(name).str.contains(CONTROL) for name in source) if source else pl.lit(value=False)


def _direction(table: Table) -> Rule:
    def look(staged: Staged) -> Checked:
        wrong = staged.scan(table.name).filter(_any(_texts(table), DIRECTION))
        return Checked(checked=staged.rows(table.name), violations=wrong)

    return Rule(
        rule_id=f"{table.name}.table.no_direction_marks", family=FAMILY, look=look, reads=(table.name,), severity="warning",
        by_document=of_documents(table.name),
        sentence=f"No value of {table.name} holds marks that turn the direction of writing and can disguise a name.",
    )  # fmt: skip


def _blank(table: Table) -> Rule:
    """Give the rule that no text is empty."""
    columns = _texts(table)

    def look(staged: Staged) -> Checked:
        return Checked(checked=staged.rows(table.name), violations=staged.scan(table.name).filter(_any(columns, BLANK)))

    return Rule(
        rule_id=f"{table.name}.table.no_blanks", family=FAMILY, look=look, reads=(table.name,), by_document=of_documents(table.name),
        sentence=f"{table.name} says null where there is no value, not an empty text.",
    )  # fmt: skip


def _stand_ins(table: Table) -> Rule:
    """Give the rule that nothing is written where null is meant."""
    columns = _texts(table)

    def look(staged: Staged) -> Checked:
        rows = staged.rows(table.name)
        wrong = staged.scan(table.name).filter(_any(columns, STAND_IN))
        few = rows and wrong.select(pl.len()).collect().item() <= rows * ALLOWED_STAND_INS
        return Checked(checked=rows, violations=wrong.clear() if few else wrong)

    return Rule(
        rule_id=f"{table.name}.table.no_stand_ins", family=FAMILY, look=look, reads=(table.name,),
        sentence=f"{table.name} says null where there is no value, not 'N/A', '-' or 'nan'.",
        threshold=f"at most {ALLOWED_STAND_INS:.0%} of rows, for texts that do say so (set with the rule)",
    )  # fmt: skip


def _markup() -> Rule:
    def look(staged: Staged) -> Checked:
        marked = _marked(staged)
        many = marked.height > max(1, staged.rows("documents") * ALLOWED_MARKUP)
        wrong = marked if many else marked.filter(pl.col("format").is_in(FROM_TEXT))
        return Checked(checked=staged.rows("documents"), violations=wrong.lazy())

    return Rule(
        rule_id="documents.title.no_markup", family=FAMILY, look=look, reads=("documents", "inputs"),
        sentence="No markup or script stands in a document's metadata that its text does not hold.",
        threshold=f"none; in records that bring their own titles, {ALLOWED_MARKUP:.0%} of documents (set with the rule)",
    )  # fmt: skip


def _some_markup() -> Rule:
    def look(staged: Staged) -> Checked:
        return Checked(checked=staged.rows("documents"), violations=_marked(staged).lazy())

    return Rule(
        rule_id="documents.title.inert", family=FAMILY, look=look, reads=("documents", "inputs"), severity="warning",
        sentence="No record brings a title or a name with markup or script: whoever shows it must escape it.",
        threshold="none; records may bring them, so it only warns",
    )  # fmt: skip


def _marked(staged: Staged) -> pl.DataFrame:
    """Give the documents with markup or script in their metadata that their text does not hold, and their formats."""

    def find() -> pl.DataFrame:
        published = staged.scan("inputs").filter(pl.col("outcome") == "published")
        records = published.select("document_id", "format").unique("document_id")
        suspect = staged.scan("documents").filter(_any(list(BROUGHT), MARKUP)).collect()
        strange = pl.any_horizontal(
            pl.col(name).str.contains(MARKUP).fill_null(value=False)
            & ~pl.col("text").str.contains(pl.col(name), literal=True).fill_null(value=False)
            for name in BROUGHT
        )
        rows = suspect.lazy().filter(strange).join(records, on="document_id", how="left")
        return rows.select("document_id", "format", *BROUGHT).collect()

    return staged.once("markup", find)


def _doubly() -> Rule:
    def look(staged: Staged) -> Checked:
        facts = facts_of(staged)
        wrong = facts.filter(pl.col("doubly") > 1)
        many = wrong.height > max(1, facts.height * ALLOWED_DOUBLY)
        brought = staged.scan("documents").filter(_any([*BROUGHT, "url"], DOUBLY)).select("document_id").collect()
        alone = facts.filter((pl.col("doubly") == 0) & pl.col("document_id").is_in(brought["document_id"].implode()))
        many_alone = alone.height > max(1, facts.height * ALLOWED_DOUBLY)
        found = [wrong if many else wrong.clear(), alone if many_alone else alone.clear()]
        return Checked(checked=facts.height, violations=_about(staged, pl.concat(found)))

    return Rule(
        rule_id="documents.text.not_doubly_encoded", family=FAMILY, look=look, reads=("documents",),
        sentence="Texts and what is said of them are decoded once: no UTF-8 read as Windows-1252 and encoded again.",
        threshold=f"at most {ALLOWED_DOUBLY:.0%} of documents (the contract of the gate)",
    )  # fmt: skip


def _replaced() -> Rule:
    def look(staged: Staged) -> Checked:
        facts = facts_of(staged)
        brought = staged.scan("documents").filter(_any(list(BROUGHT), "\ufffd")).select("document_id").collect()
        beyond = pl.col("lost") / pl.col("text_length") > ALLOWED_REPLACED
        alone = (pl.col("lost") == 0) & pl.col("document_id").is_in(brought["document_id"].implode())
        return Checked(checked=facts.height, violations=_about(staged, facts.filter(beyond | alone)))

    return Rule(
        rule_id="documents.text.no_replacement_characters", family=FAMILY, look=look, reads=("documents",), by_document=True,
        sentence="No text holds U+FFFD, the mark of lost characters, beyond 0.1 %, and no metadata that its text lacks.",
        threshold="0.1 % of characters (the limit for raw records)",
    )  # fmt: skip


def _about(staged: Staged, wrong: pl.DataFrame) -> pl.LazyFrame:
    """Say of these documents where they come from."""
    documents = staged.scan("documents").select("document_id", "source_path", "title")
    return documents.join(wrong.lazy().select("document_id"), on="document_id", how="semi")


def _composed() -> Rule:
    def look(staged: Staged) -> Checked:
        names = staged.scan("entities").filter(pl.col("name") != pl.col("name").str.normalize("NFC"))
        return Checked(checked=staged.rows("entities"), violations=names)

    return Rule(
        rule_id="entities.name.composed", family=FAMILY, look=look, reads=("entities",),
        sentence="Names of entities are in composed Unicode (NFC), so that equal names are equal.",
    )  # fmt: skip
