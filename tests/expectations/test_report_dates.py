"""The report's documents by date and publisher: no gap is closed, and long times are told in years."""

import datetime as dt

import polars as pl

from expectations.report import charts
from expectations.report.figures import figures_of
from expectations.staged import Staged


def figures(folder, *rows):
    schema = {"published_date": pl.Date, "publisher": pl.String}
    pl.DataFrame(list(rows), schema=schema, orient="row").write_parquet(folder / "documents.parquet")
    return figures_of(Staged(folder=folder))


def test_months_without_documents_are_shown_as_such(tmp_path):
    found = figures(
        tmp_path, (dt.date(2024, 11, 3), "Mekong Wire"), (dt.date(2025, 2, 9), None), (None, "Mekong Wire"), (dt.date(2025, 2, 1), None)
    )  # fmt: skip
    assert found.months == [("2024-11", 1), ("2024-12", 0), ("2025-01", 0), ("2025-02", 2)]
    assert found.sources_by_month == [
        ("not stated", [("2024-11", 0), ("2024-12", 0), ("2025-01", 0), ("2025-02", 2)]),
        ("Mekong Wire", [("2024-11", 1), ("2024-12", 0), ("2025-01", 0), ("2025-02", 0)]),
    ]


def test_a_century_is_told_in_years(tmp_path):
    found = figures(tmp_path, (dt.date(1861, 3, 4), "A"), (dt.date(1961, 1, 20), "A"))
    assert (len(found.months), found.months[0], found.months[-1]) == (101, ("1861", 1), ("1961", 1))


def test_without_dates_there_is_nothing_to_draw(tmp_path):
    found = figures(tmp_path, (None, "A"))
    assert (found.months, found.sources_by_month) == ([], [])
    assert charts.strips(found.sources_by_month, "Documents") == ""


def test_names_in_the_strips_are_inert():
    drawn = charts.strips([("<script>x</script>", [("2025-01", 3), ("2025-02", 0)])], "Documents")
    assert "<script>" not in drawn
    assert drawn.count("<rect") == 1
