"""`dateline run` with the same stages but without Prefect and Great Expectations, for tests that start and kill it often.

The gate says what the environment variable GATE says (pass, unless it is `refuse`), and the extractors are stand-ins that
load fast; a text that holds "POISON exits" (or hangs, recurses, swallows) does that to them. Otherwise everything is the real thing. CLOCK_DAYS sets the clock so many days on or back, from the first
look at it, or with CLOCK_STEPS_AT from a later one; FLIP names a staged file in which a bit flips after the gate;
SLICE_DOCUMENTS is about how many documents a slice has.
"""

import datetime
import itertools
import os
import re
import sys
import time
import types
from pathlib import Path

import polars as pl

import transforms
from transforms.reading import MentionRow

NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+")
EMPTY = ("document_entities", "roles", "metrics", "timexes", "statements", "event_mentions")


POISON = re.compile(r"POISON (\w+)")


def find_names(reading):
    for poison in POISON.findall(reading.text):
        poisoned(poison)
    return [
        MentionRow(*match.span(), "name", "person", None, "stand_in.name", 0.5)
        for match in NAME.finditer(reading.masked)
    ]


def poisoned(how):
    """Do what a poisonous document makes an extractor do."""
    if how == "exits":
        os._exit(7)
    if how == "hangs":
        time.sleep(1_000)
    if how == "recurses":
        poisoned(how)
    if how == "swallows":
        raise MemoryError("no more")


def find_nothing(_):
    return ()


# The real registry would load every lexicon; everything below it is imported as it is.
registry = types.ModuleType("transforms.extractors")
registry.__path__ = [str(Path(transforms.__file__).with_name("extractors"))]
sys.modules["transforms.extractors"] = registry

from transforms.extractors.extractor import Extractor  # noqa: E402 - after the stand-in

registry.EXTRACTORS = (
    Extractor(name="mentions", table="mentions", version="1", find=find_names),
    *(Extractor(name=name.replace("document_", ""), table=name, version="1", find=find_nothing) for name in EMPTY),
)

from expectations.results import Result, Verdict  # noqa: E402
from flows import slices, stages, watch, workers  # noqa: E402
from flows.failures import explain  # noqa: E402
from flows.progress import Progress  # noqa: E402
from flows.run import run  # noqa: E402
from flows.settings import load_settings  # noqa: E402


def gate(tables, *, report_to, **_):
    report_to.mkdir(parents=True)
    report = report_to / "report.html"
    report.write_text("<!doctype html><title>A stand-in for the report</title>")
    passed = os.environ.get("GATE") != "refuse"
    result = Result(
        rule_id="stand_in.says_so", family="form", suite="stand_in", expectation="none", table="documents", column="table",
        severity="critical", success=passed, sentence="The stand-in says so.", threshold="none",
        evaluated=pl.scan_parquet(tables / "documents" / "*.parquet").select(pl.len()).collect().item(),
    )  # fmt: skip
    return Verdict(
        passed=passed, reason="The stand-in says so.", results=(result,), critical=() if passed else (result,), waiting=(),
        warnings=(), report=report, validation_results=report_to / "validation_results.parquet",
    )  # fmt: skip


class SetClock(datetime.datetime):
    """The clock, as many days off as CLOCK_DAYS says."""

    looks = itertools.count(1)

    @classmethod
    def now(cls, tz=None):
        stepped = next(cls.looks) >= int(os.environ.get("CLOCK_STEPS_AT", "1"))
        days = int(os.environ.get("CLOCK_DAYS", "0")) if stepped else 0
        return super().now(tz) + datetime.timedelta(days=days)


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def recipe(work, progress):
    with stages.reading_of(work) as reader:
        for _ in reader.receipts():
            stages.after_shard()
        stages.assembled(work)
    verdict = stages.check(work)
    if os.environ.get("FLIP"):
        flip(work.release / os.environ["FLIP"])
    return stages.publish(work, verdict)


def main(raw, output, *options):
    sys.modules["expectations.gate"] = types.SimpleNamespace(run_gate=gate)
    if os.environ.get("CLOCK_DAYS"):
        clock = types.SimpleNamespace(**{**vars(datetime), "datetime": SetClock})
        for name, module in list(
            sys.modules.items()
        ):  # ours alone: compiled modules crash over a clock of another size
            if name.split(".")[0] == "flows" and getattr(module, "datetime", None) is datetime:
                module.datetime = clock
    given = dict(option.split("=", 1) for option in options)
    try:
        result = run(
            load_settings({"raw": raw.split(os.pathsep), "output": output, **given}, environment={}), Progress(), recipe
        )
    except Exception as error:  # noqa: BLE001 - as the command itself
        return explain(error)
    sys.stdout.write(f"{result.outcome} {result.release}\n")
    return 0


workers.COMMAND = (sys.executable, __file__, "--worker")  # with the same stand-ins
slices.SLICE_DOCUMENTS = int(os.environ.get("SLICE_DOCUMENTS", slices.SLICE_DOCUMENTS))
watch.SILENCE_SECONDS = float(os.environ.get("SILENCE", watch.SILENCE_SECONDS))

if __name__ == "__main__" and sys.argv[1] == "--worker":
    workers.serve(int(sys.argv[2]), sys.argv[3])
elif __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
