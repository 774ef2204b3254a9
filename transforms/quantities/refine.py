"""What the sentence adds to an amount: change or level, up or down, mere reference, what is measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.quantities.counts import TOGETHER
from transforms.quantities.cues import direction_after, direction_before, words_before
from transforms.quantities.measured import after_amount, before_amount, changed_thing, counted, is_change

if TYPE_CHECKING:
    from transforms.quantities.measured import Span
    from transforms.quantities.scan import Scan, Shape


TIME_OWNER = re.compile(r"(?:year|month|week|today|day|yesterday|decade|century|season)['’]s?$")


CHANGE_CONTEXT = re.compile(
    r"[ \n-](?:[^\W\d_]+[ \n-]){0,2}(?:growth|increase|decrease|rise|decline|drop|reduction|cut|hike|gain|jump|fall|rebound|expansion|contraction|improvement)\b"
)


GROWTH_BEFORE = re.compile(r"\b(?:growth|growing|grow|grew|grown|expansion)\b[^.;]{0,40}$")


HYPHEN = re.compile(r"[-‑][^\W\d_]")
FEW = 12.0


def in_sentence(scan: Scan, shape: Shape, kind: str, direction: str | None) -> tuple[str, str | None]:
    """Refine kind and direction by the words around."""
    text = scan.text
    _, words = words_before(text, shape.start)
    if direction is None and kind not in {"age", "ordinal", "ratio", "reference"} and not _is_opened(text, shape):
        direction = direction_before(words, kind=kind) or _continued(scan, shape, words) or _restated(scan, shape, kind)
        if direction is None and kind not in {"count", "duration"}:
            direction = direction_after(text, shape.end, most=1 if HYPHEN.match(text, shape.amount.number_end) else 3)
    if text[shape.amount.start : shape.amount.start + 1] == "+":
        direction = "up"
    if kind == "percent" and shape.amount.unit is not None and (direction or _is_growth(text, shape)):
        return "change", direction
    if shape.kind == "reference" or (kind == "count" and _only_refers(scan, shape)):
        return "reference", None
    return kind, direction


def _is_growth(text: str, shape: Shape) -> bool:
    """Whether the words around name growth or a change ("5 percent GDP growth target", "growth of 5 percent")."""
    before = GROWTH_BEFORE.search(text, max(0, shape.start - 60), shape.start)
    return before is not None or CHANGE_CONTEXT.match(text, shape.end) is not None


def _is_opened(text: str, shape: Shape) -> bool:
    return text[shape.start : shape.start + 4].lower() in {"from", "betw"}


def _continued(scan: Scan, shape: Shape, words: list[str]) -> str | None:
    """Give the direction of the change before, which an elliptic one takes over ("A fell 2%, B by 3%")."""
    last = scan.last(shape.start)
    if last is None or not words or words[-1] != "by" or shape.start - last.end > 40:  # noqa: PLR2004
        return None
    return last.direction if "," in scan.text[last.end : shape.start] else None


def _restated(scan: Scan, shape: Shape, kind: str) -> str | None:
    """Give the direction of the change that a percentage says again ("lost 450 points, or 1.1 percent")."""
    last = scan.last(shape.start)
    if kind != "percent" or last is None or scan.text[last.end : shape.start].strip() != ", or":
        return None
    return last.direction or direction_before(words_before(scan.text, last.start)[1], kind="percent")


def _only_refers(scan: Scan, shape: Shape) -> bool:
    """Whether a small number word only refers back ("the two sides")."""
    amount, text = shape.amount, scan.text
    if amount.form != "words" or amount.value > FEW or amount.start != shape.start:
        return False
    before = text[max(0, shape.start - 14) : shape.start].rstrip(' “"‘')
    word = before.split()[-1].lower() if before.split() else ""
    return (
        word in TOGETHER
        or TIME_OWNER.search(before) is not None
        or text[shape.start - 1 : shape.start] in {"“", '"', "‘"}
        or (_after_reference(scan, shape.start))
    )


def _after_reference(scan: Scan, start: int) -> bool:
    """Whether a reference stands right before ("the two parties and two countries")."""
    last = scan.last(start)
    return last is not None and last.kind == "reference" and start - last.end <= len(", and ")


def measured_by(scan: Scan, shape: Shape, kind: str) -> Span | None:
    """Give where the words stand that say what an amount measures or counts."""
    text = scan.text
    if shape.phrase is not None:
        return counted(text, shape.phrase.start, shape.phrase.end)
    if kind in {"age", "duration", "ordinal"}:
        return None
    after = after_amount(text, shape.end)
    if after is not None and not is_change(text, after):
        return after
    changed = changed_thing(text, after[1]) if after else None
    before = before_amount(text, shape.start)
    if is_change(text, before):
        last = scan.last(shape.start)
        before = changed_thing(text, shape.end) or (last.measured if last else None) or before
    return changed or before
