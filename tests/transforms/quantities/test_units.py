"""Units to the right of a number, money signs to its left, and their conversion to SI."""

from __future__ import annotations

import pytest

from transforms.quantities.derive import in_si
from transforms.quantities.lexicon import CONVERSIONS
from transforms.quantities.units import find_sign, find_unit, singular

# text after a number, unit
FOUND = [
    ("km/h there", "kilometre per hour"),
    (" kilometres per hour there", "kilometre per hour"),
    (" km² of it", "square kilometre"),
    (" square\n        kilometres of it", "square kilometre"),
    (" km squared", "square kilometre"),
    ("-mile walk", "mile"),
    (" US dollars a barrel", "USD per barrel"),
    (" dollars per head", "USD per head"),
    (" cents a year ago", "cent"),
    (" J/m² per year", "joule per square metre per year"),
    ("°C outside", "degree celsius"),
    (" C outside", "degree celsius"),
    ("% of it", "percent"),
    (" per cent of it", "percent"),
    (" percentage points", "percentage point"),
    ("bps lower", "basis point"),
    (" lb-ft of torque", "pound-foot"),
    ("kWh battery", "kilowatt hour"),
    (" 元", "CNY"),
    ("G network", "generation"),
]
NOT_FOUND = [" A-levels", " second-half goals", " won medals", " horses", "th", " Max jets", "x2"]


@pytest.mark.parametrize(("text", "unit"), FOUND)
def test_found(text, unit):
    assert find_unit("5" + text, 1, 5.0).unit.name == unit


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert find_unit("5" + text, 1, 5.0) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$", "USD"),
        ("US $", "USD"),
        ("A$", "AUD"),
        ("HK$ ", "HKD"),
        ("RM", "MYR"),
        ("Y=", "JPY"),
        ("Rs. ", "INR"),
        ("€", "EUR"),
        ("USD ", "USD"),
    ],
)
def test_signs(text, code):
    assert find_sign(f"{text}5", len(text)).unit.currency == code


@pytest.mark.parametrize("text", ["FARM", "the ", "TOP ", "COP"])
def test_no_signs(text):
    assert find_sign(f"{text}5", len(text)) is None


@pytest.mark.parametrize(
    ("word", "single"),
    [
        ("glasses", "glass"),
        ("boxes", "box"),
        ("women", "woman"),
        ("lives", "life"),
        ("bus", "bus"),
        ("series", "series"),
        ("ferries", "ferry"),
    ],
)
def test_singular(word, single):
    assert singular(word) == single


PINT_NAMES = {
    "kilometre per hour": "kilometer / hour", "mile per hour": "mile / hour", "barrel": "oil_barrel", "gallon": "gallon", "fluid ounce": "fluid_ounce",
    "pound": "pound", "ounce": "ounce", "tonne": "metric_ton", "short ton": "US_ton", "horsepower": "horsepower", "calorie": "calorie", "british thermal unit": "Btu",
    "pound per square inch": "psi", "atmosphere": "atmosphere", "knot": "knot", "nautical mile": "nautical_mile", "foot": "foot", "inch": "inch", "yard": "yard", "mile": "mile",
    "kilowatt hour": "kilowatt_hour", "hectare": "hectare", "litre": "liter", "square mile": "mile ** 2", "cubic foot": "foot ** 3", "pound-foot": "foot * force_pound",
    "light year": "light_year", "electronvolt": "electron_volt", "milliampere hour": "milliampere * hour", "stone": "stone", "carat": "carat", "bushel": "bushel",
}  # fmt: skip


@pytest.mark.parametrize(("unit", "name"), PINT_NAMES.items())
def test_factors_are_those_of_pint(unit, name):
    pint = pytest.importorskip("pint")
    quantity = pint.UnitRegistry().Quantity(1.0, name).to_base_units()
    factor = CONVERSIONS[unit].factor
    if CONVERSIONS[unit].si_unit == "kg" or not hasattr(quantity, "magnitude"):
        assert quantity.to("kilogram").magnitude == pytest.approx(factor, rel=1e-6)
    else:
        assert quantity.magnitude == pytest.approx(factor, rel=1e-6)


def test_temperatures_have_an_offset():
    assert in_si(32.0, "degree fahrenheit") == (pytest.approx(273.15), "K")
    assert in_si(0.0, "degree celsius") == (273.15, "K")


def test_what_is_not_physical_has_no_si_value():
    assert in_si(5.0, "percent") == (None, None)
