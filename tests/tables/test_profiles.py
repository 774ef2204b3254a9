"""datapackage.json and croissant.json are valid: by the rules of their profiles, and by their own tools where those are installed."""

import datetime as dt
import json

import pytest

from transforms.tables import TABLES
from transforms.tables.dictionary import croissant, datapackage

FILES = [
    {"path": f"{table.name}/part-{number:05}.parquet", "sha256": "ab" * 32, "bytes": 10}
    for table in TABLES
    for number in range(3 if table.name == "metrics" else 1)
]
NAME = "20250314T000000Z-abcd"
NON_EMPTY = {"type": "string", "minLength": 1}
SLUG = {"type": "string", "pattern": r"^[a-z0-9._-]+$"}
NAMES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": NON_EMPTY}

# The parts of the Data Package 2.0 profile (datapackage, dataresource, tableschema) that our descriptor uses.
FIELD = {
    "type": "object", "required": ["name", "type"],
    "properties": {
        "name": NON_EMPTY, "description": NON_EMPTY,
        "type": {"enum": ["string", "number", "integer", "boolean", "date", "datetime", "array"]},
        "constraints": {
            "type": "object", "additionalProperties": False,
            "properties": {
                "required": {"type": "boolean"}, "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                "minimum": {"type": "number"}, "maximum": {"type": "number"}, "pattern": NON_EMPTY,
            },
        },
    },
}  # fmt: skip
FOREIGN_KEY = {
    "type": "object", "required": ["fields", "reference"],
    "properties": {"fields": NAMES, "reference": {
        "type": "object", "required": ["resource", "fields"], "properties": {"resource": SLUG, "fields": NAMES},
    }},
}  # fmt: skip
PATH = {"type": "string", "pattern": r"^(?!/)(?!.*\.\.).+$"}
RESOURCE = {
    "type": "object", "required": ["name", "path", "schema"],
    "properties": {
        "name": SLUG, "path": {"anyOf": [PATH, {"type": "array", "minItems": 1, "items": PATH}]}, "bytes": {"type": "integer", "minimum": 0},
        "hash": {"type": "string", "pattern": r"^sha256:[a-f0-9]{64}$"}, "mediatype": {"type": "string", "pattern": r"^.+/.+$"},
        "schema": {
            "type": "object", "required": ["fields"],
            "properties": {"fields": {"type": "array", "minItems": 1, "items": FIELD}, "primaryKey": NAMES,
                           "foreignKeys": {"type": "array", "items": FOREIGN_KEY}},
        },
    },
}  # fmt: skip
SOURCE = {"type": "object", "anyOf": [{"required": ["title"]}, {"required": ["path"]}], "properties": {
    "name": {"type": "string", "pattern": r"^[-a-zA-Z0-9._]+$"}, "path": {"type": "string", "pattern": "^https://"},
}}  # fmt: skip
PACKAGE = {
    "type": "object", "required": ["resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"}, "name": SLUG, "version": NON_EMPTY,
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
        "licenses": {"type": "array", "minItems": 1, "items": SOURCE}, "sources": {"type": "array", "minItems": 1, "items": SOURCE},
    },
}  # fmt: skip

# What Croissant 1.0 asks of a dataset, its files, record sets and fields.
ID = {"type": "object", "required": ["@id"], "properties": {"@id": NON_EMPTY}}
CRUMBS = {
    "type": "object",
    "required": ["@context", "@type", "conformsTo", "name", "description", "license", "url", "datePublished", "distribution", "recordSet", "citeAs"],
    "properties": {
        "@type": {"const": "sc:Dataset"}, "conformsTo": {"const": "http://mlcommons.org/croissant/1.0"},
        "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}, "license": {"type": "string", "pattern": "^https://"},
        "distribution": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["@type", "@id", "name", "encodingFormat"],
            "oneOf": [
                {"properties": {"@type": {"const": "cr:FileObject"}}, "required": ["contentUrl", "sha256"]},
                {"properties": {"@type": {"const": "cr:FileSet"}}, "required": ["includes"]},
            ],
        }},
        "recordSet": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["@type", "@id", "name", "field"],
            "properties": {"@type": {"const": "cr:RecordSet"}, "key": {"type": "array", "items": ID}, "field": {
                "type": "array", "minItems": 1, "items": {
                    "type": "object", "required": ["@type", "@id", "name", "dataType", "source"],
                    "properties": {"@type": {"const": "cr:Field"}, "source": {
                        "type": "object", "required": ["extract"],
                        "oneOf": [{"required": ["fileObject"]}, {"required": ["fileSet"]}],
                        "properties": {"fileObject": ID, "fileSet": ID, "extract": {"type": "object", "required": ["column"]}},
                    }},
                },
            }},
        }},
    },
}  # fmt: skip


def descriptors(mode="full"):
    tables = [table.in_mode(mode) for table in TABLES]
    return datapackage(FILES, name=NAME, tables=tables), croissant(
        FILES, name=NAME, as_of=dt.date(2025, 3, 14), tables=tables
    )


@pytest.mark.parametrize("mode", ["full", "spans", "none"])
def test_both_follow_their_profiles(mode):
    jsonschema = pytest.importorskip("jsonschema")
    for found, profile in zip(descriptors(mode), (PACKAGE, CRUMBS), strict=True):
        errors = jsonschema.Draft202012Validator(profile).iter_errors(found)
        assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


def test_the_profiles_catch_what_is_wrong():
    jsonschema = pytest.importorskip("jsonschema")
    package, crumbs = descriptors()
    package["resources"][0]["schema"]["fields"][0]["type"] = "text"
    del crumbs["recordSet"][0]["field"][0]["dataType"]
    assert not jsonschema.Draft202012Validator(PACKAGE).is_valid(package)
    assert not jsonschema.Draft202012Validator(CRUMBS).is_valid(crumbs)


def test_the_sources_of_facts_are_named_with_their_licence():
    package, crumbs = descriptors()
    assert {source["title"] for source in package["sources"]} >= {"GeoNames", "Wikidata"}
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert "GeoNames, CC BY 4.0" in crumbs["citeAs"]


def test_fields_of_a_table_in_several_files_come_from_the_set_of_them():
    _, crumbs = descriptors()
    [files] = [one for one in crumbs["distribution"] if one["@type"] == "cr:FileSet"]
    assert files["includes"] == "metrics/*.parquet"
    [metrics] = [one for one in crumbs["recordSet"] if one["@id"] == "metrics"]
    assert {field["source"]["fileSet"]["@id"] for field in metrics["field"]} == {files["@id"]}


def test_a_withheld_column_is_not_called_required():
    package, _ = descriptors("none")
    fields = {
        f"{resource['title']}.{field['name']}": field
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert "required" not in fields["documents.text"].get("constraints", {})
    assert "Withheld" in fields["documents.text"]["description"]
    assert fields["documents.raw_sha256"]["constraints"]["required"]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_nothing():
    frictionless = pytest.importorskip("frictionless", exc_type=ImportError)
    package = frictionless.Package.from_descriptor(descriptors()[0])  # raises where it finds something
    assert len(package.get_resource("metrics").extrapaths) == 2


@pytest.mark.filterwarnings("ignore")
def test_mlcroissant_finds_nothing(tmp_path):
    mlcroissant = pytest.importorskip("mlcroissant", exc_type=ImportError)
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(descriptors()[1]), encoding="utf-8")
    issues = mlcroissant.Dataset(path).metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
