"""Buckets' tables: by the extractors that are out of date alone, where the cache knows the rest, else from the start.

A batch of many documents costs less than many batches of few, so neighbouring buckets that are read from the start are read
together, and their tables cut apart again; what is found in a document does not depend on the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from transforms.errors import DatelineError
from transforms.first_half import read_documents
from transforms.rereading import reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from flows.cache import Bucket, Earlier
    from transforms.names.document import NameFinder
    from transforms.reading import OwnNames, Record

    Records = Sequence[tuple[str, Record]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents of a bucket that are to be read, in order, and those that are not, each with the reason.

    `known` is what the cache knows of them, None where some of the bucket's documents are left out.
    """

    bucket: Bucket
    records: Records
    refused: Sequence[tuple[str, str]] = ()
    known: Earlier | None = None

    @property
    def characters(self) -> int:
        """How long their texts are together."""
        return sum(len(record.text) for _, record in self.records)


def sheaves(wanted: Iterable[Wanted], characters: int) -> Iterator[list[Wanted]]:
    """Put neighbours together until they have so many characters; a bucket of which something is known stays alone."""
    sheaf: list[Wanted] = []
    held = 0
    for one in wanted:
        if one.known is not None:
            yield [one]
            continue
        sheaf.append(one)
        held += one.characters
        if held >= characters:
            yield sheaf
            sheaf, held = [], 0
    if sheaf:
        yield sheaf


def tables_of(
    sheaf: Sequence[Wanted],
    watched: Callable[[Records], Iterable[tuple[str, Record]]],
    own_names: OwnNames = (),
    name_finder: NameFinder | None = None,
) -> Iterator[tuple[Wanted, dict[str, pl.DataFrame]]]:
    """Give the tables of each bucket of a sheaf; `watched` gives the records, one by one, as they are read."""
    known = sheaf[0].known
    if known is not None:
        try:
            yield (
                sheaf[0],
                reread(watched(sheaf[0].records), known.tables(), known.stale, own_names, name_finder),
            )
        except (DatelineError, MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - which document it was shows when all are read from the start
            yield sheaf[0], read_documents(watched(sheaf[0].records), own_names, name_finder)
        return
    records = [pair for one in sheaf for pair in one.records]
    yield from _cut_apart(read_documents(watched(records), own_names, name_finder), sheaf)


def _cut_apart(
    tables: Mapping[str, pl.DataFrame], sheaf: Sequence[Wanted]
) -> Iterator[tuple[Wanted, dict[str, pl.DataFrame]]]:
    """Cut tables, whose rows are in the order of documents, where each bucket begins."""
    begins = pl.Series([f"doc_{one.bucket.name}" for one in sheaf[1:]], dtype=pl.String)
    bounds = {
        name: [0, *frame["document_id"].search_sorted(begins).to_list(), frame.height] for name, frame in tables.items()
    }
    for number, one in enumerate(sheaf):
        yield (
            one,
            {name: frame[bounds[name][number] : bounds[name][number + 1]].rechunk() for name, frame in tables.items()},
        )
