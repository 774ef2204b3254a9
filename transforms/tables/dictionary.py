"""DICTIONARY.md, datapackage.json and croissant.json: what the tables are, for people and for tools, from the declarations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from transforms.tables import TABLES
from transforms.tables.inputs import Reason
from transforms.tables.spec import TEXTS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from polars._typing import PolarsDataType

    from transforms.tables import Column, Table

TITLE = "Dateline: what news texts state, as tables"
SUMMARY = "Documents, names, quantities, times, statements, roles and happenings found in raw news texts, each row with its place in the text."
LICENCES = (
    {
        "name": "CC-BY-4.0",
        "title": "GeoNames, for places and coordinates",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
)
SOURCES = (
    {"title": "GeoNames", "path": "https://www.geonames.org/"},
    {"title": "Wikidata", "path": "https://www.wikidata.org/"},
)
CITATION = "Dateline. Places and coordinates: GeoNames, CC BY 4.0."
PARQUET = "application/vnd.apache.parquet"

# Polars type → (word for people, type of Data Package v2, type of schema.org)
TYPES: Mapping[PolarsDataType, tuple[str, str, str]] = {
    pl.String(): ("text", "string", "sc:Text"),
    TEXTS: ("list of texts", "array", "sc:Text"),
    pl.Float64(): ("number", "number", "sc:Float"),
    pl.Int32(): ("whole number", "integer", "sc:Integer"),
    pl.Date(): ("date", "date", "sc:Date"),
    pl.Datetime("us", "UTC"): ("moment, UTC", "datetime", "sc:DateTime"),
    pl.Boolean(): ("yes or no", "boolean", "sc:Boolean"),
}


def dictionary(tables: Iterable[Table] = TABLES) -> str:
    """Give DICTIONARY.md: every table and column in words, with units, closed lists and where ids point."""
    tables = list(tables)
    head = ["# Data dictionary", "", SUMMARY, "", *_notes(), "", "| table | one row is |", "|---|---|"]
    index = [f"| [`{table.name}`](#{table.name}) | {table.grain} |" for table in tables]
    return "\n".join([*head, *index, *(line for table in tables for line in _section(table)), *_reasons(), ""])


def _notes() -> tuple[str, ...]:
    return (
        "- `document_id` joins everything. Offsets are code points of `documents.text`, end exclusive: `text[start_char:end_char] == surface`.",
        "- Null means that the text does not say, or that it could not be told; a column whose null means more says so.",
        "- Times are UTC. `rule` names what produced a row, `confidence` is the probability that it is right.",
        "- Places and coordinates: GeoNames, CC BY 4.0. Identifiers of persons and organisations: Wikidata, CC0.",
    )


def _section(table: Table) -> Iterator[str]:
    yield from (
        "",
        f"## {table.name}",
        "",
        table.description,
        "",
        f"One row is {table.grain}. Key: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
    )
    yield from ("| column | type | unit | null | meaning |", "|---|---|---|---|---|")
    for column in table.columns:
        null = "yes" if column.nullable else "no"
        yield f"| `{column.name}` | {TYPES[column.dtype][0]} | {_unit(column)} | {null} | {_meaning(column)} |"


def _unit(column: Column) -> str:
    return "" if column.unit in {None, "1"} else str(column.unit)


def _meaning(column: Column) -> str:
    parts = [column.description]
    if column.one_of:
        parts.append(f"One of {', '.join(f'`{value}`' for value in map(str, column.one_of))}.")
    if column.refers_to:
        parts.append(f"Points to `{column.refers_to}`.")
    if column.at_least is not None or column.at_most is not None:
        parts.append(_range(column))
    if column.matches:
        parts.append(f"Form: `{column.matches}`.".replace("|", "\\|"))
    return " ".join(parts)


def _range(column: Column) -> str:
    low = "" if column.at_least is None else f"at least {column.at_least:g}"
    high = "" if column.at_most is None else f"at most {column.at_most:g}"
    return f"{' and '.join(part for part in (low, high) if part).capitalize()}."


def _reasons() -> Iterator[str]:
    yield from ("", "## Why a record is not published", "", "| reason | meaning |", "|---|---|")
    yield from (f"| `{reason.value}` | {reason.sentence} |" for reason in Reason)


def datapackage(files: Sequence[Mapping[str, Any]], *, name: str, tables: Iterable[Table] = TABLES) -> dict[str, Any]:
    """Give datapackage.json (Data Package 2.0) for these files of a release, each with `path`, `bytes` and `sha256`."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": _slug(name), "title": TITLE, "description": SUMMARY, "version": name,
        "licenses": list(LICENCES), "sources": list(SOURCES),
        "resources": [_resource(table, _files(files, table)) for table in tables if _files(files, table)],
    }  # fmt: skip


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-") or "dateline"


def _files(files: Sequence[Mapping[str, Any]], table: Table) -> list[Mapping[str, Any]]:
    return [file for file in files if file["path"].startswith(f"{table.name}/") and file["path"].endswith(".parquet")]


def _resource(table: Table, files: list[Mapping[str, Any]]) -> dict[str, Any]:
    paths = [file["path"] for file in files]
    single = {"hash": f"sha256:{files[0]['sha256']}", "bytes": files[0]["bytes"]} if len(files) == 1 else {}
    return {
        "name": table.name.replace("_", "-"), "title": table.name, "description": table.description,
        "path": paths[0] if len(paths) == 1 else paths, "format": "parquet", "mediatype": PARQUET, **single,
        "schema": {
            "fields": [_field(column) for column in table.columns], "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(column) for column in table.columns if column.refers_to and not column.is_list],
        },
    }  # fmt: skip


def _field(column: Column) -> dict[str, Any]:
    limits = {
        "required": not column.nullable, "enum": [str(value) for value in column.one_of], "minimum": column.at_least,
        "maximum": column.at_most, "pattern": None if column.is_list else column.matches,
    }  # fmt: skip
    constraints = {key: value for key, value in limits.items() if value not in (None, [], False)}
    unit = {"unit": column.unit} if column.unit else {}
    found = {"name": column.name, "type": TYPES[column.dtype][1], "description": column.description, **unit}
    return {**found, "constraints": constraints} if constraints else found


def _foreign_key(column: Column) -> dict[str, Any]:
    table, key = str(column.refers_to).split(".")
    return {"fields": [column.name], "reference": {"resource": table.replace("_", "-"), "fields": [key]}}


CONTEXT: dict[str, Any] = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "citeAs": "cr:citeAs", "column": "cr:column", "equivalentProperty": "cr:equivalentProperty", "samplingRate": "cr:samplingRate",
    "conformsTo": "dct:conformsTo", "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field", "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace", "separator": "cr:separator",
    "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip


def croissant(
    files: Sequence[Mapping[str, Any]],
    *,
    name: str,
    as_of: datetime.date,
    url: str = "",
    tables: Iterable[Table] = TABLES,
) -> dict[str, Any]:
    """Give croissant.json (Croissant 1.0) for these files of a release."""
    present = [table for table in tables if _files(files, table)]
    return {
        "@context": CONTEXT, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _slug(name), "description": SUMMARY, "version": "1.0.0", "datePublished": as_of.isoformat(), "citeAs": CITATION,
        "license": LICENCES[0]["path"], "url": url or "https://schema.org/Dataset", "isLiveDataset": False,
        "distribution": [one for table in present for one in _distribution(table, _files(files, table))],
        "recordSet": [_record_set(table, _source(table, _files(files, table))) for table in present],
    }  # fmt: skip


def _distribution(table: Table, files: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give a table's files, and where there are several, the set of them."""
    objects = [_file_object(table, file, number) for number, file in enumerate(files)]
    return objects if len(files) == 1 else [*objects, _file_set(table)]


def _file_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet", "@id": _set_id(table), "name": _set_id(table), "includes": f"{table.name}/*.parquet",
        "encodingFormat": "application/x-parquet",
    }  # fmt: skip


def _source(table: Table, files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if len(files) == 1:
        return {"fileObject": {"@id": _file_id(table, 0)}}
    return {"fileSet": {"@id": _set_id(table)}}


def _set_id(table: Table) -> str:
    return f"{table.name}-files"


def _file_object(table: Table, file: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject", "@id": _file_id(table, number), "name": _file_id(table, number), "contentUrl": file["path"],
        "contentSize": f"{file['bytes']} B", "encodingFormat": "application/x-parquet", "sha256": file["sha256"],
    }  # fmt: skip


def _file_id(table: Table, number: int) -> str:
    return f"{table.name}-file-{number}"


def _record_set(table: Table, source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": table.description,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key], "field": [_record_field(table, column, source) for column in table.columns],
    }  # fmt: skip


def _record_field(table: Table, column: Column, source: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:Field", "@id": f"{table.name}/{column.name}", "name": column.name, "description": column.description,
        "dataType": TYPES[column.dtype][2],
        "source": {**source, "extract": {"column": column.name}},
    }  # fmt: skip
    if column.is_list:
        found["repeated"] = True
    if column.refers_to:
        found["references"] = {"field": {"@id": column.refers_to.replace(".", "/")}}
    return found


def dictionary_files(files: Sequence[Mapping[str, Any]], *, name: str, as_of: datetime.date) -> dict[str, str]:
    """Give the three files by name, as text, for the files of a release (entries of its manifest).

    Pure: the same files, name and day give the same bytes.
    """
    package = datapackage(files, name=name)
    crumbs = croissant(files, name=name, as_of=as_of)
    return {
        "DICTIONARY.md": dictionary(),
        "datapackage.json": json.dumps(package, ensure_ascii=False, indent=2) + "\n",
        "croissant.json": json.dumps(crumbs, ensure_ascii=False, indent=2) + "\n",
    }
