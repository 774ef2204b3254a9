"""The towns of the gazetteer by name. Each is made when it is asked for: there are tens of thousands, and most never are."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

POPULATION = 7


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
    """The towns by their spellings, of several with one name the largest first."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._named: dict[str, list[Sequence[str]]] = {}
        self._made: dict[str, tuple[Town, ...]] = {}
        self._rows = rows
        for row in rows:
            for spelling in _spellings(row):
                self._named.setdefault(spelling, []).append(row)

    def __contains__(self, spelling: object) -> bool:
        """Whether a town is spelt so."""
        return spelling in self._named

    def __getitem__(self, spelling: str) -> tuple[Town, ...]:
        """Give the towns of this spelling. Errors: `KeyError`."""
        made = self._made.get(spelling)
        if made is None:
            towns = map(_town, self._named[spelling])
            made = self._made[spelling] = tuple(sorted(towns, key=lambda town: (-town.population, town.geonames_id)))
        return made

    def get(self, spelling: str) -> tuple[Town, ...]:
        """Give the towns of this spelling, if there are any."""
        return self[spelling] if spelling in self._named else ()

    def with_inhabitants(self, least: int) -> Iterator[str]:
        """Give the spellings of which the largest town has at least so many inhabitants."""
        large = (row for row in self._rows if int(row[POPULATION]) >= least)
        yield from dict.fromkeys(spelling for row in large for spelling in _spellings(row))

    def numbered(self, geonames_id: str) -> Town | None:
        """Give the town with this number."""
        row = self._by_number.get(geonames_id)
        return _town(row) if row else None

    @cached_property
    def _by_number(self) -> dict[str, Sequence[str]]:
        return {row[0]: row for row in self._rows}


def _spellings(row: Sequence[str]) -> Iterable[str]:
    return dict.fromkeys((row[1], *row[2].split("|"))) if row[2] else (row[1],)


def _town(row: Sequence[str]) -> Town:
    number, name, _, country, division, latitude, longitude, population = row
    return Town(number, name, country, division, latitude, longitude, int(population))
