"""The tables as they lie on disk, opened again from where readers will find them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl
import pyarrow.parquet as pq

from transforms.errors import ReleaseError
from transforms.redaction import restored
from transforms.tables import BY_NAME, OF_DOCUMENTS
from transforms.tables.spec import FULL, TEXT_MODES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

T = TypeVar("T")

# Packed. In memory they are some eight times as many.
HELD_BYTES = 64 << 20  # of all tables of single documents together, where some slices are looked at
HELD_TABLE_BYTES = 4 << 20  # of each other table
TOLD = ("past", "accept_removals", "expected_sources", "same_software")


@dataclass(frozen=True, kw_only=True)
class Staged:
    """A folder of tables, each `<table>/*.parquet` (a release) or `<table>.parquet` (an extract).

    `manifest` is what the writer says it wrote (`release.json`); empty for a folder of plain tables. `as_of` is the day
    of the run; None where nobody says. `memo` keeps what several rules need, computed once. `aside` holds, of a release
    that is to be published without its texts, the columns that it withholds: `scan` and `batches` give them back in their
    place, so that every other column is the published one, and is proven against the texts all the same. `without_texts`
    says that nobody has them any more: then the withheld columns are not there at all, and whoever asks for one fails.
    `only` names part files: of the tables of single documents, those alone are looked at; None for all. `knows_tables_only`
    says that this process was not told of what the memo holds beside the tables: what asks for that must fail.
    """

    folder: Path
    aside: Path | None = None
    without_texts: bool = False
    only: frozenset[str] | None = None
    knows_tables_only: bool = False
    manifest: Mapping[str, Any] = field(default_factory=dict)
    as_of: datetime.date | None = None
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    locks: defaultdict[str, RLock] = field(default_factory=lambda: defaultdict(RLock), repr=False, compare=False)

    def parts(self, table: str) -> list[Path]:
        """Give the table's files, in order."""
        return list(self._files(table))

    def _files(self, table: str) -> list[Path]:
        return self.once(f"files of {table}", lambda: self._listed(table))

    def _listed(self, table: str) -> list[Path]:
        single = self.folder / f"{table}.parquet"
        return [single] if single.is_file() else self._seen(table, (self.folder / table).glob("*.parquet"))

    def aside_parts(self, table: str) -> list[Path]:
        """Give the files of the table's withheld columns, in order."""
        return self._seen(table, (self.aside / table).glob("*.parquet")) if self.aside else []

    def _seen(self, table: str, parts: Iterable[Path]) -> list[Path]:
        return sorted(
            part for part in parts if self.only is None or part.name in self.only or table not in OF_DOCUMENTS
        )

    def limited_to(self, parts: Iterable[str], *, held: bool = True) -> Staged:
        """Give the same release, of whose tables of single documents only these part files are looked at.

        Unless `held`, they are not kept in memory either: they will be read once, and not all their columns.
        """
        kept = {name: self.memo[name] for name in TOLD if name in self.memo}
        kept |= {} if held else {"fits": False}
        return replace(self, only=frozenset(parts), memo=kept, locks=defaultdict(RLock))

    def has(self, table: str) -> bool:
        """Whether the table has any file at all."""
        return bool(self.parts(table))

    def scan(self, table: str) -> pl.LazyFrame:
        """Open the table lazily."""
        parts = self.parts(table)
        if not parts:
            raise ReleaseError(f"The table '{table}' is missing from {self.folder.name}.")
        if self._is_held(table):
            return self.once(f"table {table}", lambda: self._opened(table, parts).collect()).lazy()
        return self._opened(table, parts)

    def _opened(self, table: str, parts: list[Path]) -> pl.LazyFrame:
        if aside := self._aside(table):
            return restored(pl.scan_parquet(parts), pl.scan_parquet(aside))
        return pl.scan_parquet(parts).drop(self._lost(table))

    def _is_held(self, table: str) -> bool:
        """Whether the table is read once and held in memory, as many rules read it: all that is looked at must fit there.

        Of a whole release, tables of single documents are too large to be held.
        """
        if self.only is not None:
            fits = self.once("fits", lambda: self._packed(OF_DOCUMENTS) < HELD_BYTES)
            return table in OF_DOCUMENTS and fits
        return table in BY_NAME and table not in OF_DOCUMENTS and self._packed([table]) < HELD_TABLE_BYTES

    def _packed(self, tables: Iterable[str]) -> int:
        return sum(part.stat().st_size for table in tables for part in self._files(table))

    @property
    def text_mode(self) -> str:
        """What of the texts the release holds: full, spans or none; full where it does not say, or says something else."""
        said = (self.manifest.get("settings") or {}).get("text")
        return str(said) if said in TEXT_MODES else FULL

    def _lost(self, table: str) -> tuple[str, ...]:
        return BY_NAME[table].withheld(self.text_mode) if self.without_texts and table in BY_NAME else ()

    @property
    def as_published(self) -> Staged:
        """The tables as readers will see them, without what is withheld."""
        return replace(self, aside=None)

    def _aside(self, table: str) -> list[Path]:
        """Give the files with the table's withheld columns, once their rows are as many."""
        found = self.aside_parts(table)
        if found and sum(map(_footer_rows, found)) != self.rows(table):
            raise ReleaseError(f"What was set aside of the table '{table}' has other rows than the table.")
        return found

    def rows(self, table: str) -> int:
        """Count the table's rows by the files' own footers, without reading them."""
        return self.once(f"rows of {table}", lambda: sum(_footer_rows(part) for part in self.parts(table)))

    def arrow_schemas(self, table: str) -> list[pa.Schema]:
        """Give the schema that each file of the table carries."""
        return [pq.read_schema(part) for part in self.parts(table)]

    def batches(self, table: str, columns: Sequence[str], rows: int) -> Iterator[pl.DataFrame]:
        """Read the table in batches of at most `rows` rows, so that memory stays bounded."""
        if self._aside(table):
            yield from self.scan(table).select(columns).collect().iter_slices(rows)
            return
        wanted = self.scan(table).select(columns) if self.parts(table) else pl.LazyFrame()
        start = 0
        while (batch := wanted.slice(start, rows).collect()).height:
            yield batch
            start += batch.height

    def told(self, name: str) -> Any:
        """Give what the gate was told beside the tables, one of TOLD; None where nobody said anything.

        Errors: LookupError in a process that cannot know.
        """
        if self.knows_tables_only and name not in self.memo:
            raise LookupError(f"Nobody has told this process of '{name}'.")
        return self.memo.get(name)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Compute something that several rules need, once; who asks meanwhile, waits for it."""
        with self.locks[name]:
            if name not in self.memo:
                self.memo[name] = make()
        return self.memo[name]  # type: ignore[no-any-return]


def sha256_of(part: Path) -> str:
    """Give the hash of a file's bytes."""
    with part.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _footer_rows(part: Path) -> int:
    return pq.read_metadata(part).num_rows  # type: ignore[no-any-return]
