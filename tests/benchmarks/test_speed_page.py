"""The page about speed and the budget: made of figures alone, no clock."""

import xml.etree.ElementTree as ET

import budget
import page
import reference
import timing

RESULTS = {
    "machine": "A machine", "day": "2025-03-14", "load": 0.3, "runs": 3, "texts": "invented news",
    "stages": {"characters": 1_000_000, "seconds": {"names": [2.0, 1.8, 2.2], "dates": [0.5, 0.5, 0.6], "all": [2.5, 2.3, 2.8]}},
    "peers": {
        "characters": 500_000, "seconds": {task: [0.5, 0.4, 0.6] for task in page.TASKS},
        "others": [{"task": "names", "name": "A & B 1.0", "characters": 1_000, "seconds": [3.0, 1.0, 2.0]}],
    },
    "start_up": {"dateline --help": [0.12, 0.11, 0.13]},
    "end_to_end": [{"name": "1,000 invented", "documents": 1_000, "characters": 1_500_000, "seconds": 20.0, "core_seconds": 30.0, "peak": 2**29, "bytes": 2**21, "stages": {"gate": 9.5}}],
    "one_more": {"start": [9.0, 9.5, 10.0], "one more": [12.0, 13.0, 14.5], "unchanged": [0.7, 0.8, 0.9]},
    "processes": [
        {"workers": 1, "seconds": 18.0, "core_seconds": 18.5, "busiest": 18.2},
        {"workers": 2, "seconds": 10.0, "core_seconds": 19.5, "busiest": 9.8},
    ],
}  # fmt: skip


def test_the_page_says_what_was_measured(tmp_path):
    page.write(RESULTS, tmp_path)
    text = (tmp_path / "README.md").read_text()
    assert "| names | 2.00 | ± 10% | 80% | 500,000 |" in text
    assert "| A & B 1.0 | 500 | ± 50% | 2,000.0 |" in text
    assert "| 1,000 invented | 1,500,000 | 20 | 30 | 30.00 | 512 | 2.0 |" in text
    assert "| of it beyond that start | 3.5 | 3.0 to 4.5 |" in text
    assert "| 2 | 10.0 | 1.80 | 19.5 | 9.8 | 1.86 |" in text
    for plot in ("stages.svg", "peers.svg"):
        assert f"({plot})" in text
        assert ET.parse(tmp_path / plot).getroot().tag.endswith("svg")


def test_without_peers_the_page_says_so(tmp_path):
    page.write({**RESULTS, "peers": {**RESULTS["peers"], "others": []}}, tmp_path)
    assert "None was measured" in (tmp_path / "README.md").read_text()


def test_a_fifth_more_than_recorded_is_over_budget():
    allowed = {"names": 1.0, "dates": 0.01, "gone": 1.0}
    assert budget.overruns({"names": 1.19, "dates": 0.04, "gone": 1.0}, allowed) == []
    said = budget.overruns({"names": 1.25, "dates": 0.06, "new": 1.0}, allowed)
    assert said == [
        "new: no budget is recorded", "names: 1.25, recorded 1.00 (+25%)",
        "dates: 0.06, recorded 0.01 (+500%)", "gone: is no longer measured",
    ]  # fmt: skip


def test_medians_and_texts():
    assert timing.taken([3.0, 1.0, 2.0]) == (2.0, 1.0, 3.0)
    assert timing.taken([3.0, 1.0, 2.0]).spread == 1.0
    assert timing.at_most(["abc", "def", "ghi"], 4) == ["abc", "def"]


def test_the_reference_workload_never_changes():
    assert reference.workload() == 720_952
