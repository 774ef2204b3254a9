"""The towns of the gazetteer by name. Each is made when it is asked for: there are tens of thousands, and most never are."""

from __future__ import annotations

import csv
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REMEMBERED = 1 << 16  # spellings


class Town(NamedTuple):
    """One town of the gazetteer; division is GeoNames' first-level code, latitude and longitude are degrees as written."""

    geonames_id: str
    name: str
    country_code: str
    division: str
    latitude: str
    longitude: str
    population: int


class Towns:
    """The towns by their spellings, of several with one spelling the largest first.

    Reads: the lines of `cities.csv` without its head, one for each spelling of each town, in this order: so that a spelling
    is found by halving, and nothing has to be built first.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.get = lru_cache(REMEMBERED)(self._get)

    def __contains__(self, spelling: str) -> bool:
        """Whether a town is spelt so."""
        return bool(self.get(spelling))

    def __iter__(self) -> Iterator[str]:
        """Give every spelling, once."""
        yield from dict.fromkeys(map(_spelling, self._lines))

    def _get(self, spelling: str) -> tuple[Town, ...]:
        """Give the towns of this spelling, if there are any."""
        begin = f'"{spelling}",' if "," in spelling else f"{spelling},"
        first = last = bisect_left(self._lines, begin)
        while last < len(self._lines) and self._lines[last].startswith(begin):
            last += 1
        return tuple(map(_town, self._lines[first:last]))

    def with_inhabitants(self, least: int) -> Iterator[tuple[str, Town]]:
        """Give the spellings of which the largest town has at least so many inhabitants, with that town."""
        digits = len(str(least))
        large = [line for line in self._lines if line[-digits:].isdecimal() and int(line.rpartition(",")[2]) >= least]
        yield from {_spelling(line): _town(line) for line in reversed(large)}.items()

    def numbered(self, geonames_id: str) -> Town | None:
        """Give the town with this number."""
        line = self._by_number.get(geonames_id)
        return _town(line) if line else None

    @cached_property
    def _by_number(self) -> dict[str, str]:
        return {(_fields(line) if line[0] == '"' else line.split(",", 2))[1]: line for line in self._lines}


def _fields(line: str) -> list[str]:
    """Cut a line at its commas, which is four times as fast as reading CSV; few have a quotation mark."""
    return line.split(",") if '"' not in line else next(csv.reader([line]))


def _spelling(line: str) -> str:
    return _fields(line)[0]


def _town(line: str) -> Town:
    spelling, number, name, country, division, latitude, longitude, population = _fields(line)
    return Town(number, name or spelling, country, division, latitude, longitude, int(population))
