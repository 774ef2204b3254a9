"""A sentence as words with offsets, and where its clauses begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from transforms.reading import lowered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transforms.reading import MentionRow, Reading

WORD = re.compile(r"([^\W_]++(?:['’][^\W_]++)*+|[^\w\s]|_)")  # or a single mark
REPORTING = frozenset(
    [
        "said",
        "says",
        "say",
        "announced",
        "announces",
        "reported",
        "reports",
        "told",
        "stated",
        "declared",
        "added",
        "adding",
        "noted",
        "claimed",
        "claims",
        "concluded",
        "according",
        "quoted",
        "confirmed",
    ]
)
# Words that open a clause which is background to the main one.
SUBORDINATORS = frozenset(
    [
        "after",
        "while",
        "because",
        "if",
        "unless",
        "before",
        "since",
        "when",
        "until",
        "although",
        "though",
        "whereas",
        "once",
        "whose",
        "who",
        "which",
        "whom",
        "where",
        "despite",
        "amid",
        "following",
        "as",
    ]
)
# Words that open a sentence whose subject comes after a comma.
LEADING = SUBORDINATORS | {"in", "on", "at", "during", "for", "under", "with", "by", "from", "to", "also"}
MARKS = frozenset(',;:—–()"“”')
COORDINATORS = frozenset({"and", "but"})
PREDICATES = REPORTING - {"according"} | frozenset(
    "is are was were has have had will would did does do can could may might must".split()
)
NO_GERUND = frozenset(
    "including beijing nanning king wing ring spring morning evening ping jinping during building".split()
)
STOPS = frozenset(";:—–")
OPENERS = STOPS | (SUBORDINATORS - {"as"})
CLOSERS = STOPS | SUBORDINATORS


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make, and there is one for each sentence
class Words:
    """The words of one sentence, in lower case, the names among them, and where a trigger may begin.

    `pieces` is the sentence cut into what stands between words and, every second one, the words; it begins at `start`.
    """

    lower: list[str]
    pieces: list[str]
    start: int
    names: Sequence[MentionRow]
    starts: Sequence[int]
    places: list[tuple[int, int]] = field(default_factory=list)  # of the words, once they were asked for
    clause_starts: dict[int, int] = field(default_factory=dict)  # found so far
    clause_ends: dict[int, int] = field(default_factory=dict)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Give the words' offsets; worked out when asked for, since most sentences report nothing."""
        if not self.places:
            bounds = list(accumulate(map(len, self.pieces), initial=self.start))
            self.places = list(zip(bounds[1:-1:2], bounds[2::2], strict=True))
        return self.places

    def names_between(self, first: int, after: int) -> list[MentionRow]:
        """Give the names that stand in words[first:after]."""
        after = min(after, len(self.lower))
        if first >= after:
            return []
        start, end = self.spans[first][0], self.spans[after - 1][1]
        return [name for name in self.names if start <= name.start_char and name.end_char <= end]

    def ends_name(self, index: int) -> bool:
        """Whether a name ends with the word at `index`."""
        end = self.spans[index][1]
        return any(name.end_char == end for name in self.names)

    def before(self, name: MentionRow) -> str:
        """Give the word before a name, or before its article; "" at the beginning."""
        index = bisect_left(self.spans, (name.start_char, name.start_char)) - 1
        if index > 0 and self.lower[index] == "the":
            index -= 1
        return self.lower[index] if index >= 0 else ""

    def between(self, one: MentionRow, other: MentionRow) -> list[str]:
        """Give the words between two names."""
        first = bisect_left(self.spans, (one.end_char, 0))
        return self.lower[first : bisect_left(self.spans, (other.start_char, 0))]

    def clause_start(self, index: int) -> int:
        """Give where the clause around the word at `index` begins: after the last mark or clause opener."""
        if index not in self.clause_starts:
            self.clause_starts[index] = self._clause_start(index)
        return self.clause_starts[index]

    def _clause_start(self, index: int) -> int:
        position = index
        while position > 0 and not self._opens(position - 1, index):
            position -= 1
        return position

    def _opens(self, position: int, index: int) -> bool:
        word = self.lower[position]
        if word in OPENERS:
            return True
        if word == "," and position == self.lead_end():
            return True
        return word == "that" or (word in REPORTING and position < index - 1)

    def lead_end(self) -> int:
        """Give where background that opens the sentence ends: at its first comma; -1 if the main clause comes first."""
        if not self.lower or self.lower[0] not in LEADING or "," not in self.lower:
            return -1
        return self.lower.index(",")

    def clause_end(self, index: int) -> int:
        """Give where the clause after the word at `index` ends: before background, or an attribution at its end."""
        if index not in self.clause_ends:
            self.clause_ends[index] = self._clause_end(index)
        return self.clause_ends[index]

    def _clause_end(self, index: int) -> int:
        for position in range(index, len(self.lower)):
            word = self.lower[position]
            if word == "once" and self.lower[position - 1] == "at":
                continue
            if word in CLOSERS or (word == "," and self._closes(position + 1)):
                return position
            if word in COORDINATORS and self._is_predicate(position + 1):
                return position
        return max(index, len(self.lower))

    def _closes(self, position: int) -> bool:
        """Whether what follows a comma is an attribution or a consequence: ", angering …"."""
        word = self.lower[position] if position < len(self.lower) else ""
        return (word.endswith("ing") and word not in NO_GERUND) or self.is_attribution(position)

    def _is_predicate(self, position: int) -> bool:
        """Whether what follows "and" says another thing of the same subject: "and was received by …"."""
        return position < len(self.lower) and self.lower[position] in PREDICATES

    def is_reported(self, start: int) -> bool:
        """Whether the clause at `start` is what somebody is said to have said."""
        return any(word in REPORTING for word in self.lower[max(0, start - 6) : start])

    def is_attribution(self, position: int) -> bool:
        """Whether the words from `position` on only say who reports it: "officials in Kyiv said"."""
        rest = self.lower[position : position + 14]
        stop = next((i for i, word in enumerate(rest) if word in MARKS or word in SUBORDINATORS), len(rest))
        return any(word in REPORTING for word in rest[:stop])


def sentences_with(
    reading: Reading, names: Sequence[MentionRow], openings: Mapping[str, frozenset[str]], stand_ins: frozenset[str]
) -> Iterator[Words]:
    """Give the sentences of a reading that hold one of these words, with what must follow it, and the names in them.

    Left out: questions, and sentences in which nobody is named and none of `stand_ins` stands for a name.
    """
    stand_in = any_of(stand_ins)
    text, name_starts = lowered(reading.masked), [name.start_char for name in names]
    for sentence in reading.sentences:
        start, end = sentence.start_char, sentence.end_char
        if reading.text[end - 1] == "?":
            continue
        among = names[bisect_left(name_starts, start) : bisect_left(name_starts, end)]
        if not among and not stand_in.search(text, start, end):
            continue
        pieces = WORD.split(text[start:end])  # every second one is a word
        words = pieces[1::2]
        if openings.keys().isdisjoint(words) or not (among or not stand_ins.isdisjoint(words)):
            continue
        starts = [at for at, word in enumerate(words) if word in openings and _may_open(words, at, openings[word])]
        if starts:
            yield Words(words, pieces, start, [name for name in among if name.end_char <= end], starts)


@cache
def any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Give a pattern that finds one of some words, or a longer word with an apostrophe."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words))})\b")


def _may_open(words: Sequence[str], index: int, seconds: frozenset[str]) -> bool:
    return not seconds or (index + 1 < len(words) and words[index + 1] in seconds)
