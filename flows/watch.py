"""Signs of life while a shard is read, and what counts as lost: a reader that died, hung, or ran out of memory or stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from transforms.reading import Record

# A reader that shows no sign of life for so long hangs; with so many characters in hand, so much longer. One core reads
# some 400,000 characters a second, so this is twenty times what a batch takes, and more.
SILENCE_SECONDS = 30.0
SLOWEST = 20_000
_TELL: list[Callable[[int], object]] = []


class LostError(Exception):
    """Reading came to no end: whoever read died, hung, or ran out of memory or stack. Some document may be to blame."""


def patience(characters: int) -> float:
    """Give the seconds to wait for the next sign of life of a reader that has so many characters in hand."""
    return SILENCE_SECONDS + characters / SLOWEST


def pulses(tell: Callable[[int], object]) -> None:
    """Let `alive` tell whoever watches this process."""
    _TELL[:] = [tell]


def busy(characters: int) -> None:
    """Tell whoever watches this process that the next sign of life may take as long as so many characters do."""
    for tell in _TELL:
        tell(characters)


def alive(records: Sequence[tuple[str, Record]], batch: int) -> Iterator[tuple[str, Record]]:
    """Give the records, telling before each how many characters may be in hand: a batch of them, and its own."""
    most = min(batch, sum(len(record.text) for _, record in records))
    for document_id, record in records:
        busy(most + len(record.text))
        yield document_id, record
