"""Every setting of a run, from four places: defaults < dateline.toml < environment (DATELINE_…) < command line."""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.files import sha256_of_text
from transforms.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "DATELINE_"
FILE = "dateline.toml"
RUNNERS = ("auto", "local", "process", "dask", "ray")
TEXT_MODES = ("full", "spans", "none")
OVERLAPS = ("skip", "wait")
# Bucket and prefix of an object store.
ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9_.=+-]{1,200}){0,20})/?")
SERIES = re.compile(r"[\w][\w.+-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run is a function of, beside the raw files, the code and the release before it."""

    raw: tuple[Path, ...] = (Path("raw"),)
    """Files and folders of raw text."""
    output: Path = Path("output")
    """Folder of the releases; with a `store`, the folder in which runs work for it."""
    store: str = ""
    """Object store to which releases are published, as s3://bucket/prefix; empty: only `output`."""
    series: str = ""
    """Name of the dataset that the releases in `output` continue; empty: derived from `raw`."""
    as_of: datetime.date | None = None
    """The day of the run; empty: today in `timezone`, never earlier than the last release's."""
    timezone: str = "UTC"
    """Time zone of `as_of` and of the schedule, as an IANA name."""
    runner: str = "auto"
    """Where shards are read: local, process, dask or ray; auto: process where there is enough work for it."""
    workers: int = 0
    """Number of processes that read; 0: one per core."""
    scheduler: str = ""
    """Address of the Dask or Ray cluster, as tcp://head:8786 or ray://head:10001; empty: one on this machine, for the run."""
    lexicons: tuple[Path, ...] = ()
    """Folders with rows of your own that overlay the shipped lexicons."""
    spacy_model: Path | None = None
    """Folder of a spaCy model of your own that stands in for the shipped recogniser of names; needs spaCy."""
    max_file_bytes: int = 256 << 20
    """Largest raw file that has to be held whole (a text, a page, an export)."""
    max_record_bytes: int = 16 << 20
    """Largest text of one document."""
    keep_releases: int = 0
    """How many of the newest releases stay; 0: all. The one that `latest` names always stays."""
    keep_days: int = 7
    """A release that was replaced less than so many days ago always stays, since a reader may hold it."""
    accept_removals: bool = False
    """Whether it is meant that documents of the last release are gone from `raw`."""
    expected_sources: tuple[str, ...] = ()
    """Sources whose silence refuses the release."""
    text: str = "full"
    """What of the texts is published: full, spans (only rows' own words) or none."""
    cron: str = "0 6 * * *"
    """When `dateline serve` starts a run, in `timezone`."""
    overlap: str = "skip"
    """What a scheduled run does that is due while another is at work in the output folder: skip or wait."""
    time_limit_minutes: int = 240
    """A scheduled run that takes longer is ended and marked as crashed."""
    webhook_block: str = ""
    """Prefect block (type/name) that is called after a failed or refused scheduled run."""
    email_block: str = ""
    """Prefect notification block (type/name) that is told of a failed or refused scheduled run."""


def load_settings(
    given: Mapping[str, Any], *, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Give the settings; `given` holds what the command line says, with None for what it does not say.

    Errors: `SettingsError` naming the key, the value, what is allowed, and where the value came from.
    """
    found: dict[str, Any] = {}
    for origin, values in _sources(folder or Path.cwd(), os.environ if environment is None else environment):
        found |= {key: _parsed(key, value, origin) for key, value in values.items()}
    found |= {key: _parsed(key, value, "the command line") for key, value in given.items() if value is not None}
    return replace(Settings(), **_placed(found))


def _placed(found: dict[str, Any]) -> dict[str, Any]:
    """Where `output` is an address, it is the store's, and the folder is the store's own working folder."""
    if not isinstance(found.get("output"), str):
        return found
    return {**found, "output": working_folder(found["output"]), "store": found["output"]}


def working_folder(address: str) -> Path:
    """Give the default working folder of a store: one per address, below the current folder."""
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", address.removeprefix("s3://")).strip("-.")[:60]
    return Path(".dateline", f"{plain}-{sha256_of_text(address)[:8]}")


def _sources(folder: Path, environment: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    names = {field.name for field in fields(Settings)}
    from_environment = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(PREFIX) and value
    }
    known = {key: value for key, value in from_environment.items() if key in names}
    return [(str(folder / FILE), _file(folder / FILE)), ("the environment", known)]


def _file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"The settings file {path} cannot be read: {error}."
        raise SettingsError(message, hint="Mend it, or run without it.") from error
    return values


def _parsed(key: str, value: Any, origin: str) -> Any:
    parser = PARSERS.get(key)
    if parser is None:
        hint = f"The settings are: {', '.join(sorted(PARSERS))}."
        raise SettingsError(f"There is no setting named '{key}' (in {origin}).", hint=hint)
    try:
        return parser(value)
    except (TypeError, ValueError) as error:
        message = f"The setting '{key}' cannot be '{value}' (from {origin})."
        raise SettingsError(message, hint=f"Allowed: {error}.") from error


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        if value not in allowed:
            raise ValueError(", ".join(allowed))
        return str(value)

    return parse


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        text = str(value).replace("_", "").strip()
        if isinstance(value, bool) or not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return parse


def _matching(pattern: re.Pattern[str], meaning: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(meaning)
        return value

    return parse


def _day(value: Any) -> datetime.date | None:
    if value in ("", None):
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    try:
        return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError("a date, as 2026-03-14") from error


def _flag(value: Any) -> bool:
    meanings = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in meanings:
        raise ValueError("true or false")
    return meanings[str(value).lower()]


def _names(value: Any) -> tuple[str, ...]:
    items = value.split(os.pathsep) if isinstance(value, str) else [str(item) for item in value]
    if not all(items):
        raise ValueError(f"names, in the environment separated by '{os.pathsep}'")
    return tuple(items)


def _paths(value: Any) -> tuple[Path, ...]:
    if isinstance(value, Path):
        return (value,)
    return tuple(Path(name) for name in _names(value))


def _folder(value: Any) -> Path | None:
    return Path(str(value)) if str(value) else None


def _place(value: Any) -> Path | str:
    if not str(value):
        raise ValueError("a folder, or s3://bucket/prefix")
    return _address(value) if "://" in str(value) else Path(value)


def _address(value: Any) -> str:
    if value and not ADDRESS.fullmatch(str(value)):
        # The value is not repeated: people have been seen to write credentials into it.
        hint = "Allowed: s3://bucket/prefix. Credentials and endpoint are taken from the environment (AWS_…)."
        raise SettingsError("The address of the object store is not of the form s3://bucket/prefix.", hint=hint)
    return str(value).rstrip("/")


def _zone(value: Any) -> str:
    import zoneinfo  # noqa: PLC0415 - only a run needs it

    try:
        return zoneinfo.ZoneInfo(value).key
    except (OSError, ValueError, TypeError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ValueError("an IANA time zone, as Asia/Vientiane") from error


_ANY = re.compile(r"[^\x00-\x1f]*")
PARSERS: dict[str, Callable[[Any], Any]] = {
    "raw": _paths,
    "output": _place,
    "store": _address,
    "series": _matching(re.compile(f"|{SERIES.pattern}"), "letters, digits, '.', '_', '+' and '-'"),
    "as_of": _day,
    "timezone": _zone,
    "runner": _one_of(*RUNNERS),
    "workers": _whole(0, 1024),
    "scheduler": _matching(
        re.compile(r"(?:[a-z]+://)?[\w.:\[\]-]{1,200}/?|"), "an address, as tcp://head:8786 or ray://head:10001"
    ),
    "lexicons": _paths,
    "spacy_model": _folder,
    "max_file_bytes": _whole(1, 1 << 40),
    "max_record_bytes": _whole(1, 1 << 31),
    "keep_releases": _whole(0, 100_000),
    "keep_days": _whole(0, 36_500),
    "accept_removals": _flag,
    "expected_sources": _names,
    "text": _one_of(*TEXT_MODES),
    "cron": _matching(re.compile(r"\S+( \S+){4}"), "five fields, as 0 6 * * *"),
    "overlap": _one_of(*OVERLAPS),
    "time_limit_minutes": _whole(1, 100_000),
    "webhook_block": _matching(_ANY, "a block's type and name, as webhook/newsroom"),
    "email_block": _matching(_ANY, "a block's type and name, as sendgrid-email/newsroom"),
}


def series_of(settings: Settings) -> str:
    """Give the series' name: as set, else the RAW arguments' own names joined by '+'."""
    if settings.series:
        return settings.series
    names = sorted({_name_of(path) for path in settings.raw})
    return "+".join(names)[:100] or "raw"


def _name_of(path: Path) -> str:
    absolute = path.absolute()
    inside = absolute.is_relative_to(Path.cwd())
    text = "-".join(absolute.relative_to(Path.cwd()).parts) if inside else absolute.name
    return re.sub(r"[^\w.-]+", "_", text).strip("._-") or "raw"


def today(settings: Settings, *, not_before: datetime.date | None = None) -> datetime.date:
    """Give `as_of`: as set, else today in the time zone of the settings; never earlier than the last release's.

    Errors: `SettingsError` where a set `as_of` lies before the last release's.
    """
    import zoneinfo  # noqa: PLC0415 - only a run needs it

    if settings.as_of is None:
        now = datetime.datetime.now(zoneinfo.ZoneInfo(settings.timezone)).date()
        return max(now, not_before or now)
    if not_before and settings.as_of < not_before:
        message = f"The setting 'as_of' cannot be {settings.as_of}: the last release is as of {not_before}."
        raise SettingsError(message, hint="Choose that day or a later one, or another --output.")
    return settings.as_of
