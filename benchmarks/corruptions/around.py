"""Faults around the tables: canaries, the settings, the release before. And tables that a corpus seldom fills."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import polars as pl
from declared import SELDOM, of_table
from further import permuted
from judge import RULES, Judge, failed
from outside import in_utf_16, one_hash_each
from releases import inputs_of, write
from spoiling import ROW, Corruption, change, drop, fixed, repeat, shift
from table import Tried

from expectations import canaries
from expectations.history import Past
from expectations.rules import canary
from expectations.staged import Staged
from transforms.assemble import assembly
from transforms.first_half import read_documents
from transforms.reading import Record
from transforms.resolve.id_changes import Before, id_changes
from transforms.tables import BY_NAME

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from releases import Series
    from spoiling import Frames

KIND = "around"
TWO_READINGS = "published_date 08/04/2024 may be 2024-04-08 or 2024-08-04"
BEFORE = "before"
# Plain texts, of which headers are read again; they contradict themselves or each other, so that there are findings.
AT_ODDS = (
    ("About 70 percent of the road to Phongsali is paved. The remaining 40 percent will be paved in 2027.", "2025-01-03"),
    ("The bridge at Pakse was opened on Monday, March 5, 2024. Nobody was hurt.", "2025-01-04"),
    ("Some 140 percent of the pupils of Sam Neua passed the test, the school said.", "2025-01-05"),
    ("Lao Foreign Minister Anong Keo met Chinese officials in Hanoi.", "2024-05-02"),
    ("Lao Foreign Minister Bounmy Vilay met Thai officials in Hanoi.", "2024-05-03"),
    ("Lao Foreign Minister Anong Keo met Thai traders in Hue.", "2024-05-09"),
    ("Tea fair \U0001f375 opens in Hue. Mayor Lan Pham met traders from Hanoi and Vientiane there.", "2025-01-06"),
    ("Tea from Yunnan sells well\n\nKUNMING, May 2, 2025 (Xinhua) -- Traders sold 8,500 tonnes of tea last year, they said.\n", None),
)  # fmt: skip


class Around:
    """Looks at one clean release under other circumstances."""

    def __init__(self, judge: Judge, series: Series) -> None:
        self.judge, self.series = judge, series
        self.tried: list[Tried] = []

    def look(
        self, name: str, *caught_by: str, refuses: bool = True, folder: Path | None = None, manifest: dict[str, Any] | None = None, **told: object
    ) -> None:  # fmt: skip
        """Run every rule on a release that is told of this past and these settings."""
        staged = Staged(folder=folder or self.judge.folder, as_of=self.judge.staged.as_of, manifest=manifest or {})
        staged.memo.update({"past": self.judge.past, **told})
        found = [one for one in failed(staged, RULES, ()) if caught_by or one not in self.judge.alarms]
        corruption = Corruption(name=name, kind=KIND, spoil=_as_it_is, caught_by=caught_by, refuses=refuses)
        self.tried.append(Tried(corruption, ROW, tuple(found)))

    def canaries(self) -> None:
        """Let an extractor find other rows in the canaries; nothing in the tables shows it."""
        known = canaries.expected_rows() or []
        metric = next(row for row in known if '"table": "metrics"' in row)
        changes: dict[str, list[str]] = {
            "a canary row is not found": known[1:],
            "a canary row is found twice": [*known, known[0]],
            "a canary's unit is another": [row.replace('"unit": "', '"unit": "x') if row == metric else row for row in known],
            "an extractor finds no row in any canary": [row for row in known if '"table": "timexes"' not in row],
        }  # fmt: skip
        for name, rows in changes.items():
            with patch.object(canary, "rows_now", lambda rows=rows: rows):
                self.look(name, "release.canaries.unchanged")
        with patch.object(canary, "rows_now", lambda: known[1:]):
            self.look("a user's lexicon changes what canaries give", manifest=OWN_LEXICONS)

    def settings(self) -> None:
        """Let the settings promise what the release does not keep."""
        self.look(
            "an expected source is silent", "documents.publisher.expected", expected_sources=("Nobody's Gazette",)
        )
        for mode in ("spans", "none"):
            self.look(
                f"texts are published that are withheld: {mode}",
                "release.texts.withheld",
                manifest={"settings": {"text": mode}},
            )

    def past(self) -> None:
        """Let the release before be the same, of another form, or hold what is gone now."""
        same = replace(self.judge.past, last=Staged(folder=self.judge.folder), kept=(1.0,) * 6)
        self.look("the last release again", "documents.table.not_again", past=same)
        few = self.series.records[:5]
        folder = write(self.series.release_of(few), self.judge.work / "few")
        self.look("most documents are gone", "documents.document_id.kept", folder=folder, past=same)
        self.look(
            "few documents came",
            "documents.table.volume",
            folder=folder,
            accept_removals=True,
            past=_short(same),
            refuses=False,
        )
        other = {**self.judge.clean, "roles": self.judge.clean["roles"].drop("title")}
        kept = replace(self.judge.past, last=Staged(folder=write(other, self.judge.work / "other")))
        self.look("a column came and nobody told", "release.tables.migrated", past=kept)

    def ids(self) -> None:
        """Compare with a release whose things had other ids, and tell of the changes otherwise."""
        clean, before = with_changed_ids(self.judge.clean, self.judge.work / "past" / BEFORE)
        changes = clean["id_changes"]
        spoilt = {
            "a change of an id is lost": changes.head(1), "no change of an id is told": changes.clear(),
            "an id changed in another way": changes.with_columns(kind=pl.lit("split")),
            "an id became another's": changes.with_columns(new_id=pl.lit(clean["entities"]["entity_id"][-1])),
        }  # fmt: skip
        told_of = {"manifest": {"previous": BEFORE}, "past": replace(self.judge.past, last=before, kept=(0.0,))}
        for name, frame in spoilt.items():
            folder = write({**clean, "id_changes": frame}, self.judge.work / "now")
            self.look(name, "id_changes.table.rebuilt", folder=folder, **told_of)


def with_changed_ids(clean: Frames, folder: Path) -> tuple[Frames, Staged]:
    """Write a release before this one whose things had other ids; give this one with what changed, and that one."""
    known = clean["entities"].filter("in_lexicon")["entity_id"].head(2)
    renamed = {known[0]: "local:place:of-old", known[1]: "local:person:of-old"}
    old = {name: clean[name].with_columns(pl.col("entity_id").replace(renamed)) for name in ("mentions", "entities")}
    gone = old["entities"].head(1).with_columns(entity_id=pl.lit("local:person:gone"))
    old["entities"] = pl.concat([old["entities"], gone]).sort("entity_id")
    before = Staged(folder=write({**clean, **old}, folder))
    told = Before(folder.name, before.scan("entities"), before.scan("mentions"), clean["mentions"].lazy())
    changes = id_changes({"entities": clean["entities"].lazy()}, told)
    return {**clean, "id_changes": BY_NAME["id_changes"].conform(changes).collect()}, before


def _short(past: Past) -> Past:
    """Forget all but four releases: then statistics only warn."""
    names = past.names[:4]
    return replace(past, names=names, statistics=past.statistics.filter(pl.col("release").is_in(names)))


def _as_it_is(frames: Frames, _dose: float, _chance: np.random.Generator) -> Frames:
    return frames


def around(judge: Judge, series: Series) -> list[Tried]:
    """Give what the rules say of a clean release under circumstances that are not."""
    release = Around(judge, series)
    for circumstances in (release.canaries, release.settings, release.past, release.ids):
        circumstances()
    return release.tried


def judge_at_odds(work: Path) -> Judge:
    """Give the judge of a small release with findings, and with ids that changed since the release before."""
    texts = [(f"doc_{sha256(text.encode()).hexdigest()[:16]}", text, day) for text, day in AT_ODDS]
    records = [
        (key, Record(source_path=f"{n}.txt", record_number=0, source_id=str(n), raw_sha256=sha256(text.encode()).hexdigest(), text=text, published=day, format="jsonl" if day else "text"))
        for n, (key, text, day) in enumerate(texts)
    ]  # fmt: skip
    first = {name: frame.lazy() for name, frame in read_documents(records).items()}
    frames = {name: frame.collect() for name, frame in assembly(first, inputs_of(records).lazy()).tables.items()}
    clean, before = with_changed_ids(frames, work / "past" / BEFORE)
    past = Past(names=(BEFORE,), last=before, kept=(1.0,))
    return Judge(clean, work, past, {"previous": BEFORE, "fingerprint": "another one"})


def seldom() -> list[Corruption]:
    """Give the corruptions of tables that only `judge_at_odds` fills."""
    told = "findings.table.rebuilt"
    return [
        *(corruption for name in SELDOM for corruption in of_table(BY_NAME[name])),
        Corruption(name="another hash of plain texts", kind="conservation", spoil=one_hash_each, caught_by=("inputs.sha256.of_text",)),
        Corruption(name="a date that may be one of two days", kind="source", spoil=change("inputs", "detail", fixed(TWO_READINGS), only=pl.col("detail").is_null()), caught_by=("inputs.detail.one_day",), refuses=False),
        Corruption(name="offsets in units of UTF-16", kind="slice", spoil=in_utf_16("mentions"), caught_by=("mentions.surface.slice",)),
        Corruption(name="findings shifted", kind="slice", spoil=shift("findings", 1), caught_by=("findings.surface.slice",)),
        Corruption(name="findings lost", kind="completeness", spoil=drop("findings"), caught_by=(told,)),
        Corruption(name="findings twice", kind="key", spoil=repeat("findings"), caught_by=("findings.table.unique",)),
        Corruption(name="findings say other things", kind="shuffled", spoil=permuted("findings", "message"), caught_by=(told,)),
        Corruption(name="a header's place lost", kind="rederivation", spoil=change("documents", "dateline_place", fixed(None)), caught_by=("documents.table.reread",)),
        Corruption(name="a header's zones lost", kind="rederivation", spoil=drop("zones"), caught_by=("zones.table.reread",)),
        Corruption(name="findings matter more", kind="value", spoil=change("findings", "severity", _more), caught_by=(told,)),
    ]  # fmt: skip


def _more(severity: pl.Expr) -> pl.Expr:
    return severity.replace({"info": "warning", "warning": "info"})


# Where users' own lexicons take part nothing is read again: what a division by nothing leaves, only the rules on numbers see.
OWN_LEXICONS = {"settings": {"lexicons": ["own"]}}
UNREAD = [
    Corruption(name="a figure that is not a number", kind="value", spoil=change("document_metrics", "computed", fixed(float("nan"))), caught_by=("document_metrics.computed.finite",)),
    Corruption(name="a figure that is infinite", kind="value", spoil=change("document_metrics", "computed", fixed(float("inf"))), caught_by=("document_metrics.computed.finite",)),
    Corruption(name="a value that is its hundredfold, unread", kind="value", spoil=change("metrics", "value", lambda c: c * 100, only=pl.col("value") != 0), caught_by=("metrics.value.rederived",)),
    Corruption(name="a year that is another, unread", kind="rederivation", spoil=change("timexes", "value", lambda c: c.str.replace(r"20(\d)", "19$1"), only=pl.col("value").str.contains(r"20\d")), caught_by=("timexes.value.rederived",)),
    Corruption(name="spans of roles shifted, unread", kind="slice", spoil=shift("roles", 1), caught_by=("roles.surface.slice",)),
    Corruption(name="a place that nothing knows, unread", kind="key", spoil=change("metrics", "place_id", fixed("wikidata:Q999999999")), caught_by=("metrics.place_id.known",)),
    Corruption(name="a sentence further on, unread", kind="key", spoil=change("roles", "sentence_number", lambda c: c + 1), caught_by=("roles.sentence_number.holds_span",)),
    Corruption(name="a country without a code", kind="value", spoil=change("documents", "country_codes", fixed([""])), caught_by=("documents.country_codes.items",)),
]  # fmt: skip
