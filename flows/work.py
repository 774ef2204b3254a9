"""One run's work order, as a small JSON file in its staging folder: what tasks pass to each other is its path."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.cache import Bucket, is_fresh
from flows.files import write_json
from flows.fingerprints import parts
from flows.output import Output
from flows.runners import core_count

FILE = "work.json"


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a run has to do: where it works, what it builds on, and what the release will say about itself.

    `buckets_read` names the buckets that the ingested records fall into, each with the hash of its records.
    """

    folder: str
    output: str
    series: str
    as_of: str
    previous: str | None
    runner: str
    workers: int
    scheduler: str = ""
    lexicons: tuple[str, ...] = ()
    spacy_model: str = ""
    accept_removals: bool = False
    keep_releases: int = 0
    keep_days: int = 7
    expected_sources: tuple[str, ...] = ()
    text: str = "full"
    raw: tuple[str, ...] = ()
    inputs: dict[str, Any] = field(default_factory=dict)
    buckets_read: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    made_by: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> Path:
        """Where the ingested records lie."""
        return Path(self.folder, "into", "records")

    @property
    def inputs_table(self) -> Path:
        """Where the ingested inputs lie."""
        return Path(self.folder, "into", "inputs.parquet")

    @property
    def release(self) -> Path:
        """Where the release is staged."""
        return Path(self.folder, "release")

    @property
    def aside(self) -> Path:
        """Where what the release withholds of its texts lies until the gate has seen it; never published."""
        return Path(self.folder, "aside")

    @property
    def built_on(self) -> Path:
        """Where it stands, once the tables are assembled, which release before was whole and was built on."""
        return Path(self.folder, "built_on.json")

    @property
    def out(self) -> Output:
        """The output folder."""
        return Output(Path(self.output))

    @property
    def day(self) -> datetime.date:
        """The day of the run."""
        return datetime.date.fromisoformat(self.as_of)

    @property
    def worker_count(self) -> int:
        """How many shards are read at the same time."""
        return 1 if self.runner == "local" else self.workers or core_count()

    @property
    def previous_release(self) -> Path | None:
        """The folder of the release before."""
        return self.out.releases / self.previous if self.previous else None

    def buckets(self) -> list[Bucket]:
        """Give every bucket of this run."""
        made_by = parts(tuple(map(Path, self.lexicons)), Path(self.spacy_model) if self.spacy_model else None)
        return [Bucket(name, records, made_by) for name, records in sorted(self.buckets_read.items())]

    def stale_buckets(self) -> list[Bucket]:
        """Give the buckets that the cache does not hold."""
        return [bucket for bucket in self.buckets() if not is_fresh(self.out.cache, bucket)]

    @property
    def path(self) -> str:
        """Where the work order lies, once it is saved."""
        return str(Path(self.folder, FILE))

    def save(self) -> str:
        """Write the work order and give its path."""
        write_json(Path(self.path), asdict(self))
        return self.path

    @classmethod
    def load(cls, path: str) -> Work:
        """Read a work order."""
        fields: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
        lists: dict[str, Any] = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
        return cls(**{**fields, **lists})
