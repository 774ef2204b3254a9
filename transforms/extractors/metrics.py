"""The extractor of `metrics`: every quantity of a text, with when, where and according to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extractors.extractor import Extractor
from transforms.quantities.find import find_quantities
from transforms.quantities.measured import compared_with
from transforms.quantities.situation import Situation, situation_of
from transforms.reading import MetricRow

if TYPE_CHECKING:
    from transforms.quantities.scan import Quantity
    from transforms.reading import Reading


def find_metrics(reading: Reading) -> list[MetricRow]:
    """Give the quantities of a document's text, boilerplate left out, in order.

    Offsets are code points, end exclusive. Values are never converted; `si_value` is. Period, place and source come from
    the sentence's time expressions and names, as far as those have been found.
    """
    found = find_quantities(reading.masked)
    if not found:
        return []
    situation = situation_of(reading)
    return [_row(reading, quantity, situation) for quantity in found if not situation.is_date(quantity)]


def _row(reading: Reading, quantity: Quantity, situation: Situation) -> MetricRow:
    measured, context = quantity.measured or (None, None), quantity.context or (None, None)
    sentence = reading.sentence_at(quantity.start)
    period = situation.period(quantity, sentence)
    changes = quantity.kind == "change" or quantity.direction is not None
    return MetricRow(
        start_char=quantity.start,
        end_char=quantity.end,
        value=quantity.value,
        kind=quantity.kind,
        rule=quantity.rule,
        confidence=quantity.confidence,
        value_high=quantity.value_high,
        unit=quantity.unit,
        currency=quantity.currency,
        modifier=quantity.modifier,
        direction=quantity.direction,
        measured=reading.text[measured[0] : measured[1]] if quantity.measured else None,
        measured_start_char=measured[0],
        measured_end_char=measured[1],
        compared_with=compared_with(reading.text, quantity.start, quantity.end, sentence) if changes else None,
        period_begin=period.begin_date if period else None,
        period_end=period.end_date if period and not situation.is_open(period) else None,
        period_start_char=period.start_char if period else None,
        period_end_char=period.end_char if period else None,
        place_number=situation.place(quantity, sentence),
        attributed_number=situation.source(quantity, sentence),
        context_start_char=context[0],
        context_end_char=context[1],
        si_value=quantity.si_value,
        si_unit=quantity.si_unit,
    )


EXTRACTOR = Extractor(
    name="metrics", table="metrics", version="2", find=find_metrics, needs=("timexes", "mentions", "entities")
)
