"""The published tables, in the order in which they are documented."""

from __future__ import annotations

from transforms.tables.documents import DOCUMENT_METRICS, DOCUMENTS, SENTENCES, ZONE_TABLE
from transforms.tables.events import EVENT_MENTIONS, EVENT_PARTICIPANTS, EVENTS
from transforms.tables.facts import METRICS, STATEMENTS, TIMEXES
from transforms.tables.inputs import INPUTS
from transforms.tables.names import DOCUMENT_ENTITIES, ENTITIES, ID_CHANGES, MENTIONS, ROLE_TIMELINE, ROLES
from transforms.tables.spec import Column, Table
from transforms.tables.summaries import (
    CO_MENTIONS,
    COUNTRY_PAIR_MONTHS,
    ENTITY_MONTHS,
    FINDINGS,
    VALIDATION_RESULTS,
)

TABLES: tuple[Table, ...] = (
    INPUTS,
    DOCUMENTS,
    ZONE_TABLE,
    DOCUMENT_METRICS,
    SENTENCES,
    MENTIONS,
    ENTITIES,
    ID_CHANGES,
    ROLES,
    ROLE_TIMELINE,
    METRICS,
    TIMEXES,
    STATEMENTS,
    EVENT_MENTIONS,
    EVENTS,
    EVENT_PARTICIPANTS,
    CO_MENTIONS,
    ENTITY_MONTHS,
    COUNTRY_PAIR_MONTHS,
    FINDINGS,
    VALIDATION_RESULTS,
)
BY_NAME = {table.name: table for table in (*TABLES, DOCUMENT_ENTITIES)}
# Tables whose rows belong to one document each; a release cuts them at the same ids.
OF_DOCUMENTS = tuple(table.name for table in TABLES if table.key[0] == "document_id")

__all__ = ["BY_NAME", "DOCUMENT_ENTITIES", "OF_DOCUMENTS", "TABLES", "Column", "Table"]
