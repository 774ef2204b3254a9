"""`dateline explain`: a row's evidence, from the table back to the raw file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from flows.console import console, say, table_of
from flows.evidence import Evidence, find_row
from flows.inert import inert
from flows.mirror import output_for_reading
from flows.output import read_manifest
from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

# Long or shown elsewhere.
LEFT_OUT = ("text",)
ABOUT = (
    "title",
    "publisher",
    "agency",
    "author",
    "published_date",
    "published_basis",
    "dateline_place",
    "dateline_date",
    "language",
    "url",
)


def explain(row: str, *, release: str, **given: Any) -> None:
    """Show a row, its sentence with the span marked, its rule, the document's metadata and the raw file.

    Errors: `ReleaseError` where there is no such row.
    """
    folder = output_for_reading(load_settings(given), release).release(release)
    evidence = find_row(folder, row)
    say(f"{evidence.table}, row {evidence.number:,} of the release {folder.name}", "bold")
    console.print(table_of(("", ""), _shown(evidence.row)))
    for caption, sentence, start, end in evidence.passages:
        say(caption, "dim")
        console.print(marked(sentence, start, end))
    _show_document(evidence, read_manifest(folder))


def marked(sentence: str, start: int, end: int) -> Text:
    """Give a sentence with the characters from start to end marked; nothing in it is obeyed."""
    before, span, after = (inert(piece) for piece in (sentence[:start], sentence[start:end], sentence[end:]))
    return Text.assemble("  ", before, ("[", "dim"), (span, "bold reverse"), ("]", "dim"), after)


def _shown(row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    values = {key: value for key, value in row.items() if value not in (None, []) and key not in LEFT_OUT}
    return [
        (key, ", ".join(map(str, value)) if isinstance(value, list) else str(value)) for key, value in values.items()
    ]


def _show_document(evidence: Evidence, manifest: Mapping[str, Any]) -> None:
    if not evidence.document:
        return
    say("The document", "dim")
    console.print(table_of(("", ""), _shown({key: evidence.document.get(key) for key in ("document_id", *ABOUT)})))
    raw = ", ".join(manifest["settings"]["raw"])
    say("Where it comes from", "dim")
    rows = [(i["source_path"], i["record_number"], i["outcome"], i["sha256"]) for i in evidence.inputs]
    console.print(table_of((f"file in {raw}", "record", "outcome", "sha256 of the raw record"), rows))
