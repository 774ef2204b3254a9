"""Releases without their texts: what is in them, and that the raw files still prove every row; and texts that wait."""

import polars as pl
import pytest
from newsroom import STORIES, broken_invariants, data_hashes, dateline, quick, write_stories

from flows.evidence import find_row
from flows.output import Output, read_manifest
from flows.proof import prove
from flows.settings import Settings

LATE = "PAKSE, July 4, 2025 (Mekong Wire) -- Six cranes were lifted into place at the port.\n"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Give an output folder for each mode, made of the same stories."""
    folder = tmp_path_factory.mktemp("modes")
    stories = write_stories(folder / "raw")
    for mode in ("full", "spans", "none"):
        finished = quick(stories, folder / mode, f"text={mode}")
        assert finished.returncode == 0, finished.stderr
    return {mode: folder / mode for mode in ("full", "spans", "none")}


def proven(release, raw):
    return prove(release, [raw], Settings())


def read(release, table):
    return pl.read_parquet(release / table / "*.parquet")


@pytest.mark.parametrize("mode", ["full", "spans", "none"])
def test_the_raw_files_prove_a_release_of_every_mode(raw, outputs, mode):
    release = Output(outputs[mode]).release()
    proof = proven(release, raw)
    assert (proof.failures, proof.failed) == ([], {})
    for table in ("inputs", "documents", "sentences", "mentions", "zones"):
        assert proof.rows[table] == read(release, table).height > 0
    assert read(release, "documents")["text"].null_count() == (0 if mode == "full" else proof.rows["documents"])
    assert broken_invariants(outputs[mode]) == []


def test_no_file_of_a_release_without_texts_holds_a_story(outputs):
    for path in Output(outputs["none"]).release().rglob("*"):
        if path.is_file():
            said = str(pl.read_parquet(path).rows()) if path.suffix == ".parquet" else path.read_text(encoding="utf-8")
            assert not [story for story in STORIES.values() if story.strip() and story[40:90] in said], path


def test_everything_but_what_is_withheld_is_the_same(outputs):
    short, full = (data_hashes(Output(outputs[mode]).release()) for mode in ("none", "full"))
    assert short.keys() == full.keys()
    assert {path.split("/")[0] for path in full if short[path] != full[path]} == {
        "documents", "findings", "inputs", "metrics", "sentences", "statements", "zones",
    }  # fmt: skip


def test_a_row_that_the_raw_files_do_not_bear_out_is_named(raw, outputs):
    release = Output(outputs["none"]).release()
    (raw / "bridge.txt").write_text(STORIES["bridge.txt"].replace("310", "320"), encoding="utf-8")
    places = [place for place, _ in proven(release, raw).failures]
    assert "inputs:bridge.txt:0" in places
    lost = read(release, "documents").filter(source_path="bridge.txt")["document_id"].item()
    assert f"documents:{lost}" in places
    assert any(place.endswith("rows of mentions") for place in places)


def test_verify_says_what_is_proven_and_what_is_not(raw, outputs):
    output = outputs["spans"]
    good = dateline("verify", "--raw", raw, "--output", output)
    assert good.returncode == 0, good.stderr
    assert "bear out every row" in good.stdout
    (raw / "talks.txt").unlink()
    bad = dateline("verify", "--raw", raw, "--output", output)
    assert bad.returncode == 2
    assert "talks.txt" in bad.stdout
    assert "not borne out" in bad.stderr


def test_explain_and_validate_do_without_the_text(outputs):
    output = outputs["none"]
    evidence = find_row(Output(output).release(), "mentions:0")
    assert evidence.passages == []
    assert evidence.row["surface"]
    passed = dateline("validate", "--output", output)
    assert passed.returncode == 0, passed.stderr
    said = " ".join(passed.stdout.split())
    assert "rules need the texts, which this release withholds" in said
    assert "verify RELEASE --raw" in said


def test_another_mode_is_a_new_release_and_no_change_of_rows(raw, output):
    quick(raw, output)
    assert quick(raw, output, "text=none").stdout.split()[0] == "published"
    changelog = (Output(output).release() / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "| changed |" not in changelog
    assert quick(raw, output, "text=none").stdout.split()[0] == "unchanged"


def test_a_text_that_is_dated_ahead_waits_and_comes_in_by_itself(raw, output):
    (raw / "late.txt").write_text(LATE, encoding="utf-8")
    quick(raw, output)
    release = Output(output).release()
    row = read(release, "inputs").filter(source_path="late.txt").row(0, named=True)
    assert (row["outcome"], row["reason"], row["document_id"]) == ("rejected", "bad_date", None)
    assert "2025-07-04" in row["detail"]
    assert read_manifest(release)["waits_until"] == "2025-07-04"
    assert quick(raw, output, "as_of=2025-07-03").stdout.split()[0] == "unchanged"
    assert quick(raw, output, "as_of=2025-07-04").stdout.split()[0] == "published"
    assert "late.txt" in read(Output(output).release(), "documents")["source_path"].to_list()
    assert quick(raw, output, "as_of=2025-07-05").stdout.split()[0] == "unchanged"
