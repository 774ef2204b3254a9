"""How well and how fast copies of one text are found, on invented news with copies of five kinds and stories that are none.

    python benchmarks/copies.py [--stories 1000] [--runs 3]

Every story has an exact copy, one with another dateline, one with 5 percent of its words edited, one cut by a third and
one with a paragraph added. No copies are: the next story of a series, which has every sentence of another with other
names and figures; a bulletin whose figures alone are new; and a story that takes over one paragraph of another.
"""

from __future__ import annotations

import argparse
import datetime
import re
import statistics
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import polars as pl
from invented_news import COUNTRIES, MONTHS, PEOPLE, PLACES, THINGS, Walk, documents

from transforms.resolve.copies import find_copies, signatures_of

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = (PLACES, COUNTRIES, PEOPLE, THINGS, MONTHS)
KIND_OF = {name: group for group in NAMES for name in group}
VARIABLE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, KIND_OF), key=len, reverse=True))}|\d+)\b")
EDITED = 0.05
OTHER_WORDS = ("however", "indeed", "again", "there", "perhaps", "therefore", "almost", "later", "nearby", "together")


class Text(NamedTuple):
    """One text of the made set: the story it is a copy of, and of which kind; a story of its own is its own."""

    story: str
    kind: str
    text: str


def exact(text: str, walk: Walk) -> str:
    """Give the text as it is, but for its white space, as a second record would have it."""
    return text.replace("\n\n", "\n") + " " * (1 + walk.below(3))


def new_dateline(text: str, walk: Walk) -> str:
    """Give the text as another agency's."""
    return f"{walk.of(PLACES)}, {walk.of(MONTHS)} {1 + walk.below(28)} (River Press) — {text.partition(' -- ')[2]}"


def edited(text: str, walk: Walk) -> str:
    """Give the text with 5 percent of its words exchanged, wherever they stand."""
    words = text.split(" ")
    for _ in range(round(EDITED * len(words))):
        words[walk.below(len(words))] = walk.of(OTHER_WORDS)
    return " ".join(words)


def cut(text: str, _walk: Walk) -> str:
    """Give the first two thirds of the words."""
    words = text.split(" ")
    return " ".join(words[: len(words) * 2 // 3])


def extended(text: str, walk: Walk) -> str:
    """Give the text with another story's last paragraph."""
    other = next(iter(documents(1, seed=1 + walk.state)))["text"]
    return text + "\n" + other.rstrip().rpartition("\n\n")[2]


def sequel(text: str, walk: Walk) -> str:
    """Give another story of the same series: each sentence with other names and figures."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        return walk.of(KIND_OF[word]) if word in KIND_OF else str(walk.below(10 ** len(word)))

    return VARIABLE.sub(other, text)


def bulletin(number: int, walk: Walk) -> str:
    """Give a bulletin of a daily series, long sentences with few figures."""
    levels = [f"{walk.below(20)}.{walk.below(100):02}" for _ in range(6)]
    return (
        f"River bulletin {number}. The water at the gauge below the old bridge stood at {levels[0]} metres this morning, and the people who live along the lower road are asked to keep away from the banks. "
        f"The gauge at the ferry showed {levels[1]} metres, and boats with more than ten passengers are to wait at the upper landing until the current is slower. "
        f"Rain at the station in the hills came to {levels[2]} millimetres in the night, and the office expects that the streams will carry the water down within a day. "
        f"The reservoir behind the dam holds {levels[3]} million cubic metres, of which the operators let out {levels[4]} million through the lower gates while schools are closed. "
        f"A new bulletin will follow when the water has changed by more than {levels[5]} metres or when the office for roads closes one of the crossings."
    )


def borrower(text: str, walk: Walk) -> str:
    """Give another story that has one paragraph of this one."""
    other = next(iter(documents(1, seed=1 + walk.state)))["text"]
    paragraphs = other.rstrip().split("\n\n")
    return "\n\n".join([*paragraphs[:2], text.rstrip().rpartition("\n\n")[2], *paragraphs[2:]])


COPIES: dict[str, Callable[[str, Walk], str]] = {
    "exact": exact,
    "new dateline": new_dateline,
    "edited": edited,
    "cut by a third": cut,
    "paragraph added": extended,
}
DISTRACTORS: dict[str, Callable[[str, Walk], str]] = {"sequel": sequel, "borrower": borrower}


def made_set(stories: int) -> list[Text]:
    """Give the texts, the same for the same number of stories."""
    texts = []
    for number, record in enumerate(documents(stories)):
        walk, name, text = Walk(77 + number), record["id"], record["text"]
        texts.append(Text(name, "original", text))
        texts += [Text(name, kind, make(text, walk)) for kind, make in COPIES.items()]
        texts += [Text(f"{name} {kind}", kind, make(text, walk)) for kind, make in DISTRACTORS.items()]
        if number % 5 == 0:
            texts.append(Text(f"{name} bulletin", "bulletin", bulletin(number, walk)))
    return texts


def clustered(texts: list[Text]) -> list[str]:
    """Give the cluster of each text."""
    ids = [f"doc_{number:016x}" for number in range(len(texts))]
    signatures = signatures_of((name, text.text) for name, text in zip(ids, texts, strict=True)).lazy()
    about = pl.LazyFrame(
        {
            "document_id": ids,
            "text": [text.text for text in texts],
            "published_date": [datetime.date(2024, 1, 1)] * len(ids),
        }
    )
    found = find_copies(signatures, about, about).clusters.collect()
    return found.sort("document_id")["copy_cluster_id"].to_list()


def measure(texts: list[Text], clusters: list[str]) -> None:
    """Print recall by kind of copy and precision over pairs of texts that are taken for copies."""
    of_original = {
        text.story: cluster for text, cluster in zip(texts, clusters, strict=True) if text.kind == "original"
    }
    found, asked = Counter[str](), Counter[str]()
    for text, cluster in zip(texts, clusters, strict=True):
        if text.kind in COPIES:
            asked[text.kind] += 1
            found[text.kind] += cluster == of_original[text.story]
    for kind in COPIES:
        print(f"{kind:16s} recall {found[kind] / asked[kind]:.4f} of {asked[kind]:,}")
    members: dict[str, list[Text]] = {}
    for text, cluster in zip(texts, clusters, strict=True):
        members.setdefault(cluster, []).append(text)
    pairs = sum(len(together) * (len(together) - 1) // 2 for together in members.values())
    stories = [Counter(text.story for text in together) for together in members.values()]
    right = sum(count * (count - 1) // 2 for counted in stories for count in counted.values())
    mixed = Counter(
        text.kind
        for counted, together in zip(stories, members.values(), strict=True)
        if len(counted) > 1
        for text in together
    )
    print(f"precision {right / max(pairs, 1):.4f} of {pairs:,} pairs; texts in mixed clusters: {dict(mixed) or 'none'}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    texts, times, clusters = made_set(asked.stories), [], []
    for _ in range(asked.runs):
        begun = time.process_time()
        clusters = clustered(texts)
        times.append(time.process_time() - begun)
    measure(texts, clusters)
    taken = statistics.median(times)
    print(f"{len(texts):,} texts in {taken:.2f} s of processor time: {len(texts) / taken:,.0f} documents a second")


if __name__ == "__main__":
    main()
