"""The past of a series: what it allows, what it refuses, and that it keeps quiet while it is short."""

import examples
import polars as pl
import pytest

from expectations.history import Past, compared, past_of
from expectations.rules import past
from expectations.staged import Staged
from expectations.statistics import FILE, SCHEMA, TOLD_APART, statistics_of
from transforms.tables import TABLES

RULES = {rule.rule_id: rule for rule in past.rules(TABLES)}


def numbers(value, scale="share", documents=100.0):
    return pl.DataFrame([("metrics", "unit", "null_share", "", scale, value, documents)], schema=SCHEMA, orient="row")


def series(values):
    frames = [numbers(value).with_columns(release=pl.lit(f"r{n}")) for n, value in enumerate(values)]
    return Past(names=tuple(f"r{n}" for n in range(len(values))), statistics=pl.concat(frames))


def staged(folder, known):
    found = Staged(folder=folder)
    found.memo["past"] = known
    return found


@pytest.mark.parametrize(
    ("now", "allowed"), [(0.42, True), (0.4, True), (0.55, True), (0.95, False), (0.0, False), (1.0, False)]
)
def test_a_share_may_vary_as_chance_and_the_past_allow(now, allowed):
    distance = compared(numbers(now), series([0.40, 0.43, 0.41, 0.39, 0.42, 0.44]))["distance"][0]
    assert (distance < past.REFUSES) == allowed


RARE = [0.3, 0.45, 0.25, 0.5, 0.2, 0.4]


@pytest.mark.parametrize(
    ("now", "documents", "refused"),
    [(0.0, 100.0, True), (0.0, 20.0, False), (0.01, 100.0, False), (1.0, 10.0, False)],
)  # fmt: skip
def test_nothing_at_all_where_there_was_always_some_is_refused_unless_chance_explains_it(now, documents, refused):
    distance = compared(numbers(now, documents=documents), series(RARE))["distance"][0]
    assert (distance > past.REFUSES) == refused


def test_nothing_at_all_is_no_news_where_a_release_had_nothing():
    row = compared(numbers(0.0, documents=500.0), series([0.0, *RARE]))
    assert row["distance"].to_list() == [0.0]


def distinct(value, count):
    own = {"statistic": pl.lit("distinct"), "column": pl.lit("measured")}
    return numbers(float(value), "count", float(count)).with_columns(**own)


@pytest.mark.parametrize(
    ("before", "now", "releases", "refused"),
    [
        ((40, 200), (1, 150), 6, True),
        ((40, 200), (2, 150), 6, False),  # not all alike
        ((40, 200), (1, 30), 6, False),  # too few to say
        ((3, 200), (1, 150), 6, False),  # nearly all alike before
        ((40, 200), (1, 150), 4, False),  # too short a past
    ],
)
def test_one_value_for_all_where_there_were_always_many_is_refused(before, now, releases, refused):
    frames = [distinct(*before).with_columns(release=pl.lit(f"r{n}")) for n in range(releases)]
    known = Past(names=tuple(f"r{n}" for n in range(releases)), statistics=pl.concat(frames))
    assert (compared(distinct(*now), known)["distance"].to_list() == [past.REFUSES + 1]) is refused


def test_every_rule_on_a_column_has_a_statistic(folders):
    known = past_of(folders, series=None, this=folders / "today").statistics
    left = set(known.select(pl.concat_str("table", "column", pl.lit("history"), separator=".")).to_series())
    rules = {rule for rule in RULES if rule.endswith(".history")}
    assert rules - left <= {
        "inputs.byte_count.history",  # of records that are more than a text
        *(f"documents.{column}.history" for column in TOLD_APART),  # of what no document states
    }


def test_the_range_and_its_releases_are_named():
    row = compared(numbers(0.9), series([0.40, 0.43, 0.41, 0.39, 0.42, 0.44])).row(0, named=True)
    assert (row["low"], row["low_release"], row["high"], row["high_release"]) == (0.39, "r3", 0.44, "r5")


def test_without_a_past_there_is_nothing_to_compare():
    assert compared(numbers(0.9), Past()).is_empty()


def test_a_statistic_that_former_releases_never_left_is_not_taken_for_nothing():
    past_one = series([0.4] * 6)
    new = numbers(0.9).with_columns(column=pl.lit("measured"))
    assert compared(pl.concat([numbers(0.4), new]), past_one)["column"].to_list() == ["unit"]


def test_a_statistic_that_few_releases_left_only_warns():
    known = series([0.40, 0.43, 0.41, 0.39, 0.42, 0.44])
    few = Past(names=known.names, statistics=known.statistics.filter(pl.col("release") > "r3"))
    assert compared(numbers(0.9), few)["releases"].to_list() == [2]


def turned_away(value, folder="wire"):
    return numbers(value, documents=200.0).with_columns(
        table=pl.lit("inputs"), column=pl.lit("outcome"), statistic=pl.lit("rejected_share"), part=pl.lit(folder)
    )


def test_what_a_folder_has_turned_away_is_judged_by_its_own_past():
    frames = [turned_away(value).with_columns(release=pl.lit(f"r{n}")) for n, value in enumerate([0.02, 0.03] * 3)]
    known = Past(names=tuple(f"r{n}" for n in range(6)), statistics=pl.concat(frames))
    found = compared(pl.concat([turned_away(0.5), turned_away(0.5, "new")]), known)
    assert found.select("part", pl.col("distance") > past.WARNS).rows() == [("wire", True)]
    assert compared(turned_away(0.0, "another"), known).is_empty()


def test_a_column_without_a_value_has_no_size_and_an_all_too_large_share_of_nulls(tmp_path):
    empty = examples.frames()["metrics"].with_columns(si_value=pl.lit(None, pl.Float64))
    found = statistics_of(Staged(folder=examples.write(tmp_path, {**examples.frames(), "metrics": empty})))
    own = found.filter((pl.col("table") == "metrics") & (pl.col("column") == "si_value"))
    expected = {"null_share": 1.0, "documents_with_value": 0.0, "distinct": 0.0}
    assert dict(own.select("statistic", "value").iter_rows()) == expected
    assert own.filter(pl.col("statistic") == "null_share")["documents"][0] > 1


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("series")
    known = Past()
    for number in range(6):
        here = staged(examples.write(root / f"r{number}"), known)
        statistics_of(here).write_parquet(here.folder / FILE)
        known = Past(names=(*known.names, here.folder.name), last=here)
    return root


def test_a_short_past_only_warns(folders, tmp_path):
    tables = {**examples.frames(), "metrics": examples.frames()["metrics"].with_columns(unit=pl.lit(None, pl.String))}
    here = examples.write(tmp_path / "now", tables)
    known = past_of(folders, series=None, this=here)
    short = Past(names=known.names[:4], statistics=known.statistics.filter(pl.col("release") < "r4"))
    assert RULES["metrics.unit.history"].look(staged(here, short)).violations.collect().is_empty()


def test_the_last_release_again_is_refused(folders, tmp_path):
    here = examples.write(tmp_path / "now")
    found = RULES["documents.table.not_again"].look(staged(here, past_of(folders, series=None, this=here)))
    assert found.violations.collect()["release"].to_list() == ["r5"]


def test_documents_that_disappear_are_missed_unless_it_is_meant(folders, tmp_path):
    tables = {**examples.frames(), "documents": examples.frames()["documents"].head(1)}
    here = examples.write(tmp_path / "now", tables)
    known = past_of(folders, series=None, this=here)
    assert RULES["documents.document_id.kept"].look(staged(here, known)).violations.collect().height == 1
    meant = staged(here, known)
    meant.memo["accept_removals"] = True
    assert RULES["documents.document_id.kept"].look(meant).violations.collect().is_empty()


def by_folder(values, count=12):
    """Give documents of as many folders as there are values, each with its publisher."""
    document = examples.frames()["documents"].head(1)
    return pl.concat(
        document.with_columns(
            publisher=pl.lit(value, pl.String), source_path=pl.lit(f"{folder}/{n}.txt"), document_id=pl.lit(f"doc_{folder}{n:015}")
        )
        for folder, value in enumerate(values) for n in range(count)
    )  # fmt: skip


def told(tmp_path, past_values, now, releases=6):
    frames = examples.frames()
    for number in range(releases):
        examples.write(tmp_path / f"r{number}", {**frames, "documents": by_folder(past_values)}, release=False)
    here = examples.write(tmp_path / "today", {**frames, "documents": by_folder(now)}, release=False)
    rule = RULES["documents.publisher.told_apart"]
    return rule.look(staged(here, past_of(tmp_path, series=None, this=here))).violations.collect().height


@pytest.mark.parametrize(
    ("before", "now", "releases", "found"),
    [
        (["KPL", "Xinhua"], ["KPL", "KPL"], 6, 1),
        (["KPL", None], ["KPL", "KPL"], 6, 1),
        (["KPL", "Xinhua"], ["KPL", "KPL"], 4, 0),  # too short a past
        (["KPL", "KPL"], ["KPL", "KPL"], 6, 0),  # folders never differed
        (["KPL", "Xinhua"], ["KPL"], 6, 0),  # a folder of one publisher
        (["KPL", "Xinhua"], ["KPL", "Lao News Agency"], 6, 0),  # an outlet has another name
        (["KPL", None], [None, None], 6, 0),  # an outlet says no more who it is
    ],
)
def test_folders_that_always_differed_still_do(before, now, releases, found, tmp_path):
    assert told(tmp_path, before, now, releases) == found


@pytest.mark.parametrize(
    ("addresses", "refused"),
    [(range(40), False), ([0] * 40, True), ([None] * 40, False), ([0, 0] + [None] * 38, False)],
)
def test_addresses_that_always_differed_still_do(addresses, refused, tmp_path):
    frames, documents = examples.frames(), by_folder(["KPL"], 40)
    named = [None if n is None else f"https://post.example/{n}" for n in addresses]
    for number in range(6):
        usual = documents.with_columns(url=pl.lit("https://post.example/") + pl.col("document_id"))
        examples.write(tmp_path / f"r{number}", {**frames, "documents": usual}, release=False)
    now = documents.with_columns(url=pl.Series(named, dtype=pl.String))
    here = examples.write(tmp_path / "today", {**frames, "documents": now}, release=False)
    found = RULES["documents.url.history"].look(staged(here, past_of(tmp_path, series=None, this=here)))
    assert bool(found.violations.collect().height) is refused


def test_a_release_is_no_part_of_its_own_past_nor_are_later_ones(folders):
    assert past_of(folders, series=None, this=folders / "r3").names == ("r0", "r1", "r2")


def test_statistics_that_a_release_did_not_leave_are_computed(folders, tmp_path):
    examples.write(tmp_path / "old")
    assert (
        past_of(tmp_path, series=None, this=tmp_path / "zzz").statistics.height
        == past_of(folders, series=None, this=folders / "r1").statistics.height
    )


def test_documents_of_which_none_is_read_in_full_have_statistics_too(tmp_path):
    tables = examples.frames()
    unread = tables["documents"].with_columns(extraction=pl.lit("metadata_only"))
    read = {name: frame.clear() for name, frame in tables.items() if name in past.SPANS}
    found = statistics_of(Staged(folder=examples.write(tmp_path, {**tables, **read, "documents": unread})))
    shares = found.filter(pl.col("statistic").is_in(["documents_with_rows", "full_share"]))
    assert shares["value"].unique().to_list() == [0.0]


def test_statistics_are_the_same_to_the_last_digit_however_the_rows_are_read(tmp_path, monkeypatch):
    metrics = examples.frames()["metrics"]
    fractions = pl.DataFrame({"value": [0.1 * n for n in range(2_000)]})
    many = pl.concat([metrics] * (2_000 // metrics.height + 1)).head(2_000).with_columns(fractions["value"])
    whole = Staged(folder=examples.write(tmp_path / "whole", {**examples.frames(), "metrics": many}))
    pieces = Staged(folder=examples.write(tmp_path / "pieces", {**examples.frames(), "metrics": many}))
    for path in pieces.parts("metrics"):
        path.unlink()
    for number, piece in enumerate(many.iter_slices(37)):
        piece.write_parquet(pieces.folder / "metrics" / f"part-{number:05}.parquet")
    known = statistics_of(whole)
    monkeypatch.setattr("expectations.statistics.LARGE_ROWS", 100)
    monkeypatch.setattr("expectations.statistics.CELLS_AT_A_TIME", 5_000)
    assert statistics_of(Staged(folder=pieces.folder)).equals(known)
