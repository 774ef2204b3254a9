"""Near-identical copies of one text: MinHash candidates, checked on the exact word sequences.

Two texts are copies if the Jaccard similarity of their sets of 5-word shingles is 0.5 or more, or if 0.8 or more of the
shorter one's shingles stand in the longer one (a cut), unless most of their figures differ: that is the next number of
a series. Source of the method: Broder, On the resemblance and containment of documents (1997); the banding as in
Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar
from zlib import crc32

import numpy as np
import polars as pl
from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

Member = TypeVar("Member", str, int)
WORD = re.compile(r"\w+")
MARKS = "“”‘’—–…•\u00a0"
ASCII_WORDS = bytes(ord(chr(byte).lower()) if WORD.match(chr(byte)) else 32 for byte in range(128)) + bytes(128)
FIGURE = re.compile(r"\d+(?:[.,]\d+){0,5}")
SHINGLE_WORDS = 5
# Odd numbers without a pattern (powers of the golden ratio's), one for each word of a sequence.
WEIGHTS = np.array([pow(0x9E3779B97F4A7C15, power, 2**64) for power in range(1, SHINGLE_WORDS + 1)], np.uint64)
BANDS, ROWS = 42, 3  # a pair with similarity 0.5 becomes a candidate with probability 0.996
HASHES = BANDS * ROWS
SIGNATURES = pl.Schema({"document_id": pl.String(), "signature": pl.List(pl.UInt32()), "length": pl.Int64()})
DEVIATIONS = 4.0  # standard deviations by which a signature may tell too little of a pair: of 30,000, one does by more
LENGTHS = 1.3  # how far apart the ratio of two texts' characters and that of their shingles may be
PAIRS_AT_A_TIME, MOST_CHARACTERS = 10_000, 64_000_000
MIN_SIMILARITY = 0.5
MIN_CONTAINMENT = 0.8
TELLING = 4  # figures of the text with fewer of them; with less, one date is half of them
MIN_SHARED_FIGURES = 0.5


class Text:
    """A text as it is compared, with what is worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text, self.length = text, len(text)

    @cached_property
    def shingles(self) -> NDArray[np.uint64]:
        """The hashes of the text's shingles, sorted and each once."""
        hashes = np.sort(shingles(self.text))
        distinct: NDArray[np.uint64] = hashes[np.concatenate([[True], hashes[1:] != hashes[:-1]])]
        _, self.text = self.figures, ""  # no longer needed: it takes more memory than what is left of it
        return distinct

    @cached_property
    def figures(self) -> frozenset[str]:
        """The numbers of the text as they are written."""
        return frozenset(FIGURE.findall(self.text))


def words_of(text: str) -> list[bytes]:
    r"""Give the words of a text, case folded, in UTF-8.

    >>> words_of("It’s one -- and a café")
    [b'it', b's', b'one', b'and', b'a', b'caf\xc3\xa9']
    """
    for mark in MARKS:
        text = text.replace(mark, " ")
    if text.isascii():  # most texts, once their typographic marks are out; three times as fast
        return text.encode().translate(ASCII_WORDS).split()
    return [word.encode() for word in WORD.findall(text.casefold())]


def shingles(text: str) -> NDArray[np.uint64]:
    """Give the hashes of the 5-word sequences of a text, in order; of a shorter text, one of all its words.

    Words are hashed with CRC-32, sequences with a polynomial modulo 2^64: the same numbers on every machine.
    """
    words = words_of(text)
    if len(words) < SHINGLE_WORDS:
        words = [b" ".join(words)] * SHINGLE_WORDS
    return np.convolve(np.fromiter(map(crc32, words), np.uint64, len(words)), WEIGHTS, "valid")


def signature(text: str) -> list[int]:
    """Give the MinHash signature of a text: HASHES numbers of 32 bits, always the same for the same text."""
    hashes = shingles(text)
    ends = np.array([0, len(hashes)], np.uint64)
    numbers: list[int] = RMinHash.digest_matrix_from_flat_token_hashes(hashes, ends, HASHES, 1).to_rows()[0]
    return numbers


# By the two documents' ids, which name their texts, whether these are copies: what was said of a pair once holds for ever.
Verdicts = dict[tuple[str, str], bool]


class Copies(NamedTuple):
    """Each document's cluster of copies: document_id, copy_cluster_id, is_canonical_copy; and what was found of the pairs looked at."""

    clusters: pl.LazyFrame
    verdicts: Verdicts


def signatures_of(texts: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """Give what `find_copies` needs to know of each document's text. Reads: pairs of document_id and text."""
    return pl.DataFrame([(name, signature(text), len(text)) for name, text in texts], schema=SIGNATURES, orient="row")


def find_copies(
    signatures: pl.LazyFrame, documents: pl.LazyFrame, texts: pl.LazyFrame, known: Verdicts | None = None
) -> Copies:
    """Give each document's cluster of copies.

    Reads: SIGNATURES; document_id, published_date; document_id, text. `copy_cluster_id` is the document_id of the cluster's
    canonical copy. Rows: one for each document. A canonical copy is the earliest, then the longest, then the first by id;
    undated copies come last. Texts of pairs that are `known` are not read.
    """
    dated = documents.select("document_id", "published_date").collect()
    roots, verdicts = _copies(candidate_pairs(signatures), texts, known or {})
    columns = {"document_id": list(roots), "root": list(roots.values())}
    found = pl.LazyFrame(columns, schema={"document_id": pl.String, "root": pl.String})
    lengths = signatures.select("document_id", "length")
    found = found.join(lengths, on="document_id").join(dated.lazy(), on="document_id")
    order = [pl.col("published_date"), -pl.col("length"), pl.col("document_id")]
    first = pl.col("document_id").sort_by(order, nulls_last=True).first().over("root")
    canonical = found.select("document_id", copy_cluster_id=first)
    joined = dated.lazy().join(canonical, on="document_id", how="left", maintain_order="left")
    cluster = pl.coalesce("copy_cluster_id", "document_id")
    clusters = joined.select("document_id", copy_cluster_id=cluster, is_canonical_copy=cluster == pl.col("document_id"))
    return Copies(clusters, verdicts)


def candidate_pairs(signatures: pl.LazyFrame) -> Iterator[tuple[str, str]]:
    """Give pairs of documents that may be copies, in order: they agree on a whole band, and not on too little beside it.

    Of many that agree on a band, each is paired with the next and the first.
    """
    rows = signatures.select(SIGNATURES.names()).collect().sort("document_id")
    ids, count = rows["document_id"].to_list(), rows.height
    if count < 2:  # noqa: PLR2004 - a pair
        return
    numbers, lengths = rows["signature"].list.to_array(HASHES).to_numpy(), rows["length"].to_numpy()
    bands = numbers.reshape(count, BANDS, ROWS)
    pairs = np.unique(np.concatenate([_agreeing(bands[:, band]) for band in range(BANDS)]))
    for start in range(0, len(pairs), PAIRS_AT_A_TIME):
        first, second = np.divmod(pairs[start : start + PAIRS_AT_A_TIME], count)
        equal = np.count_nonzero(numbers[first] == numbers[second], axis=1)
        likely = may_be_copies(equal, lengths[first], lengths[second])
        for one, other in zip(first[likely].tolist(), second[likely].tolist(), strict=True):
            yield ids[one], ids[other]


def may_be_copies(
    equal: NDArray[np.int64], length: NDArray[np.int64], other_length: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether texts of so many characters, whose signatures have so many `equal` hashes, can be copies: only these are read.

    The similarity J is at most some DEVIATIONS above the share of equal hashes (Broder 1997); with it, the shorter text's
    share in the longer one, which has r times as many shingles, is at most J * (1 + r) / (1 + J).
    """
    share = equal / HASHES
    similarity = share + DEVIATIONS * np.sqrt(share * (1 - share) / HASHES)
    shorter, longer = np.minimum(length, other_length), np.maximum(length, other_length)
    ratio = LENGTHS * longer / np.maximum(shorter, 1)
    containment = similarity * (1 + ratio) / (1 + similarity)
    found: NDArray[np.bool_] = (similarity >= MIN_SIMILARITY) | (containment >= MIN_CONTAINMENT)
    return found


def _agreeing(band: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Give the pairs of rows that are equal, as first * rows + second."""
    count = len(band)
    order = np.lexsort(band.T)
    same = np.concatenate([[False], np.all(band[order[1:]] == band[order[:-1]], axis=1)])
    starts = np.maximum.accumulate(
        np.where(same, 0, np.arange(count))
    )  # lexsort is stable: groups are in order of rows
    second, before, first = order[same], order[np.flatnonzero(same) - 1], order[starts[same]]
    return np.concatenate([before * count + second, first * count + second])


def _copies(pairs: Iterator[tuple[str, str]], texts: pl.LazyFrame, known: Verdicts) -> tuple[dict[str, str], Verdicts]:
    """Give the root of each text that is joined with another one, and what was found of the pairs that were compared.

    Pairs that are joined through others already are not compared. Texts stay in memory until there are MOST_CHARACTERS.
    """
    groups, verdicts, read = Groups[str](), Verdicts(), dict[str, Text]()

    def say(pair: tuple[str, str], *, are_copies: bool) -> None:
        verdicts[pair] = are_copies
        if are_copies:
            groups.join(*pair)

    while some := list(islice(pairs, PAIRS_AT_A_TIME)):
        for pair in some:
            if pair in known and groups.are_apart(*pair):
                say(pair, are_copies=known[pair])
        asked = [pair for pair in some if groups.are_apart(*pair) and pair not in known]
        wanted = {document for pair in asked for document in pair}
        if sum(text.length for text in read.values()) > MOST_CHARACTERS:
            read = {document: text for document, text in read.items() if document in wanted}
        read |= {document: Text(text) for document, text in _texts(texts, wanted - read.keys())}
        for one, other in asked:
            if groups.are_apart(one, other):
                say((one, other), are_copies=are_copies(read[one], read[other]))
    return groups.roots(), verdicts


def _texts(documents: pl.LazyFrame, wanted: set[str]) -> Iterator[tuple[str, str]]:
    if not wanted:
        return iter(())
    rows = documents.filter(pl.col("document_id").is_in(sorted(wanted))).select("document_id", "text").collect()
    return rows.iter_rows()


def are_copies(one: Text, other: Text) -> bool:
    """Whether two texts are copies.

    >>> are_copies(Text("a b c d e f"), Text("A b c d e, f, g"))
    True
    """
    if _is_next_number(one.figures, other.figures):  # found in less time than shingles
        return False
    both, smaller = len(one.shingles) + len(other.shingles), min(len(one.shingles), len(other.shingles))
    together = np.sort(np.concatenate([one.shingles, other.shingles]))
    shared = np.count_nonzero(together[1:] == together[:-1])
    return bool(shared >= MIN_SIMILARITY * (both - shared) or shared >= MIN_CONTAINMENT * smaller)


def _is_next_number(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts, if they are alike, tell of different figures, as two numbers of a series do."""
    fewer = min(len(one), len(other))
    return fewer >= TELLING and len(one & other) < MIN_SHARED_FIGURES * fewer


class Groups(Generic[Member]):
    """Members joined pair by pair (union-find); the root of each group is its smallest member."""

    def __init__(self) -> None:
        self.parent: dict[Member, Member] = {}

    def root(self, member: Member) -> Member:
        """Give the smallest member that this one is joined with; itself at first."""
        parent = self.parent
        while parent.setdefault(member, member) != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def are_apart(self, one: Member, other: Member) -> bool:
        """Whether two members are not joined."""
        return self.root(one) != self.root(other)

    def join(self, one: Member, other: Member) -> None:
        """Join the groups of two members."""
        low, high = sorted((self.root(one), self.root(other)))
        self.parent[high] = low

    def roots(self) -> dict[Member, Member]:
        """Give the root of every member seen."""
        return {member: self.root(member) for member in sorted(self.parent)}


def united(pairs: Iterable[tuple[Member, Member]]) -> dict[Member, Member]:
    """Give each member of connected pairs the smallest member it is connected with."""
    groups = Groups[Member]()
    for one, other in pairs:
        groups.join(one, other)
    return groups.roots()
