"""The lexicon of titles: heads (minister, spokesperson) and what may stand before a head (deputy, senior)."""

from __future__ import annotations

from functools import cache

from transforms.lexicon_rows import rows_of

LONGEST_HEAD = 4  # words


@cache
def title_rows() -> tuple[dict[str, str], ...]:
    """Give the rows of `titles_of_office.csv`."""
    return tuple(rows_of("titles_of_office.csv"))


@cache
def heads() -> frozenset[str]:
    """Give the head nouns of titles, in lower case; some have several words or hyphens."""
    return frozenset(row["form"] for row in title_rows() if row["kind"] != "modifier")


@cache
def last_words() -> frozenset[str]:
    """Give the last word of every head."""
    return frozenset(head.replace("-", " ").rsplit(" ", 1)[-1] for head in heads())


@cache
def held_alone(kind: str) -> tuple[str, ...]:
    """Give the heads that one person at a time holds: `office` in a country, `headship` in an organisation."""
    return tuple(sorted(row["form"] for row in title_rows() if row["kind"] == kind))


@cache
def country_adjectives() -> dict[str, str]:
    """Give the country code of every adjective of a country, in lower case (lao: LA)."""
    return {
        word.lower(): row["country_code"]
        for row in rows_of("countries.csv")
        for word in row["demonyms"].split("|")
        if word
    }


@cache
def modifiers() -> frozenset[str]:
    """Give the lower-case words that may stand before a head."""
    return frozenset(row["form"] for row in title_rows() if row["kind"] == "modifier")
