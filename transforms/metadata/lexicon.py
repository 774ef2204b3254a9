"""The lexicons that metadata are read with: labels of header fields, outlets, furniture of pages, founding years."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from transforms.lexicon_rows import rows_of, rows_unread

# An outlet's bare code ("AA", "MAP") is also an ordinary word of menus: it counts only in brackets or after a label.
CODE_NOTE = "a code"
CITIES = "cities.csv"
CITY_NAME = re.compile(r"^([^,\n]{1,80}),\d{1,9},,", re.MULTILINE)


class Outlet(NamedTuple):
    """A publisher, agency or wire service; `is_code`: its form is no name on a line of its own."""

    name: str
    kind: str
    is_code: bool

    @property
    def field(self) -> str:
        """The document field that it fills."""
        return "publisher" if self.kind == "publisher" else "agency"


rows = cache(rows_of)


def folded(text: str) -> str:
    """Give a text in the form in which lexicon forms are compared: lower case, plain apostrophes, single spaces."""
    return " ".join(text.replace("’", "'").casefold().split())


@cache
def header_labels() -> dict[str, str]:
    """Give the kind of field that each label announces."""
    return {folded(row["form"]): row["target_id"] for row in rows("header_labels.csv")}


@cache
def outlets() -> dict[str, Outlet]:
    """Give every known outlet by its folded form."""
    return {
        folded(row["form"]): Outlet(row["target_id"], row["kind"], row["note"].startswith(CODE_NOTE))
        for row in rows("outlets.csv")
    }


@cache
def capital_forms() -> frozenset[str]:
    """Give the folded forms that are written in capitals only, so that "App" is not taken for "APP"."""
    forms = [row["form"] for row in rows("outlets.csv")]
    return frozenset(folded(form) for form in forms if form.isupper()) - {
        folded(form) for form in forms if not form.isupper()
    }


def find_outlet(name: str) -> Outlet | None:
    """Give the outlet that a whole string names, else None.

    >>> find_outlet("the Associated Press").name, find_outlet("App")
    ('AP', None)
    """
    bare = name.strip(" \t()[]*_.,;:-–—")
    form = folded(bare)
    if form in capital_forms() and not bare.isupper():
        return None
    return outlets().get(folded(name)) or outlets().get(form) or outlets().get(form.removeprefix("the "))


@cache
def _cities() -> frozenset[str]:
    """Give the folded names in the lexicon of cities, where no other name stands beside; to cut them out costs less than to parse."""
    return frozenset(name.casefold() for name in CITY_NAME.findall("\n".join(rows_unread(CITIES))))


def is_city(name: str) -> bool:
    """Whether a city of the world bears this name."""
    written = name.strip()
    return _is_listed(written.title()) or written.casefold() in _cities()


def _is_listed(name: str) -> bool:
    """Whether a city's name is written just so: found by halving, where the names of all would have to be folded first."""
    lines, begin = rows_unread(CITIES), f"{name},"
    for number in range(bisect_left(lines, begin), len(lines)):
        if not lines[number].startswith(begin):
            return False
        if CITY_NAME.match(lines[number]):
            return True
    return False


@cache
def furniture(kind: str) -> dict[str, str]:
    """Give the zone of each form of one kind: whole lines, beginnings of lines, sentences, heads of lists."""
    return {folded(row["form"]): row["target_id"] for row in rows("furniture.csv") if row["kind"] == kind}


def alternatives(forms: list[str]) -> str:
    """Give a pattern that matches any of the forms, the longest first, with any white space for a space."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}").replace("'", "['’]") for form in ordered)
