"""Quantities in text: numbers, units, what bounds them, and what they measure; the parts of the extractor `metrics`."""

from __future__ import annotations

from transforms.quantities.derive import Derived, derive
from transforms.quantities.find import find_quantities
from transforms.quantities.scan import Quantity

__all__ = ["Derived", "Quantity", "derive", "find_quantities"]
