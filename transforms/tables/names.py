"""mentions, entities, id_changes, roles, role_timeline: who and what is in the text."""

from __future__ import annotations

from transforms.tables.common import (
    ENTITY_TYPES,
    EVIDENCE,
    SPAN,
    SPAN_KEY,
    closed,
    count,
    country,
    day,
    document_id,
    entity,
    offsets,
    text,
)  # fmt: skip
from transforms.tables.spec import ENTITY_ID, NUMBER, TEXT, TEXTS, WHOLE, YES_NO, Column, Table

ID_PATTERN = r"(wikidata:Q[0-9]+|iso:[A-Z]{2}|geonames:[0-9]+|local:[a-z]+:.+)"

MENTIONS = Table(
    name="mentions",
    description="Every name in the text, with the thing it refers to.",
    grain="one name at one place in one document",
    key=SPAN_KEY,
    columns=(
        *SPAN,
        closed(
            "mention_kind",
            "name: a proper name; demonym: Lao, Chinese; nominal: the Lao side, both sides.",
            ("name", "demonym", "nominal"),
        ),
        closed("entity_type", "What sort of thing the name refers to.", ENTITY_TYPES),
        entity("entity_id", "The thing referred to.", "entity_number"),
        *EVIDENCE,
    ),
)

# Not published: the things of one document, which `resolve` joins across documents.
DOCUMENT_ENTITIES = Table(
    name="document_entities",
    description="The things that one document names, numbered within the document.",
    grain="one thing of one document",
    key=("document_id", "entity_number"),
    published=False,
    columns=(
        document_id(),
        Column(name="entity_number", dtype=WHOLE, unit="1", at_least=0, description="The thing's number within the document, from 0."),
        closed("entity_type", "What sort of thing it is.", ENTITY_TYPES),
        Column(name="name", dtype=TEXT, description="Its fullest name in the document, or its name in the lexicon."),
        text("lexicon_id", "Its id in the lexicon; null if it was discovered in the text."),
        country("country_code", "The country it belongs to, as far as the document or the lexicon says."),
        Column(name="aliases", dtype=TEXTS, description="The names that the document uses for it."),
        text("slug", "Its name folded for an id; null if it is in the lexicon."),
        Column(name="latitude", dtype=NUMBER, unit="degree", nullable=True, description="Where the place lies that it is named for; null if it is in the lexicon."),
        Column(name="longitude", dtype=NUMBER, unit="degree", nullable=True, description="As latitude."),
    ),
)  # fmt: skip

ENTITIES = Table(
    name="entities",
    description="What the mentions refer to, across documents.",
    grain="one real thing",
    key=("entity_id",),
    columns=(
        Column(
            name="entity_id",
            dtype=TEXT,
            matches=ID_PATTERN,
            description="Identifies the thing: wikidata:Q…, iso:LA, geonames:…, else local:<type>:<slug>.",
        ),
        closed("entity_type", "What sort of thing it is.", ENTITY_TYPES),
        Column(name="name", dtype=TEXT, description="Its usual full name."),
        country(
            "country_code", "ISO 3166 alpha-2 code of the country it belongs to; null if international or not known."
        ),
        Column(
            name="latitude",
            dtype=NUMBER,
            unit="degree",
            nullable=True,
            at_least=-90,
            at_most=90,
            description="GeoNames' latitude; null where it has no place on the map.",
        ),
        Column(
            name="longitude",
            dtype=NUMBER,
            unit="degree",
            nullable=True,
            at_least=-180,
            at_most=180,
            description="GeoNames' longitude; null where it has no place on the map.",
        ),
        Column(
            name="wikidata_id",
            dtype=TEXT,
            nullable=True,
            matches=r"Q[0-9]+",
            description="Its Wikidata id, where known.",
        ),
        Column(
            name="geonames_id",
            dtype=TEXT,
            nullable=True,
            matches=r"[0-9]+",
            description="Its GeoNames id, where known.",
        ),
        Column(name="aliases", dtype=TEXTS, description="The names that the documents use for it, sorted."),
        Column(name="in_lexicon", dtype=YES_NO, description="False if it was discovered in the text."),
        day("first_date", "Published date of the earliest dated document that names it."),
        day("last_date", "Published date of the latest dated document that names it."),
        count("document_count", "How many documents name it."),
        count("mention_count", "How many mentions refer to it."),
    ),
)

ID_CHANGES = Table(
    name="id_changes",
    description="What became of entity ids since the previous release.",
    grain="one change of one id",
    key=("old_id", "new_id"),
    columns=(
        Column(name="old_id", dtype=TEXT, description="The id in the previous release."),
        Column(name="new_id", dtype=TEXT, nullable=True, description="The id now; null if retired."),
        closed("kind", "What happened.", ("merged", "split", "linked", "retired")),
        Column(name="since_release", dtype=TEXT, description="The previous release."),
    ),
)

ROLES = Table(
    name="roles",
    description="Who held which title, as of when.",
    grain="one title of one person at one place in the text",
    key=(*SPAN_KEY, "person_start_char"),
    columns=(
        *SPAN,
        Column(name="title", dtype=TEXT, description="The title, normalised: lower case, without country or article."),
        entity("person_id", "Who holds the title.", "person_number"),
        *offsets("person", "the person's name"),
        entity("organisation_id", "The organisation that the title belongs to.", "organisation_number"),
        country("country_code", "The country that the title belongs to."),
        day("as_of_date", "The day as of which the text says so: the published date, else the dateline's."),
        *EVIDENCE,
    ),
)

ROLE_TIMELINE = Table(
    name="role_timeline",
    description="Who held which title over time, derived from roles.",
    grain="one title of one person",
    key=("person_id", "title", "organisation_id", "country_code"),
    columns=(
        Column(name="person_id", dtype=TEXT, refers_to=ENTITY_ID, description="Who holds the title."),
        Column(name="title", dtype=TEXT, description="The title, normalised."),
        Column(
            name="organisation_id",
            dtype=TEXT,
            nullable=True,
            refers_to=ENTITY_ID,
            description="The organisation that the title belongs to.",
        ),
        country("country_code", "The country that the title belongs to."),
        day("first_seen_date", "The earliest day as of which a text says so."),
        day("last_seen_date", "The latest day as of which a text says so."),
        count("document_count", "How many documents say so."),
        text("conflict", "The id of another holder of the same office in that time; null if there is none."),
    ),
)
