"""A release is judged slice by slice: documents by range of ids, whose rows lie in part files of one name in every table."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

import polars as pl

from expectations.staged import sha256_of
from transforms.tables import OF_DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from expectations.staged import Staged

# Packed tables of single documents: below so many bytes a second process costs more than it saves; a group of more would not fit into memory.
WORTH_A_GROUP, LARGEST_GROUP = 3_000_000, 12_000_000
MANY_GROUPS = 4  # for each lane
# What the rules of single documents read of a table that is not cut.
OF_INPUTS = ("document_id", "format", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What former runs of the gate found: the keys of slices in which it found nothing wrong, and what adds up over slices.

    `sums` gives, by slice key and name, the numbers that `expectations.sums` adds up. `code` stands for everything that a
    verdict on a slice is a function of, beside its files: rules, extractors, lexicons, models, libraries.
    """

    code: str
    passed: frozenset[str] = frozenset()
    sums: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Which part files are judged together, `lanes` groups beside each other, and which were judged before.

    Without any part file the release is not cut, and is judged as a whole. `keys` gives the key of every part file, where
    there is a memory; `lows` the ids at which they begin.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    known: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    lows: tuple[str, ...] = ()
    lanes: int = 1
    lock: AbstractContextManager[Any] = field(default_factory=Lock, compare=False, repr=False)

    @property
    def fresh(self) -> tuple[str, ...]:
        """The part files to be judged now."""
        return tuple(part for group in self.groups for part in group)

    @property
    def is_large(self) -> bool:
        """Whether there is more to judge than fits into memory beside much else, and it pays to start on it in another process."""
        return len(self.groups) > MANY_GROUPS * self.lanes

    def taking_turns(self) -> AbstractContextManager[Any]:
        """Give what a step of this process waits for: of a large release one at a time holds its rows, else any number."""
        return self.lock if self.is_large else nullcontext()

    def passed(self, wrong: Iterable[str] | None) -> frozenset[str]:
        """Give the keys to be remembered: of all slices but those of the documents with which something is wrong.

        None for `wrong` says that it is not known with which: then only what was known before is remembered.
        """
        spoilt = {bisect_right(self.lows, document_id) - 1 for document_id in wrong or ()}
        kept = self.known if wrong is None else [part for n, part in enumerate(self.keys) if n not in spoilt]
        return frozenset(self.keys[part] for part in kept)

    def __bool__(self) -> bool:
        """Whether the release is cut at all."""
        return bool(self.groups or self.known)


WHOLE = Division()


def divided(staged: Staged, memory: Memory | None = None, *, lanes: int = 1) -> Division:
    """Divide a release, whose tables must have their form, into `lanes` groups of slices, or more where it is large."""
    parts = sliced(staged)
    if not parts:
        return WHOLE
    keys = dict(zip(parts, _keys(staged, parts, memory), strict=True)) if memory else {}
    known = [part for part in parts if memory and keys[part] in memory.passed]
    fresh = [part for part in parts if part not in known]
    size = sum((staged.folder / table / part).stat().st_size for table in _tables(staged) for part in fresh)
    count = max(min(lanes, 1 + size // WORTH_A_GROUP), -(-size // LARGEST_GROUP))
    groups = _groups(fresh, min(count, len(fresh)))
    return Division(groups=groups, known=tuple(known), keys=keys, lows=tuple(_lows(staged)), lanes=lanes)


def _tables(staged: Staged) -> list[str]:
    """Give the tables of single documents that are there."""
    return [table for table in OF_DOCUMENTS if staged.has(table)]


def _groups(parts: Sequence[str], count: int) -> tuple[tuple[str, ...], ...]:
    cuts = [len(parts) * number // count for number in range(count + 1)] if parts else []
    return tuple(tuple(parts[start:end]) for start, end in pairwise(cuts) if start < end)


def sliced(staged: Staged) -> list[str]:
    """Give the part files' names where every table of single documents is cut at the ids that the manifest names, else none.

    That is looked up in the files, not believed: rows in another slice than their document's would escape the rules.
    """
    lows, tables = _lows(staged), _tables(staged)
    names = [f"part-{number:05}.parquet" for number in range(len(lows))]
    if len(lows) < 2 or lows != sorted(lows) or not tables:  # noqa: PLR2004 - one slice is the whole
        return []
    parts = [staged.parts(table) for table in tables]
    if any([part.name for part in of_table] != names for of_table in parts):
        return []
    ranges = [_ranges(of_table).collect(engine="streaming") for of_table in parts]
    return names if all(_is_cut_at(lows, *one) for one in zip(parts, ranges, strict=True)) else []


def _lows(staged: Staged) -> list[str]:
    return [str(low) for low in staged.manifest.get("slices") or ()]


def _ranges(parts: list[Path]) -> pl.LazyFrame:
    """Give the first and the last document of each file, and how many rows name none."""
    own = pl.col("document_id")
    return pl.scan_parquet(parts, include_file_paths="part").group_by("part").agg(
        first=own.min(), last=own.max(), nulls=own.null_count()
    )  # fmt: skip


def _is_cut_at(lows: Sequence[str], parts: list[Path], found: pl.DataFrame) -> bool:
    rows = {part: row for part, *row in found.iter_rows()}
    highs = [*lows[1:], None]
    bounds = {str(part): (low, high) for part, low, high in zip(parts, lows, highs, strict=True)}
    return all(part in bounds and _lies_in(row, *bounds[part]) for part, row in rows.items())


def _lies_in(found: list[Any], low: str, high: str | None) -> bool:
    first, last, nulls = found
    return not nulls and first >= low and (high is None or last < high)


def _keys(staged: Staged, parts: Sequence[str], memory: Memory) -> Iterator[str]:
    """Give a key for each slice: of its files' bytes, of what `inputs` says of its documents, and of all that judges them."""
    hashes = {file["path"]: file["sha256"] for file in staged.manifest.get("files", ())}
    lows, tables = _lows(staged), _tables(staged)
    settings = staged.manifest.get("settings") or {}
    about = [
        memory.code,
        len(lows),
        settings.get("text"),
        settings.get("lexicons"),
        settings.get("spacy_model"),
    ]
    for part, inputs in zip(parts, _inputs_by_slice(staged, lows), strict=True):
        published = [
            (table, hashes.get(f"{table}/{part}") or sha256_of(staged.folder / table / part)) for table in tables
        ]
        aside = [
            (path.parent.name, sha256_of(path))
            for table in tables
            for path in staged.aside_parts(table)
            if path.name == part
        ]
        yield sha256(repr([about, published, aside, inputs]).encode()).hexdigest()


def _inputs_by_slice(staged: Staged, lows: Sequence[str]) -> list[str]:
    """Give, for every slice, a hash of the rows of inputs on its documents."""
    rows = staged.scan("inputs").select(OF_INPUTS).drop_nulls("document_id").sort(OF_INPUTS).collect()
    own = pl.Series(lows).search_sorted(rows["document_id"], side="right") - 1
    found = {
        number: frame for (number,), frame in rows.with_columns(slice=own).partition_by("slice", as_dict=True).items()
    }
    return [
        sha256(repr(found[number].rows() if number in found else []).encode()).hexdigest()
        for number in range(len(lows))
    ]
