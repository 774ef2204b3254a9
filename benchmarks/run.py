"""Every benchmark of speed in one go, and the page about it: benchmarks/README.md with its plots.

    python benchmarks/run.py [CORPUS.jsonl[.zst]] [--every N] [--runs K] [--news 1000 10000 …] [--whole] [--peers PYTHON]

Per stage on the corpus (invented news without one); start-up; end to end on so many invented documents, with --whole on the whole corpus, and
there with one file more, and in one and two worker processes; and, where --peers names the Python of an environment in which some are installed, peers on the same texts in the same run.
"""

from __future__ import annotations

import datetime
import json
import os
import resource
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import end_to_end
import one_more
import page
import stages
import timing
import worker_processes

from transforms.extractors import mentions, roles, statements
from transforms.extractors.timexes import find_timexes
from transforms.first_half import read_documents
from transforms.quantities import find_quantities
from transforms.reading import Header, Reading, Record
from transforms.sentences import find_sentences

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

HERE = Path(__file__).parent
PEER_CHARACTERS = 600_000
PUBLISHED = datetime.date(2023, 5, 4)
NOT_YET: dict[str, Any] = {
    "one_more": {},
    "processes": [],
}  # parts that need a corpus: without them the page has no such section
PARTS = ("stages", "peers", "start_up", "end_to_end", "one_more", "processes")


def prepared(text: str) -> Reading:
    """Give a reading whose sentences are cut; they have a stage of their own."""
    header = Header(language="en", body_start_char=0, body_end_char=len(text))
    return Reading(text=text, header=header, sentences=tuple(find_sentences(text, [(0, len(text))])))


def _statements(reading: Reading) -> int:
    reading.found["roles"] = list(roles.EXTRACTOR.find(reading))
    return len(list(statements.EXTRACTOR.find(reading)))


def _all(texts: Sequence[str]) -> object:
    return read_documents(
        (f"doc_{number:016x}", Record(source_path="x", record_number=0, source_id="x", raw_sha256="0" * 64, text=text))
        for number, text in enumerate(texts)
    )


def ours(texts: Sequence[str], runs: int) -> dict[str, timing.Taken]:
    """Give what each task takes on these texts; what it builds on is found beforehand, as it is for nobody else."""
    named = [prepared(text) for text in texts]
    for reading, rows in zip(named, mentions.EXTRACTOR.rows(named), strict=True):
        reading.found["mentions"] = rows
    work: dict[str, Callable[[], object]] = {
        "names": lambda: mentions.find_many([prepared(text) for text in texts]),
        "quantities": lambda: [find_quantities(text) for text in texts],
        "dates": lambda: [find_timexes(text, published=PUBLISHED) for text in texts],
        "statements": lambda: [_statements(reading) for reading in named],
        "all": lambda: _all(texts),
    }
    return {task: timing.seconds(todo, runs) for task, todo in work.items()}


def peers(python: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Give what the peers of another environment take on these texts."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "texts.json")
        given.write_text(json.dumps(list(texts)), encoding="utf-8")
        said = subprocess.run([python, HERE / "peers.py", given], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]


def start_up(runs: int) -> dict[str, timing.Taken]:
    """Give the processor time of commands that have next to nothing to do; modules are compiled, as after the first use."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "one.txt")
        text.write_text(stages.texts(None, 1)[0], encoding="utf-8")
        commands = {
            "dateline --help": ["--help"],
            "dateline extract, one document": ["extract", str(text), "--to", f"{folder}/tables"],
        }
        for name, command in commands.items():
            line = [*end_to_end.COMMAND[:-1], *command]
            _spent(line, Path(folder))
            found[name] = timing.taken([_spent(line, Path(folder)) for _ in range(runs)])
    return found


def _spent(command: Sequence[str], folder: Path) -> float:
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **compiled})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, keep the figures as results.json, and write the page."""
    parser = timing.arguments(__doc__ or "", corpus="?")
    parser.add_argument("--news", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--whole", action="store_true", help="publish the whole corpus, too")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="measure these, keep the other figures")
    asked = parser.parse_args()
    file = HERE / "results.json"
    found = {part: measured(part, asked) for part in asked.only}
    kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    results = {**NOT_YET, **kept, **about(asked), **found}
    file.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if all(part in results for part in PARTS):
        page.write(json.loads(file.read_text(encoding="utf-8")), HERE)


def about(asked: argparse.Namespace) -> dict[str, Any]:
    """Give what stands on top of the page."""
    return {
        "machine": timing.machine(),
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "load": round(os.getloadavg()[2], 1),
        "runs": asked.runs,
        "texts": f"every {asked.every}th text of {asked.corpus.name}" if asked.corpus else "invented news",
    }


def measured(part: str, asked: argparse.Namespace) -> Any:
    """Measure one part of the page."""
    if part == "start_up":
        return start_up(asked.runs)
    if part == "one_more":
        with tempfile.TemporaryDirectory() as folder:
            return one_more.measured(asked.corpus, asked.runs, Path(folder)) if asked.corpus and asked.whole else {}
    if part == "processes":
        texts = timing.texts_of(asked.corpus) if asked.corpus and asked.whole else []
        return [one._asdict() for one in worker_processes.measured(texts, (1, 2))] if texts else []
    if part == "end_to_end":
        runs = [end_to_end.on_news(count, 2, None) for count in asked.news]
        return (
            [*runs, end_to_end.on_corpus(asked.corpus, 2, None, asked.runs)] if asked.corpus and asked.whole else runs
        )
    texts = stages.texts(asked.corpus, asked.every)
    some = timing.at_most(texts, PEER_CHARACTERS)
    if part == "stages":
        return {"characters": sum(map(len, texts)), "seconds": stages.measured(texts, asked.runs)}
    others = peers(asked.peers, some) if asked.peers else []
    return {"characters": sum(map(len, some)), "seconds": ours(some, asked.runs), "others": others}


if __name__ == "__main__":
    main()
