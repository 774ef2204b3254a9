"""The forms of a reporting expression: its first word inflected, the rest unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# A verb of two syllables and more in one vowel and l, with an ending.
SINGLE_L = re.compile(r"([a-z]*[aeiou][a-z]*[^aeiou][aeiou])l(ed|ing)\b")
VOWELS = "aeiou"
# Verbs of two syllables and more that double their last consonant all the same.
DOUBLED = frozenset(
    {
        "admit",
        "refer",
        "commit",
        "rebut",
        "permit",
        "compel",
        "regret",
        "prefer",
        "infer",
        "rebel",
        "quip",
        "kidnap",
        "confer",
        "begin",
        "expel",
        "overrun",
        "travel",
        "cancel",
    }
)
IRREGULAR = {
    "say": ("said", "said"), "tell": ("told", "told"), "write": ("wrote", "written"), "think": ("thought", "thought"),
    "know": ("knew", "known"), "feel": ("felt", "felt"), "find": ("found", "found"), "see": ("saw", "seen"),
    "hear": ("heard", "heard"), "swear": ("swore", "sworn"), "speak": ("spoke", "spoken"), "lay": ("laid", "laid"),
    "hit": ("hit", "hit"), "shoot": ("shot", "shot"), "take": ("took", "taken"), "make": ("made", "made"),
    "stand": ("stood", "stood"), "seek": ("sought", "sought"), "understand": ("understood", "understood"),
    "foresee": ("foresaw", "foreseen"), "choose": ("chose", "chosen"), "begin": ("began", "begun"),
    "read": ("read", "read"), "go": ("went", "gone"), "give": ("gave", "given"), "let": ("let", "let"),
    "draw": ("drew", "drawn"), "pay": ("paid", "paid"), "show": ("showed", "shown"), "cast": ("cast", "cast"),
    "throw": ("threw", "thrown"), "forecast": ("forecast", "forecast"), "undertake": ("undertook", "undertaken"),
    "mean": ("meant", "meant"), "blow": ("blew", "blown"), "put": ("put", "put"), "bring": ("brought", "brought"),
    "break": ("broke", "broken"), "get": ("got", "got"), "set": ("set", "set"), "hold": ("held", "held"),
    "come": ("came", "come"), "keep": ("kept", "kept"), "forget": ("forgot", "forgotten"), "learn": ("learned", "learned"),
    "blurt": ("blurted", "blurted"), "dream": ("dreamed", "dreamed"), "beseech": ("beseeched", "beseeched"),
    "meet": ("met", "met"), "freeze": ("froze", "frozen"), "withhold": ("withheld", "withheld"), "send": ("sent", "sent"), "lend": ("lent", "lent"), "withdraw": ("withdrew", "withdrawn"),
    "fight": ("fought", "fought"), "shut": ("shut", "shut"), "retake": ("retook", "retaken"), "overrun": ("overran", "overrun"),
    "sit": ("sat", "sat"), "fly": ("flew", "flown"), "cut": ("cut", "cut"),
    "beat": ("beat", "beaten"), "forgive": ("forgave", "forgiven"),
    "leave": ("left", "left"), "strike": ("struck", "struck"), "serve": ("served", "served"),
}  # fmt: skip


class Forms(NamedTuple):
    """The five forms of a verb."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


def forms_of(lemma: str) -> Forms:
    """Give the forms of a verb, whose particles (call for) follow its first word.

    >>> forms_of("call for").gerund, forms_of("deny").past, forms_of("say").third
    ('calling for', 'denied', 'says')
    """
    verb, space, rest = lemma.partition(" ")
    past, participle = IRREGULAR.get(verb, (_past(verb),) * 2)
    return Forms(*(form + space + rest for form in (verb, _third(verb), past, participle, _gerund(verb))))


def british_forms(lemma: str, forms: Iterable[str]) -> list[str]:
    """Give the British spelling of the forms whose l is doubled there (signalled, labelling).

    >>> british_forms("signal", ["signaled", "signals"]), british_forms("ridicule", ["ridiculed"])
    (['signalled'], [])
    """
    if not lemma.partition(" ")[0].endswith("l"):
        return []
    return [SINGLE_L.sub(r"\1ll\2", form, count=1) for form in forms if SINGLE_L.match(form)]


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")) or verb == "go":
        return verb + "es"
    return verb[:-1] + "ies" if _ends_in_consonant_y(verb) else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if _ends_in_consonant_y(verb) else _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    silent = verb.endswith("e") and not verb.endswith(("ee", "ye", "oe"))
    return (verb[:-1] if silent else _doubled(verb)) + "ing"


def _ends_in_consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in VOWELS


def _doubled(verb: str) -> str:
    short = len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS  # noqa: PLR2004 - consonant, vowel, consonant
    one_syllable = sum(letter in VOWELS for letter in verb) == 1
    return verb + verb[-1] if verb in DOUBLED or (short and one_syllable) else verb
