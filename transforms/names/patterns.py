"""Names that follow a pattern: people by title, and things by the word that heads their name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.names.fixed import find_fixed
from transforms.names.lexicon import REMEMBERED
from transforms.names.span import Span
from transforms.names.words import PLAIN, RUN, Piece, heads, offices, pieces_of, portfolios, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.names.lexicon import Lexicon

LINKS = frozenset("of for and the on in to at & de del du la al el bin ibn von van der".split())
MODIFIERS = frozenset({"Crown", "Foreign", "Prime", "Staff", "Vice"})  # parts of titles that stand before no name
PREPOSITIONS = frozenset({"on", "in", "at"})  # none stands within a person's name
LONGEST_PERSON = 4
SEES_TO = frozenset({"Minister", "Secretary"})  # their title follows what they see to
# Shares that the labels of open text bear out.
LIKELY = {"mentions.last_head": 0.72, "mentions.first_head": 0.58}
APPOSED = (",", " -")  # what may stand between a name and an office


@cache
def apposition() -> re.Pattern[str]:
    """Give the pattern of an office after a name: ", the deputy director"."""
    words = "|".join(sorted(offices(), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:,| -| --) (?:an? |the |its |(?!and )[\w'-]{{1,20}} ){{0,4}}?(?:{words})\b")


class Run(NamedTuple):
    """What a run of capitalised words says by itself; positions count from its start.

    `appositive` is the end of its last word where it names a person if an office follows; then the rest does not count.
    """

    spans: tuple[Span, ...]
    appositive: tuple[int, int] | None


@cache
def telling() -> frozenset[str]:
    """Give the words without which a run says nothing unless an office follows."""
    return titles() | heads("first").keys() | heads("last").keys()


def find_patterns(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Give the names that patterns know, overlapping ones too; offsets are code points, end exclusive."""
    yield from find_fixed(text)
    apposed = apposition()
    for match in RUN.finditer(text):
        start, end = match.span()
        run = read_run(match[0], lexicon, followed=text.startswith(APPOSED, end))
        if run.appositive and apposed.match(text, start + run.appositive[1]):
            first, last = run.appositive
            yield Span(start + first, start + last, "person", "mentions.apposition", 0.9)
            continue
        for span in run.spans:
            yield Span(start + span.start, start + span.end, *span[2:])


@lru_cache(REMEMBERED)
def read_run(run: str, lexicon: Lexicon, *, followed: bool) -> Run:
    """Give the person and the things that one run names; `followed` by what may introduce an office."""
    if not followed and telling().isdisjoint(run.split()):
        return Run((), None)
    pieces = without_plain(pieces_of(run, 0))
    if not pieces:
        return Run((), None)
    person, rest, after = titled_person(pieces, lexicon)
    things = (*headed(rest, lexicon), *headed(after, lexicon))
    if person:
        return Run((Span(person[0].start, person[-1].end, "person", "mentions.title", 0.77), *things), None)
    return Run(things, (pieces[0].start, pieces[-1].end) if may_be_apposed(pieces, lexicon) else None)


def without_plain(pieces: list[Piece]) -> list[Piece]:
    """Drop leading words that only begin a sentence, and link words at either end."""
    first, last = 0, len(pieces)
    while first < last and (pieces[first].word in PLAIN or pieces[first].word in LINKS):
        first += 1
    while last > first and (pieces[last - 1].word in LINKS or pieces[last - 1].word in PLAIN):
        last -= 1
    return pieces[first:last]


def titled_person(
    pieces: Sequence[Piece], lexicon: Lexicon
) -> tuple[Sequence[Piece], Sequence[Piece], Sequence[Piece]]:
    """Split a run at its last title: the person after it, what is left before it, and what follows the person."""
    known = titles() - MODIFIERS
    last = next((i for i in range(len(pieces) - 1, -1, -1) if pieces[i].word in known), -1)
    if last < 0:
        return (), pieces, ()
    first = after_complement(pieces, last + 1, lexicon)
    end = next((i for i in range(first, len(pieces)) if pieces[i].word in PREPOSITIONS), len(pieces))
    name = pieces[first:end]
    stepped = [piece.word for piece in pieces[last + 1 : first]]
    governs_unknown = bool(stepped) and all(word in LINKS for word in stepped)  # "President of the Republic"
    if name and is_person(name) and not governs_unknown:
        return name, without_portfolio(pieces, last), pieces[end:]
    return (), pieces, ()


def without_portfolio(pieces: Sequence[Piece], title: int) -> Sequence[Piece]:
    """Give what stands before a minister's or secretary's title, without the portfolio: "Saudi" of "Saudi Energy Minister"."""
    at = title
    if pieces[title].word in SEES_TO:
        while at and pieces[at - 1].word in portfolios():
            at -= 1
    return pieces[:title] if at and pieces[at - 1].word in LINKS else pieces[:at]


def after_complement(pieces: Sequence[Piece], at: int, lexicon: Lexicon) -> int:
    """Step over what a title governs: "of Foreign Affairs", "of Laos", "for Public Security"."""
    skip = portfolios()
    governs = at < len(pieces) and pieces[at].word in {"of", "for", "to"}
    if governs or pieces[at - 1].word in skip:
        at += governs
        while at < len(pieces) and (
            pieces[at].word in skip or pieces[at].word in LINKS or is_country(pieces[at].word, lexicon)
        ):
            at += 1
    return at


def is_country(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a country's name."""
    return any(form.thing.entity_type == "country" for form in lexicon.forms.get(word, ()))


def is_person(pieces: Sequence[Piece]) -> bool:
    """Whether pieces may be a person's name: few words, none that heads another sort of name."""
    words = [piece.word for piece in pieces]
    last, first = heads("last"), heads("first")
    if len(words) > LONGEST_PERSON or words[0] in LINKS or words[-1] in LINKS:
        return False
    return not any(
        w in last or w in first or w in PLAIN or w in {"and", "of", "for", "the", "in", "on", "at"} for w in words
    )


def may_be_apposed(pieces: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether two to four words name a person if an office follows: "Zhao Min, director of the port"."""
    if not 1 < len(pieces) <= LONGEST_PERSON or not is_person(pieces):
        return False
    return not any(piece.word in lexicon.forms for piece in pieces[1:])  # "Israel Katz, the defence minister"


def headed(pieces: Sequence[Piece], lexicon: Lexicon) -> Iterator[Span]:
    """Give the longest names that a head word makes: "Ministry of Finance", "Nam Ou Dam"."""
    start = 0
    while start < len(pieces):
        end, entity_type, rule = headed_from(pieces, start, lexicon)
        if end > start:
            yield Span(pieces[start].start, pieces[end - 1].end, entity_type, rule, LIKELY[rule])
            start = end
        else:
            start += 1


def headed_from(pieces: Sequence[Piece], start: int, lexicon: Lexicon) -> tuple[int, str, str]:
    """Give the end of the headed name that begins at `start`, its type and its rule; the start if there is none."""
    first, last = heads("first"), heads("last")
    word = pieces[start].word
    if word in LINKS or word in PLAIN:
        return start, "", ""
    stop = segment_end(pieces, start)
    for i in range(start, min(stop, start + 4)):
        if pieces[i].word in first and i + 2 < len(pieces) and pieces[i + 1].word in {"of", "for", "on"}:
            return complement_end(pieces, i + 2, lexicon), first[pieces[i].word], "mentions.first_head"
    for i in range(stop - 1, start, -1):
        if pieces[i].word in last and not is_portfolio(pieces, i):
            return i + 1, last[pieces[i].word], "mentions.last_head"
    return start, "", ""


def is_portfolio(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word is what a minister sees to and no head of a name: "Energy" in "Saudi Energy Minister"."""
    return at + 1 < len(pieces) and pieces[at].word in portfolios() and pieces[at + 1].word in SEES_TO


def segment_end(pieces: Sequence[Piece], start: int) -> int:
    """Where the unbroken words from `start` end."""
    end = start
    while end < len(pieces) and pieces[end].word not in LINKS:
        end += 1
    return end


def complement_end(pieces: Sequence[Piece], at: int, lexicon: Lexicon) -> int:
    """Where the complement of a first head ends: links go on, "and" only within a list of capitalised words."""
    first = heads("first")
    while at < len(pieces):
        word = pieces[at].word
        country_next = word == "and" and at + 1 < len(pieces) and is_country(pieces[at + 1].word, lexicon)
        if country_next or word in {"in", "at", "to"} or (word in first and pieces[at - 1].word == "and"):
            break
        at += 1
    while pieces[at - 1].word in LINKS:
        at -= 1
    return at
