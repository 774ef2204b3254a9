"""One bucket's tables: by the extractors that are out of date alone, where the cache knows the rest, else from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.cache import earlier
from transforms.errors import DatelineError
from transforms.first_half import read_documents
from transforms.rereading import reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import polars as pl

    from flows.cache import Bucket
    from transforms.names.document import NameFinder
    from transforms.reading import OwnNames, Record


def tables_of(
    bucket: Bucket,
    records: Callable[[], Iterable[tuple[str, Record]]],
    *,
    cache: Path | None,
    own_names: OwnNames = (),
    name_finder: NameFinder | None = None,
) -> dict[str, pl.DataFrame]:
    """Give the tables of a bucket's documents; `records` gives them, from the start each time.

    Reads: `cache`, None where those are not all of the bucket's documents.
    """
    known = earlier(cache, bucket) if cache else None
    if known is not None:
        try:
            return reread(records(), known.tables(), known.stale, own_names, name_finder)
        except (DatelineError, MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001, S110 - which document it was shows when all are read from the start
            pass
    return read_documents(records(), own_names, name_finder)
