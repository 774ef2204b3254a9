"""Raw files → `inputs` and the records that become documents, as Parquet; memory stays flat."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from flows.known_files import FILES, FILES_SCHEMA, SEEN
from flows.raw_files import OpenedFile, RawFile, raw_files, unreadable
from transforms.errors import RawDataError
from transforms.sources import Found, Limits, PassedOver, RawRecord, Rejected, checked, records_of
from transforms.sources.outcomes import (
    contested_of,
    counts_of,
    inputs_of,
    outcomes_of,
    published_of,
    settled_part,
    unsettled,
)
from transforms.sources.record_frames import SEEN_SCHEMA, Seen, record_row, records_frame, seen_frame, seen_of
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from flows.known_files import KnownFile, KnownFiles

PART_CHARACTERS, PART_ROWS = 64_000_000, 50_000
# Small enough that whoever wants one bucket of a part need not read the others.
ROW_GROUP = 1_000
SEEN_ROWS, SEEN_CHARACTERS = 50_000, 64_000_000
STEM_SUFFIXES = (".gz", ".gzip", ".zst", ".zstd")


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReceipt:
    """What came in: records by outcome, rejected ones by reason, and how many files were passed over."""

    read: int
    published: int
    duplicate: int
    superseded: int
    rejected: int
    skipped: int
    reasons: dict[str, int]


def ingest(
    raw: Sequence[Path],
    *,
    into: Path,
    as_of: datetime.date,
    limits: Limits | None = None,
    progress: Callable[[str], None] | None = None,
    known: KnownFiles | None = None,
) -> IngestReceipt:
    """Read every raw file once and write `into/inputs.parquet` and `into/records/part-NNNNN.parquet`.

    The parts have the columns of `Record`, `document_id` and `bucket`, sorted by bucket and document, one row per
    document. `progress` is told each file's source path as it begins. Of the files that `known` knows, nothing is read.
    `into/seen.parquet` and `into/files.parquet` are for `known_files.keep`. Errors: `RawDataError` if there is nothing
    to read.
    """
    spool = _Spool.begun(into, known)
    limits = limits or Limits()
    for number, file in enumerate(raw_files(raw)):
        if file.skipped:
            spool.skipped += 1
            continue
        if known is not None and (found := known.of(file)):
            spool.reuse(found, number, file.source_path)
            continue
        if progress:
            progress(file.source_path)
        _take(file, number, spool, as_of, limits)
    if not spool.files:
        named = ", ".join(f"'{path}'" for path in raw)
        hint = (
            f"{spool.skipped} hidden or temporary files were passed over." if spool.skipped else "Put text files there."
        )
        raise RawDataError(f"There is no file to read in {named}.", hint=hint)
    return spool.settled()


def _take(file: RawFile, number: int, spool: _Spool, as_of: datetime.date, limits: Limits) -> None:
    """Read one file into the spool; whatever goes wrong becomes a row."""
    spool.files += 1
    if file.trouble:
        spool.add(file.trouble, number, file.source_path)
        return
    before = spool.skipped
    for found in _read(file, as_of, limits):
        if isinstance(found, _Withdrawn):
            spool.replace(found.instead, number, file.source_path)
        elif isinstance(found, PassedOver):
            spool.skipped += 1
        else:
            spool.add(found, number, file.source_path)
    spool.taken.append((file.source_path, number, spool.skipped - before))


class _Withdrawn(NamedTuple):
    """All that was read of a file is void; one row stands in its place."""

    instead: Rejected


def _read(file: RawFile, as_of: datetime.date, limits: Limits) -> Iterator[Found | _Withdrawn]:
    """Give what a file holds. Trouble with reading is caught here, apart from trouble with writing, which stops the run."""
    try:
        opened = OpenedFile(file.path)
        if opened.is_being_written:
            detail = "a program still has it open for writing"
            yield _Withdrawn(Rejected(reason=Reason.CHANGED_WHILE_READ, detail=detail))
            return
        for found in records_of(opened.raw, limits=limits):
            yield found if isinstance(found, PassedOver) else checked(found, as_of=as_of, limits=limits)
        changed = opened.changed()
    except OSError as error:
        yield _Withdrawn(unreadable(error))
    except Exception as error:  # noqa: BLE001 - a bug costs the file it shows in, never the run
        yield _Withdrawn(_crashed(error))
    else:
        if changed:
            detail = "its size or time of change was another after reading"
            yield _Withdrawn(Rejected(reason=Reason.CHANGED_WHILE_READ, detail=detail))


def _crashed(error: Exception) -> Rejected:
    return Rejected(reason=Reason.CRASHED, detail=f"{type(error).__name__}: {str(error)[:200]}")


@dataclass(slots=True)
class _Spool:
    """Collects records and writes them out in parts of bounded size, until every record's outcome can be known."""

    into: Path
    files: int = 0
    skipped: int = 0
    parts: int = 0
    seen_parts: int = 0
    seen_rows: int = 0
    characters: int = 0
    records: list[tuple[Any, ...]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    said: int = 0
    written: set[int] = field(default_factory=set)
    withdrawn: list[int] = field(default_factory=list)
    taken: list[tuple[str, int, int]] = field(default_factory=list)
    known: KnownFiles | None = None
    reused: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begun(cls, into: Path, known: KnownFiles | None) -> _Spool:
        for folder in (into / "records", into / ".seen"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        spool = cls(into, known=known)
        for part in known.parts if known else ():
            name = into / "records" / f"part-{spool.parts:05}.parquet"
            os.link(part, name)  # never written to: a part that changes is replaced
            spool.written.update(map(_number_of, pl.read_parquet(name, columns=["document_id"])["document_id"]))
            spool.parts += 1
        return spool

    def reuse(self, file: KnownFile, number: int, source_path: str) -> None:
        """Take what is known of a file as if it had been read."""
        self.files += 1
        self.skipped += file.skipped
        self.reused[file.number] = number
        self.taken.append((source_path, number, file.skipped))

    def add(self, found: RawRecord | Rejected, file_number: int, source_path: str) -> None:
        path = f"{source_path}!/{found.member}" if found.member else source_path
        seen = seen_of(found, file_number=file_number, source_path=path, stem=stem_of(path))
        self.seen.append(seen)
        self.said += len(seen.extra or "")
        if isinstance(found, RawRecord) and self.is_new(seen):
            self.records.append(record_row(seen, found.text))
            self.characters += len(found.text)
        if self.characters >= PART_CHARACTERS or len(self.records) >= PART_ROWS:
            self.write_part()
        if len(self.seen) >= SEEN_ROWS or self.said >= SEEN_CHARACTERS:
            self.write_seen()

    def is_new(self, seen: Seen) -> bool:
        """Whether no record with this text was written yet; ids are kept as numbers, which take half the memory."""
        number, count = _number_of(seen.document_id or ""), len(self.written)
        self.written.add(number)
        return len(self.written) > count

    def replace(self, found: Rejected, file_number: int, source_path: str) -> None:
        """Withdraw what was read of a file and put one row in its place."""
        self.withdrawn.append(file_number)
        self.add(found, -1, source_path)

    def write_part(self) -> None:
        frame = records_frame(self.records)
        frame.write_parquet(self.into / "records" / f"part-{self.parts:05}.parquet", row_group_size=ROW_GROUP)
        self.parts += 1
        self.records, self.characters = [], 0

    def write_seen(self) -> None:
        first_row = self.seen_rows + (self.known.seen.height if self.known else 0)
        seen_frame(self.seen, first_row).write_parquet(self.into / ".seen" / f"part-{self.seen_parts:05}.parquet")
        self.seen_parts += 1
        self.seen_rows += len(self.seen)
        self.seen, self.said = [], 0

    def write_known(self) -> None:
        """Write what was seen of the files that were not read, with the numbers that they have now."""
        if self.known is None or not self.reused:
            return
        numbers = pl.DataFrame(
            list(self.reused.items()), schema={"file_number": pl.Int32, "now": pl.Int32}, orient="row"
        )
        seen = self.known.seen.join(numbers, on="file_number").with_columns(file_number="now").with_row_index("row")
        columns = ("row", *SEEN_SCHEMA)
        seen.select(columns).write_parquet(self.into / ".seen" / "part-known.parquet", compression_level=1)

    def settled(self) -> IngestReceipt:
        """Write what is left, give every record its outcome, and bring the parts in line with it."""
        if self.records or not self.parts:
            self.write_part()
        self.write_seen()
        self.write_known()
        seen, inputs = pl.scan_parquet(self.into / ".seen" / "*.parquet"), self.into / "inputs.parquet"
        contested = contested_of(seen, self.withdrawn)
        outcomes = outcomes_of(seen, self.withdrawn, contested).collect(engine="streaming").lazy()
        inputs_of(seen, outcomes).sink_parquet(inputs)
        _settle(sorted((self.into / "records").glob("part-*.parquet")), published_of(seen, outcomes))
        seen.drop("row").sink_parquet(self.into / SEEN, compression_level=1)
        shutil.rmtree(self.into / ".seen")
        gone = set(self.withdrawn)
        taken = [row for row in self.taken if row[1] not in gone]
        pl.DataFrame(taken, schema=FILES_SCHEMA, orient="row").write_parquet(self.into / FILES)
        return _receipt(counts_of(pl.scan_parquet(inputs)).collect(), self.skipped)


def _settle(parts: Sequence[Path], published: pl.LazyFrame) -> None:
    for part in parts:
        if unsettled(pl.scan_parquet(part), published).limit(1).collect().height:
            new = part.with_suffix(".new")
            settled_part(pl.read_parquet(part).lazy(), published).collect().write_parquet(new, row_group_size=ROW_GROUP)
            new.replace(part)


def _number_of(document_id: str) -> int:
    return int(document_id[4:], 16)


def _receipt(counts: pl.DataFrame, skipped: int) -> IngestReceipt:
    outcomes = dict.fromkeys(("published", "duplicate", "superseded", "rejected"), 0)
    reasons: dict[str, int] = {}
    for outcome, reason, records in counts.iter_rows():
        outcomes[outcome] += records
        if reason is not None:
            reasons[reason] = records
    return IngestReceipt(read=sum(outcomes.values()), skipped=skipped, reasons=reasons, **outcomes)


def stem_of(source_path: str) -> str:
    """Give the name of a file without its endings, as the id of a record that has none of its own.

    >>> stem_of("2025/news.zip!/march/bridge.txt.gz")
    'bridge'
    """
    name = PurePosixPath(source_path.rsplit("!/", 1)[-1]).name
    for suffix in STEM_SUFFIXES:
        name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return PurePosixPath(name).stem
