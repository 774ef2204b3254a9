"""Figures about the text itself: what a fact box declares, and what we compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transforms.reading import FigureRow, Reading


def find_figures(reading: Reading) -> list[FigureRow]:
    """Give the rows of `document_metrics` for one reading."""
    del reading
    return []
