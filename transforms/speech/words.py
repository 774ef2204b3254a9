"""Classes of words that decide where a subject, a complement or a clause begins and ends."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BE = _set("is are was were be been being am 's 're isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t")
HAVE = _set("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t")
DO = _set("do does did don't doesn't didn't don’t doesn’t didn’t")
MODAL = _set(
    "will would can could may might must should shall won't wouldn't can't cannot couldn't shouldn't won’t wouldn’t can’t couldn’t shouldn’t 'll 'd"
)
NEGATION = _set("not never n't no longer hardly")
ADVERB = _set(
    "also then later further again already still even just often always now soon once earlier first finally ever "
    "meanwhile instead perhaps too thus therefore jointly both simply only so all much long well rather largely"
)
NOT_ADVERB = _set(
    "family ally rally italy july reply supply assembly monopoly bully fly apply rely italy sicily emily kelly sally billy reilly connolly daily weekly monthly"
)
AUXILIARY = BE | HAVE | DO | MODAL
SUBJECT_PRONOUN = _set(
    "he she they it we i you who which one some others many most several everyone nobody someone anyone both"
)
POSSESSIVE = _set("his her its their our my your whose")
DETERMINER = (
    _set("the a an this that these those some any no every each another such all both many several more most few other")
    | POSSESSIVE
)
QUANTIFIER = _set("much both all most some there having being even only just nearly almost about over")
PREPOSITION = _set(
    "up out off down away back together forward of in on at by for from with to into onto over under about after before during against between among through "
    "throughout without within toward towards upon since until till despite amid via per than like as around near along across behind beyond outside inside except"
)
# Determiners that can stand for a person or a thing, and words that cannot end a noun phrase.
CAN_STAND_ALONE = frozenset(
    {"this", "that", "these", "those", "some", "any", "many", "most", "several", "few", "both", "all", "her", "his", "more", "such", "other"}
)  # fmt: skip
NOT_LAST = (DETERMINER - CAN_STAND_ALONE) | (PREPOSITION - {"like"}) | {"and", "or", "but", "as"}
SUBORDINATOR = _set(
    "that because when while if although though whereas unless whether where why how since until once lest"
)
COORDINATOR = _set("and but or nor yet")
ABBREVIATIONS = _set(
    "mr mrs ms dr sen rep gov gen lt col sgt capt prof rev hon pres st jr sr u.s u.n inc co corp ltd jan feb aug sept oct nov dec"
)
RELATIVE = _set("who which whom whose where")
LEADING = _set(
    "and but yet so still or nor thus then now instead however meanwhile moreover furthermore indeed also even though while although because when after before since as if in at on for"
)
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight")
MONTHS = _set("january february march april june july august september october november december")
TIME = (
    DAYS
    | MONTHS
    | _set(
        "late early earlier later recently afterwards afterward afterwards last this next here ago morning afternoon evening night week month year"
    )
)
CLAUSE_OPENER = _set("that whether how why what who when where if")
DASHES = _set("— –")
MARKS = _set(", ; : . ! ? ( ) [ ] { } — – - \" “ ” „ ‟ « » '' `` … / |")
CLOSERS = _set("\" ” » '' ’ '")
OPENERS = _set("\" “ „ ‟ « '' `` ‘ '")
# Past forms of verbs of doing that no lexicon of reporting words has.
PAST = _set(
    "took made went came gave held met began became kept got saw brought stood spoke drew wrote ran flew fell rose grew led left won lost paid sent spent sought"
)
SENTENCE_END = _set(". ! ? …")


FORENAMES = frozenset({"Will", "May"})  # with a capital in running text a name, not the verb


def is_possessive(word: str) -> bool:
    """Whether a word is a noun's possessive (China's, the workers')."""
    return word.endswith(("'s", "’s", "s'", "s’"))


def is_adverb(word: str) -> bool:
    """Whether a lower-case word is one that may stand between subject and verb."""
    return word in ADVERB or word in NEGATION or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERB)  # noqa: PLR2004 - only, ugly


def starts_noun_phrase(word: str) -> bool:
    """Whether a word as written can open a noun phrase."""
    lower = word.lower()
    if lower in QUANTIFIER:
        return True
    if lower in PREPOSITION or lower in COORDINATOR or lower in SUBORDINATOR or lower in AUXILIARY or lower in TIME:
        return (lower in DETERMINER and lower != "that") or word in FORENAMES
    return word[0].isupper() or (word[0].isalnum() and not (is_adverb(lower) or lower in NEGATION or lower in RELATIVE))
