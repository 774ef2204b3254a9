"""Numbers that add up over the slices of a release: worked out slice by slice, so that memory stays bounded, and remembered.

A table that is built again from tables of single documents need not be held to be compared: it is enough that the sums over
its rows are those over the rows that each slice gives. What a slice gave in a former run need not be worked out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from expectations.division import Division, Memory
    from expectations.staged import Staged

MODULUS = 1 << 64
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The slices of a release: the key of each part file, "" where it has none, and by key what is known of it, by name."""

    keys: Mapping[str, str]
    known: dict[str, dict[str, Numbers]] = field(default_factory=dict)

    @classmethod
    def of(cls, division: Division, memory: Memory | None) -> Sums:
        """Take what a former run knew of the slices of this release."""
        before = memory.sums if memory else {}
        keys = {part: division.keys.get(part, "") for part in (*division.known, *division.fresh)}
        return cls(keys, {key: dict(before.get(key, {})) for key in keys.values() if key})

    def learn(self, known: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        """Take over what another process knows of slices, by their keys."""
        for key, named in known.items():
            own = self.known.setdefault(key, {})
            own.update({name: tuple(numbers) for name, numbers in named.items()})


def parts_of(staged: Staged, table: str, *, together: int) -> Iterator[Staged]:
    """Give a release in parts, one after the other, each of the slices that have `together` bytes of the packed table.

    A release that is not cut is one part.
    """
    sums = staged.memo.get("sums")
    parts = list(sums.keys) if isinstance(sums, Sums) else []
    if not parts:
        yield staged
    sizes = accumulate((staged.folder / table / part).stat().st_size for part in parts)
    for _, group in groupby(zip(sizes, parts, strict=True), key=lambda sized: sized[0] // together):
        yield staged.limited_to([part for _, part in group], held=False)


def added_up(staged: Staged, name: str, numbers: Callable[[Staged], Sequence[int]]) -> Numbers:
    """Add up, modulo 2^64, the `numbers` of each slice; `name` is what they are remembered under. Of an uncut release, give them."""
    sums = staged.memo.get("sums")
    if not isinstance(sums, Sums) or not sums.keys:
        return tuple(numbers(staged))
    parts = [_of_slice(staged, part, sums.known.get(key, {}), name, numbers) for part, key in sums.keys.items()]
    return tuple(sum(column) % MODULUS for column in zip(*parts, strict=True))


def _of_slice(
    staged: Staged, part: str, known: dict[str, Numbers], name: str, numbers: Callable[[Staged], Sequence[int]]
) -> Numbers:
    if name not in known:
        known[name] = tuple(numbers(staged.limited_to([part], held=False)))
    return known[name]
