"""Invented news, seeded, to any size: for speed and scale where no corpus is at hand.

python benchmarks/invented_news.py 10000 > news.jsonl
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = (
    "Vientiane",
    "Beijing",
    "Hanoi",
    "Bangkok",
    "Kunming",
    "Pakse",
    "Phnom Penh",
    "Luang Prabang",
    "Yangon",
    "Nanning",
)
COUNTRIES = ("Laos", "China", "Vietnam", "Thailand", "Cambodia", "Myanmar", "Japan", "India")
PEOPLE = ("Anong Keo", "Li Heng", "Tran Minh Duc", "Somchai Prasert", "Sok Dara", "Khin Lay", "Sato Kenji", "Meera Rao")
OFFICES = ("Foreign Minister", "Prime Minister", "Minister of Energy and Mines", "Governor", "Ambassador")
THINGS = ("passengers", "tonnes of freight", "households", "students", "visitors", "vehicles")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = ("January", "March", "May", "July", "September", "November")


class Walk:
    """A linear congruential generator: the same choices on every machine (constants of POSIX rand)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        """Give a whole number from 0 to limit - 1."""
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 8) % limit

    def of(self, choices: tuple[str, ...]) -> str:
        """Give one of the choices."""
        return choices[self.below(len(choices))]


def sentence(walk: Walk) -> str:
    """Give one invented sentence."""
    one, other = walk.of(COUNTRIES), walk.of(COUNTRIES)
    day, month, year = 1 + walk.below(28), walk.of(MONTHS), 2015 + walk.below(10)
    forms = (
        f"{one} and {other} signed an agreement on trade in {walk.of(PLACES)} on {walk.of(DAYS)}.",
        f"{walk.of(OFFICES)} {walk.of(PEOPLE)} said {one} would lend {other} ${walk.below(900)}.{walk.below(10)} million over {2 + walk.below(9)} years.",
        f"The line has carried {walk.below(90)},{100 + walk.below(900)} {walk.of(THINGS)} since {month} {year}.",
        f'"The work is not finished," {walk.of(PEOPLE)} told reporters on {day} {month} {year}.',
        f"Exports to {other} rose by {walk.below(60)}.{walk.below(10)} percent in the first {2 + walk.below(9)} months of {year}.",
        f"{one} will send {10 + walk.below(90)} engineers to {walk.of(PLACES)} next {walk.of(MONTHS)}, according to {walk.of(PEOPLE)}.",
        "People in the villages along the river have waited for the bridge for a long time and do not believe in dates any more.",
    )
    return walk.of(forms)


def documents(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Give that many invented records, each about 2,000 characters long."""
    for number in range(count):
        walk = Walk(seed * 1_000_003 + number)
        paragraphs = [" ".join(sentence(walk) for _ in range(3)) for _ in range(4 + walk.below(5))]
        day = f"{2015 + walk.below(10)}-{1 + walk.below(12):02}-{1 + walk.below(28):02}"
        lead = f"{walk.of(PLACES).upper()} (Mekong Wire) -- Report {number}. "
        yield {"id": f"invented-{number}", "published_date": day, "text": lead + "\n\n".join(paragraphs) + "\n"}


if __name__ == "__main__":
    for record in documents(int(sys.argv[1])):
        print(json.dumps(record))
