"""For every family of rules, tables that hold and tables that do not, and the rule that says so."""

import datetime as dt

import examples
import polars as pl
import pytest

from expectations.gate import GATED
from expectations.judging import run_rules
from expectations.rules import FAMILIES, rules_for
from expectations.staged import Staged
from expectations.suites import declared_checks

AS_OF = dt.date(2026, 1, 1)
NAMES = {table.name: table for table in GATED}


RULES = rules_for(GATED)


def failing(tables, folder, only=None):
    """Give the ids of everything that fails, without Great Expectations: checks of columns by their Polars twins."""
    staged = Staged(folder=examples.write(folder, tables), as_of=AS_OF)
    rules = [rule for rule in RULES if only in {None, rule.rule_id} or rule.family == "form"]
    found = {result.rule_id for result in run_rules(staged, rules) if not result.success and not result.waits_for}
    checks = [check for table in GATED for check in declared_checks(table) if only in {None, check.rule_id}]
    return found | {
        check.rule_id for check in checks if staged.scan(check.table).filter(check.broken).head(1).collect().height
    }


def first_row(table, **values):
    """Change values of a table's first row."""

    def spoil(tables):
        frame = tables[table]
        first = pl.int_range(pl.len()) == 0
        new = [
            pl.when(first)
            .then(value if isinstance(value, pl.Expr) else pl.lit(value))
            .otherwise(pl.col(name))
            .alias(name)
            for name, value in values.items()
        ]
        return {**tables, table: frame.with_columns(new).cast({name: frame.schema[name] for name in values})}

    return spoil


def whole(table, how):
    """Change a whole table."""
    return lambda tables: {**tables, table: how(tables[table])}


SPOILT = [
    (whole("metrics", lambda f: f.drop("unit")), "metrics.table.schema"),
    (whole("metrics", lambda f: f.with_columns(pl.col("start_char").cast(pl.Int64))), "metrics.table.schema"),
    (lambda tables: {name: frame for name, frame in tables.items() if name != "roles"}, "roles.table.present"),
    (whole("documents", lambda f: f.clear()), "documents.table.not_empty"),
    (whole("mentions", lambda f: pl.concat([f, f.head(1)]).sort(NAMES["mentions"].key)), "mentions.table.unique"),
    (whole("mentions", lambda f: f.reverse()), "mentions.table.sorted"),
    (whole("documents", lambda f: f.tail(-1)), "inputs.document_id.published"),
    (whole("inputs", lambda f: f.tail(-1)), "documents.raw_sha256.recorded"),
    (whole("inputs", lambda f: f.with_columns(reason=pl.lit(None, pl.String))), "inputs.reason.with_outcome"),
    (first_row("documents", text=pl.col("text") + "x"), "documents.document_id.hash"),
    (whole("documents", lambda f: f.with_columns(raw_sha256=pl.lit("0" * 64))), "documents.raw_sha256.own"),
    (whole("documents", lambda f: f.with_columns(url=pl.lit("https://post.example/cafÃ©"))), "documents.text.not_doubly_encoded"),
    (first_row("inputs", byte_count=9), "inputs.byte_count.holds_text"),
    (first_row("inputs", byte_count=9_999), "inputs.byte_count.holds_text"),
    (first_row("inputs", sha256="0" * 64), "inputs.sha256.of_text"),
    (first_row("documents", dateline_place="Hue"), "documents.dateline_place.of_zone"),
    (whole("documents", lambda f: f.with_columns(dateline_agency=pl.lit("KPL"))), "documents.dateline_place.of_zone"),
    (first_row("metrics", surface="x"), "metrics.surface.slice"),
    (first_row("timexes", start_char=pl.col("start_char") + 1, end_char=pl.col("end_char") + 1), "timexes.surface.slice"),
    (first_row("mentions", end_char=1_000_000), "mentions.start_char.in_bounds"),
    (first_row("mentions", entity_id="wikidata:Q1"), "mentions.entity_id.known"),
    (first_row("mentions", sentence_number=99), "mentions.sentence_number.holds_span"),
    (first_row("documents", metric_count=77), "documents.metric_count.receipt"),
    (first_row("metrics", value=float("inf")), "metrics.value.finite"),
    (first_row("entities", aliases=pl.lit([""])), "entities.aliases.items"),
    (first_row("documents", published_date=dt.date(2031, 1, 1)), "documents.published_date.not_future"),
    (first_row("documents", published_date=dt.date(1970, 1, 1)), "documents.published_date.not_epoch"),
    (first_row("documents", published_precision=None), "documents.published_date.with_basis"),
    (whole("timexes", lambda f: f.with_columns(begin_date=pl.lit(dt.date(2090, 1, 1)))), "timexes.begin_date.before_end"),
    (whole("timexes", lambda f: f.with_columns(pl.col("anchor_date").dt.offset_by("7d"))), "timexes.anchor_date.of_document"),
    (first_row("metrics", value=pl.col("value") * 100), "metrics.value.rederived"),
    (first_row("metrics", unit="furlong"), "metrics.unit.rederived"),
    (first_row("timexes", value="1999"), "timexes.value.rederived"),
    (whole("statements", lambda f: f.tail(-1)), "statements.table.reread"),
    (first_row("entity_months", mention_count=pl.col("mention_count") + 1), "entity_months.table.rebuilt"),
    (first_row("entities", mention_count=pl.col("mention_count") + 1), "entities.mention_count.rebuilt"),
    (whole("event_mentions", lambda f: f.with_columns(pl.col("event_id").reverse())), "event_mentions.event_id.rebuilt"),
    (first_row("statements", speaker="N/A"), "statements.speaker.slice"),
    (whole("entities", lambda f: f.with_columns(name=pl.lit("N/A"))), "entities.table.no_stand_ins"),
    (first_row("entities", name=" "), "entities.table.no_blanks"),
    (first_row("statements", addressee=""), "statements.table.no_blanks"),
    (first_row("metrics", kind="percent"), "metrics.kind.rederived"),
    (first_row("entities", country_code="AQ"), "entities.table.of_lexicon"),
    (first_row("entities", in_lexicon=pl.col("in_lexicon").not_()), "entities.table.of_lexicon"),
    (whole("entities", lambda f: f.with_columns(name=pl.lit("Somebody Else"))), "entities.entity_id.of_name"),
    (whole("entities", lambda f: f.with_columns(pl.col("aliases").list.head(0))), "mentions.surface.alias"),
    (whole("entities", lambda f: f.with_columns(aliases=pl.lit(["Zzyzx"]))), "entities.aliases.used"),
    (whole("mentions", lambda f: f.with_columns(entity_type=pl.lit("programme"))), "mentions.entity_type.of_thing"),
    (first_row("documents", is_canonical_copy=pl.col("is_canonical_copy").not_()), "documents.copy_cluster_id.canonical"),
    (first_row("documents", language="fr"), "documents.extraction.of_language"),
    (first_row("documents", language="und"), "documents.language.reread"),
    (first_row("documents", country_codes=pl.lit(["AQ"])), "documents.country_codes.reread"),
    (whole("statements", lambda f: f.with_columns(pl.col("speaker_ids").list.head(0))), "statements.speaker_ids.first"),
    (whole("mentions", lambda f: f.with_columns(pl.col("entity_id").reverse())), "mentions.entity_id.reread"),
    (whole("metrics", lambda f: f.with_columns(place_id=pl.lit("iso:LA"))), "metrics.place_id.reread"),
    (whole("event_mentions", lambda f: f.with_columns(pl.col("initiator_ids").list.eval(pl.lit("iso:TH")))), "event_mentions.initiator_ids.reread"),
    (first_row("document_metrics", computed=pl.col("computed") + 1), "document_metrics.table.reread"),
    (first_row("entities", latitude=1.5), "entities.table.reread"),
    (first_row("entities", name="La\0os"), "entities.table.no_control_characters"),
    (first_row("entities", name="La\u202eos"), "entities.table.no_direction_marks"),
    (first_row("entities", name="Vie\u0302n"), "entities.name.composed"),
    (first_row("documents", title="<script>alert(1)</script>"), "documents.title.no_markup"),
    (first_row("documents", title="<script>alert(1)</script>"), "documents.title.inert"),
    (first_row("documents", title="lost \ufffd"), "documents.text.no_replacement_characters"),
    (whole("documents", lambda f: f.with_columns(pl.col("text").str.replace_all(" a", " Ã¡"))), "documents.text.not_doubly_encoded"),
    (first_row("entities", name="Lаos"), "entities.name.honest_letters"),  # the second letter is Cyrillic
    (whole("documents", lambda f: f.with_columns(published_date=pl.lit(None, pl.Date))), "documents.published_date.known"),
    (whole("documents", lambda f: pl.concat([f] * 10)), "documents.text.not_one_page"),
    (whole("documents", lambda f: pl.concat([f] * 60).with_columns(copy_cluster_id=pl.lit("doc_0"))), "documents.copy_cluster_id.size"),
    (whole("inputs", lambda f: pl.concat([f.tail(1).with_columns(outcome=pl.lit("rejected"), source_path=pl.lit("a/b.txt"))] * 12)), "inputs.outcome.share_rejected"),
    (whole("inputs", lambda f: pl.concat([f.tail(1).with_columns(outcome=pl.lit("rejected"), reason=pl.lit("crashed"))] * 9)), "inputs.reason.few_crashes"),
    (first_row("inputs", outcome="rejected", reason="unsafe_path"), "inputs.reason.safe_paths"),
    (first_row("inputs", outcome="rejected", reason="unreadable"), "inputs.reason.readable"),
    (first_row("inputs", outcome="superseded"), "inputs.outcome.not_superseded"),
    (first_row("inputs", detail="published_date 08/04/2024 may be 2024-04-08 or 2024-08-04"), "inputs.detail.one_day"),
    (whole("inputs", lambda f: f.with_columns(encoding=pl.lit("utf-8-twice"))), "inputs.encoding.not_doubly_encoded"),
    (first_row("metrics", kind="quantity"), "metrics.kind.one_of"),
    (first_row("metrics", confidence=1.5), "metrics.confidence.at_most"),
    (first_row("metrics", start_char=-1), "metrics.start_char.at_least"),
    (first_row("metrics", value=None), "metrics.value.not_null"),
    (first_row("metrics", currency="usd"), "metrics.currency.matches"),
]  # fmt: skip


def test_the_example_holds(tmp_path):
    assert failing(examples.frames(), tmp_path) == set()


@pytest.mark.parametrize(("spoil", "rule_id"), SPOILT, ids=[rule_id for _, rule_id in SPOILT])
def test_a_fault_fails_its_rule(spoil, rule_id, tmp_path):
    assert rule_id in failing(spoil(examples.frames()), tmp_path, only=rule_id)


def test_a_source_that_is_expected_and_silent_is_missed(tmp_path):
    (rule,) = [rule for rule in RULES if rule.rule_id == "documents.publisher.expected"]
    staged = Staged(folder=examples.write(tmp_path))
    staged.memo["expected_sources"] = ("Nobody's Gazette",)
    assert rule.look(staged).violations.collect()["silent"].to_list() == ["Nobody's Gazette"]


def test_the_order_of_columns_is_free(tmp_path):
    assert (
        failing({name: frame.select(reversed(frame.columns)) for name, frame in examples.frames().items()}, tmp_path)
        == set()
    )


def test_plain_files_of_extract_hold_too(tmp_path):
    staged = Staged(folder=examples.write(tmp_path, release=False), as_of=AS_OF)
    assert all(result.success for result in run_rules(staged, RULES))


def test_every_rule_has_a_sentence_a_threshold_and_a_place():
    assert len({rule.rule_id for rule in RULES}) == len(RULES)
    for rule in RULES:
        table, column, check = rule.rule_id.split(".")
        assert rule.sentence.endswith(".")
        assert rule.threshold
        assert check
        assert table == "release" or column == "table" or table in NAMES


def test_every_family_is_listed_once():
    assert len(set(FAMILIES)) == len(FAMILIES)


def test_an_error_inside_a_rule_is_a_failure(tmp_path):
    tables = examples.frames()
    staged = Staged(folder=examples.write(tmp_path, tables), as_of=AS_OF)
    (tmp_path / "metrics" / "part-00000.parquet").write_bytes(b"PAR1 this is no Parquet PAR1")
    results = {result.rule_id: result for result in run_rules(staged, RULES)}
    assert not results["metrics.table.schema"].success
    assert results["metrics.value.finite"].waits_for == ("metrics.table.schema",)


def test_rules_read_only_the_tables_that_they_name(tmp_path, monkeypatch):
    staged = Staged(folder=examples.write(tmp_path), as_of=AS_OF)
    opened = set()
    parts = Staged.parts
    monkeypatch.setattr(Staged, "parts", lambda own, table: opened.add(table) or parts(own, table))
    for rule in (rule for rule in RULES if rule.family != "form"):
        opened.clear()
        rule.look(staged)
        assert opened <= {rule.table, *rule.reads}, rule.rule_id
