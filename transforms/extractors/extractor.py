"""What an extractor is: a name, a version, a pure function of a reading, and what it needs to have been found before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transforms.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """Fills one table of the first half.

    `find` gives the rows of one reading. `find_many`, where an extractor is faster on many texts at once, gives a list
    of rows for each of several readings, the same rows as `find` would. `version` changes whenever the rows can.
    """

    name: str
    table: str
    version: str
    find: Callable[[Reading], Iterable[Any]]
    needs: tuple[str, ...] = ()
    find_many: Callable[[Sequence[Reading]], list[list[Any]]] | None = None

    def rows(self, readings: Sequence[Reading]) -> list[list[Any]]:
        """Give the rows of each reading."""
        if self.find_many is not None:
            return self.find_many(readings)
        return [list(self.find(reading)) for reading in readings]
