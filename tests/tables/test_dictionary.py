"""The dictionary and the machine-readable descriptions say what the declarations say."""

import datetime as dt
import json

from transforms.tables import TABLES
from transforms.tables.dictionary import croissant, datapackage, dictionary, dictionary_files

FILES = [{"path": f"{table.name}/part-00000.parquet", "sha256": "ab" * 32, "bytes": 10} for table in TABLES]
DAY = dt.date(2025, 3, 14)


def test_every_table_and_column_is_in_the_dictionary():
    text = dictionary()
    for table in TABLES:
        section = text.split(f"## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section


def test_rows_of_the_dictionary_have_five_cells():
    rows = [line for line in dictionary().splitlines() if line.startswith("| `") and line.count("|") > 3]
    assert all(line.replace("\\|", "").count("|") == 6 for line in rows)


def test_a_data_package_has_what_its_profile_asks_for():
    package = datapackage(FILES, name="20250314T000000Z-abcd")
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert [resource["title"] for resource in package["resources"]] == [table.name for table in TABLES]
    names = {resource["name"] for resource in package["resources"]}
    allowed = {"string", "array", "number", "integer", "date", "datetime", "boolean"}
    for resource in package["resources"]:
        fields = {field["name"] for field in resource["schema"]["fields"]}
        assert {"name", "path", "schema"} <= resource.keys()
        assert set(resource["schema"]["primaryKey"]) <= fields
        assert {field["type"] for field in resource["schema"]["fields"]} <= allowed
        assert all(key["reference"]["resource"] in names for key in resource["schema"]["foreignKeys"])


def test_every_reference_in_croissant_points_to_something():
    crumbs = croissant(FILES, name="20250314T000000Z-abcd", as_of=DAY)
    files = {item["@id"] for item in crumbs["distribution"]}
    fields = [field for records in crumbs["recordSet"] for field in records["field"]]
    ids = {field["@id"] for field in fields}
    assert len(ids) == len(fields)
    assert all(field["source"]["fileObject"]["@id"] in files for field in fields)
    assert all(field["references"]["field"]["@id"] in ids for field in fields if "references" in field)
    assert all(key["@id"] in ids for records in crumbs["recordSet"] for key in records["key"])


def test_the_files_are_pure_and_valid_json():
    once, twice = (dictionary_files(FILES, name="r", as_of=DAY) for _ in range(2))
    assert once == twice
    assert json.loads(once["datapackage.json"])["resources"]
    assert json.loads(once["croissant.json"])["recordSet"]
