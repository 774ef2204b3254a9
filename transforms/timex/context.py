"""Whether a reading is an expression of time where it stands: tests of the words beside it, by the rule's `context`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transforms.calendar.names import MONTHS

if TYPE_CHECKING:
    import re as regex
    from collections.abc import Callable

BESIDE = 40
PREVIOUS_WORD = re.compile(r"([A-Za-z']+|[$£€#\d.,/-]+)?[\s(\"“‘']{0,3}$")
NEXT_WORD = re.compile(r"[\s]{0,3}([A-Za-z'’]+)?")
BEFORE_MONTH = frozenset(
    "in by of since until till from last next this early late mid during through between and to before after for each every per around about "
    "on throughout over into to or than past following prior as at on between late".split()
)
BEFORE_YEAR = frozenset(
    "in by of since until till from during through between and to before after for early late mid around about throughout into or than past following "
    "the a an this last fiscal year late on its their his that".split()
)
# Nouns that are counted: four figures before them are a number, not a year.
COUNTED = re.compile(
    r"[\s-]{1,3}(?:people|troops|soldiers|workers|jobs|homes|houses|families|men|women|children|students|miles?|km|kilomet(?:re|er)s?|met(?:re|er)s?|feet|foot|"
    r"acres?|hectares?|tons?|tonnes?|dollars|euros|pounds|yen|yuan|kip|shares|points|pages|words|votes|cases|deaths|members|employees|barrels|cars|vehicles|"
    r"aircraft|ships|tanks|prisoners|civilians|refugees|residents|villages|units|rooms|beds|seats|hours|days|years|minutes|seconds|weeks|months|percent|per cent|"
    r"megawatts?|mw|kg|kilograms?|grams?|cubic|square|hp|yards?|degrees|watts?|calories|square|or so|of (?:the|them|these|those|his|her|its|their|our)\b|more\b|other\b|new\b|additional\b|local\b)",
    re.IGNORECASE,
)
PAPERS = re.compile(
    r"['’]?s?\s(?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Independent|Star|Sun|News|Night Live|Night Football|Review|Magazine|Edition|World|Tribune|Journal|Chronicle)\b"
)
NAMED_WEEKDAY = re.compile(r"\b(?:Black|Super|Cyber|Bloody|Fat|Casual|Shrove|Giving|Ruby|Man|Girl)\s$")
ATTACKS = re.compile(
    r"['’,]{0,2}\s(?:terror(?:ist)?\s)?(?:attacks?|hijack\w{0,8}|commission|memorial|museum|victims?)\b", re.IGNORECASE
)
AGE = re.compile(r"[\s-]{0,3}(?:of age|old\b|-old\b|olds\b)", re.IGNORECASE)
BEFORE_SPAN = re.compile(
    r"\b(?:for|in|within|after|over|about|than|under|nearly|almost|takes?|took|taking|lasted|lasts?|lasting|spent|spend|spends|spending|during|of|following|through|throughout|and|or|into|"
    r"served|serve|wait|waited|waiting|every|least|until|between|around|roughly|from|stayed|lived|ran|another|up to|past|if)[\s]{1,2}$",
    re.IGNORECASE,
)
BEFORE_PER = re.compile(
    r"(?:\d[\d.,]*\b|\b(?:million|billion|thousand|hundred|times|once|twice|dollars|euros|yuan|yen|percent|cents|pounds|hours|minutes|days|meals|people|tons|tonnes|barrels|dozen|flights|trips|[a-z]{2,15}s|apiece)|\bat least)[\s]{1,2}$",
    re.IGNORECASE,
)
MODAL = re.compile(r"\b(?:will|would|could|may|might|can|to)\s$")
NUMBER_NEAR = re.compile(
    r"[$£€\d]|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|once|twice|times|half|per cent|percent)\b",
    re.IGNORECASE,
)
TREE = re.compile(
    r"\s(?:tree|trees|market|markets|card|cards|gift|gifts|present|presents|shopping|party|parties|song|songs|carol|carols|dinner|lights|ornament\w*|Island|story)\b",
    re.IGNORECASE,
)


class Occurrence(NamedTuple):
    """A reading of text[start:end]; `narrative` texts tell of other times than their own."""

    text: str
    start: int
    end: int
    match: regex.Match[str]
    narrative: bool

    @property
    def surface(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The text just before."""
        return self.text[max(0, self.start - BESIDE) : self.start]

    @property
    def after(self) -> str:
        """The text just after."""
        return self.text[self.end : self.end + BESIDE]

    @property
    def previous_word(self) -> str:
        """The word or figures before, empty at the beginning."""
        found = PREVIOUS_WORD.search(self.before)
        return (found[1] or "") if found else ""

    @property
    def next_word(self) -> str:
        """The word after, empty if a mark comes first."""
        found = NEXT_WORD.match(self.after)
        return (found[1] or "") if found else ""


def month_here(found: Occurrence) -> bool:
    """Not a name (April Smith), a verb (March on!) or a wish (May God …); not the start of a longer word."""
    bare = found.surface.lower().rstrip(".")
    if bare not in MONTHS:
        return True
    if len(bare) <= 3 and bare != "may" or bare == "sept":
        return found.surface.endswith(".") and found.previous_word.lower() in BEFORE_MONTH
    if found.previous_word.lower() in BEFORE_MONTH:
        return True
    if found.previous_word.lower() in {"the", "a"}:
        return not re.match(r" on\b", found.after) and found.next_word[:1].islower()
    if bare in {"may", "march", "august"}:
        return bare == "august" and not found.next_word[:1].isupper() and not found.previous_word[:1].isupper()
    return not (found.next_word[:1].isupper() and bare in {"april", "june", "january"} and not found.previous_word)


def year_here(found: Occurrence) -> bool:
    """Four figures that are a year: not counted things, money, numbers of documents or flights."""
    written = found.match["y"]
    if found.match["fy"]:
        return True
    if not written[0].isdecimal():
        return written[:3] != "two" and "hundred" not in written
    if COUNTED.match(found.after) or re.match(r"\d|[.:]\d|-[a-z]{3}|/\d{3}", found.after):
        return False
    before = found.text[max(0, found.start - 2) : found.start]
    if re.search(r"[$£€#\w.,/:]$", before) and not re.search(r"[a-z][,.:/]$|^['’]s$", before):
        return False
    if re.search(
        r"\b(?:No\.?|Nr\.?|number|Resolution|Flight|Boeing|Route|Room|Order|Act|Bill|Rs\.?|US\$|Decree|H\.R\.|section|page)\s$",
        found.before,
        re.IGNORECASE,
    ):
        return False
    number = int(written)
    if found.match["edge"] or re.match(r"[-–—/]\d{2}(?:\d{2})?\b|\s*\n|\)", found.after):
        return True
    return 1900 <= number <= 2099 or found.previous_word.lower() in BEFORE_YEAR or bool(re.search(r"[(–—-]$", before))


def quarter_here(found: Occurrence) -> bool:
    """Accept a quarter of a year, not of a game or a whole: halves only with their year."""
    halves = found.match["u"] == "half" or found.match["q"] == "h"
    dated = found.match["y"] or found.match["ry"] or found.match["y0"] or found.match["ry0"]
    if halves and not dated:
        return (
            bool(re.match(r" (?:of the (?:fiscal )?year|results|profit|earnings|net|loss|revenue|sales)", found.after))
            or found.match["q"] is not None
        )
    if found.match["n"] in {"final", "last"} and not dated:
        return False
    return not re.match(r"-finals?| (?:of the (?:game|match)|century)", found.after)


def season_here(found: Occurrence) -> bool:
    """Accept a season, not a fall of prices or a spring of water."""
    match = found.match
    if match["y"] or match["ry"] or match["said"]:
        return True
    word = match["s"]
    if re.match(r" of\b", found.after) or re.match(r"(?:a |an )", found.surface.lower()):
        return False
    if match["edge"]:
        return True
    previous = found.previous_word.lower()
    if re.match(r"the ", found.surface.lower()):
        return previous in {
            "in",
            "during",
            "over",
            "by",
            "until",
            "since",
            "through",
            "throughout",
            "for",
            "spent",
            "into",
            "this",
            "of",
            "before",
            "after",
        }
    if previous in {
        "in",
        "by",
        "since",
        "until",
        "during",
        "and",
        "through",
        "that",
        "same",
        "before",
        "after",
        "every",
        "each",
    }:
        return (
            word != "fall"
            or previous in {"in", "during", "since", "by", "same", "that"}
            and not re.match(r" in\b", found.after)
        )
    return found.narrative and word != "fall" and bool(re.match(r" [a-z]{4}", found.after))


def weekday_here(found: Occurrence) -> bool:
    """Accept a weekday, not a paper or a feast."""
    return not (PAPERS.match(found.after) or NAMED_WEEKDAY.search(found.before))


def date_here(found: Occurrence) -> bool:
    """Accept a day, not the attacks that are named for it."""
    bare = found.match["y"] is None and found.match["ry"] is None
    if bare and re.fullmatch(r"(?i)sept(?:\.|ember)? 11(?:th)?", found.surface):
        return ATTACKS.match(found.after) is None
    return not (bare and re.match(r"/?\d|:\d|%|,\d{3}", found.after)) and not (bare and COUNTED.match(found.after))


def counted_here(found: Occurrence) -> bool:
    """Accept a length of time, not an age; a single unit only where the words before call for a length."""
    if AGE.match(found.after) or re.search(r"\b(?:aged?|turned|turns)\s$", found.before):
        return False
    surface = found.surface.lower()
    if (
        found.match["u"] in {"quarter", "quarters"}
        and found.match["lead"] is None
        and re.search(r"\b(?:an?|one|three)\W", surface)
    ):
        return False
    if re.fullmatch(r"an?\s+\w+", surface) and not found.match["approx"]:
        return bool(BEFORE_SPAN.search(found.before))
    if re.fullmatch(r"\d{1,4}(?: |-)seconds?|(?:\w+ )?second|(?:a|one|the|another) (?:second|moment)", surface):
        return surface[0].isdecimal() or surface == "one second"
    if re.fullmatch(r"(?:the )?one(?: |-)(?:day|night)", surface):
        if MODAL.search(found.before):
            return False
        return not re.match(r",? (?:the|a|he|she|they|it|after|before|in|I|we|you)\b", found.after) or bool(
            BEFORE_SPAN.search(found.before)
        )
    return not re.search(r"[$£€.]$", found.before) and not (
        surface.startswith("24") and found.after.startswith(" a day")
    )


def title_here(found: Occurrence) -> bool:
    """Today, this week; not USA Today or a programme called This Week."""
    words = found.surface.split()
    if len(words) == 1:
        return not (
            words[0].istitle() and re.search(r"[A-Z]\w* $", found.before) and not re.search(r"[.:] \w* $", found.before)
        )
    return not (words[-1].istitle() and all(word.istitle() for word in words)) or found.match.string.isupper()


def future_word_here(found: Occurrence) -> bool:
    """One day, that will come."""
    return bool(MODAL.search(found.before))


def vague_here(found: Occurrence) -> bool:
    """Several months; not of age."""
    return not AGE.match(found.after)


def bare_units_here(found: Occurrence) -> bool:
    """Days, weeks, months alone are a length where the words before call for one."""
    return bool(BEFORE_SPAN.search(found.before)) and not AGE.match(found.after)


def per_here(found: Occurrence) -> bool:
    """Accept a rate: per day, 30 a week; every day has a rule of its own."""
    word = found.match["per"]
    if word in {"per", "/"}:
        return found.match["u"] != "second"
    if word in {"each", "every"}:
        return True
    if (
        found.match["u"] in {"second", "minute"}
        or found.before.endswith("24 hours ")
        or BEFORE_SPAN.search(found.before)
    ):
        return False
    return (
        bool(BEFORE_PER.search(found.before))
        and bool(NUMBER_NEAR.search(found.before))
        and not re.match(r"-|[\s]ago|[\s]earlier", found.after)
    )


def ly_here(found: Occurrence) -> bool:
    """How often something happens, not the name of a paper."""
    if found.surface[0].isupper() and (found.next_word[:1].isupper() or found.previous_word[:1].isupper()):
        return False
    if found.previous_word.lower() == "average" or found.next_word[:1].isupper():
        return False
    return not (found.match["w"] in {"weekly", "monthly"} and re.match(r" (?:magazine|newspaper|journal)", found.after))


def decade_here(found: Occurrence) -> bool:
    """Accept the eighties, not a man in his eighties or degrees in the eighties."""
    marked = re.search(r"^the |'\d|nineteen", found.surface.lower().replace("’", "'"))
    return bool(marked) and found.previous_word.lower() not in {"his", "her", "their"}


def edged_unit_here(found: Occurrence) -> bool:
    """Accept the end of the year, later in the month; not late year."""
    return bool(re.search(r"\bthe\b", found.surface.lower())) and not re.match(r" (?:of|'s) ", found.after)


def unit_end_here(found: Occurrence) -> bool:
    """Year-end; not the ends of several."""
    return found.match["u"] == "year" or found.previous_word.lower() in {"by", "at", "until", "before"}


def clock_here(found: Occurrence) -> bool:
    """Accept a time of the clock, not a score or a ratio."""
    if found.match["h24"]:
        return found.previous_word.lower() in {
            "at",
            "by",
            "until",
            "from",
            "to",
            "around",
            "about",
            "before",
            "after",
            "since",
            "and",
        } or bool(re.search(r"(?i)[a-z]$|hours|hrs", found.surface))
    return not re.search(r"[\d$.,:]$", found.before)


def night_here(found: Occurrence) -> bool:
    """At night; any night of a narrative."""
    if found.surface.lower() == "overnight":
        return True
    if found.previous_word.lower() == "at":
        return "night" in found.surface.lower()
    return found.narrative and bool(re.fullmatch(r"(?i)night|afternoon|night-time", found.surface))


def day_beside_here(found: Occurrence) -> bool:
    """Accept the day before and no more; not the day before something."""
    return re.match(r"\s{0,2}(?:[,.;)]|$)|\s(?:and|with|in|at|by)\b", found.after) is not None


def holiday_here(found: Occurrence) -> bool:
    """Accept a named day, written as a name and not as part of another one."""
    name = found.surface[found.match.start("h") - found.match.start() :]
    name = name[4:] if name.lower().startswith("the ") else name
    if (
        found.next_word[:1].isupper()
        and not found.match["y"]
        and found.after.startswith(" ")
        or found.previous_word in {"White", "Merry", "Happy", "Father"}
    ):
        return False
    return name[:1].isupper() and not TREE.match(found.after)


def word_here(found: Occurrence) -> bool:
    """Accept a word that refers to a time, not as part of a name."""
    if found.surface.lower() == "the past":
        return found.next_word.lower() not in {"few", "several", "two", "three"}
    return not (found.surface[0].isupper() and found.next_word[:1].isupper() and found.previous_word[:1].isupper())


def news_word_here(found: Occurrence) -> bool:
    """Soon, in texts about their own time."""
    return not found.narrative and found.previous_word.lower() not in {"as", "too", "how"}


def year_ended_here(found: Occurrence) -> bool:
    """Accept the year ended on a day."""
    return bool(re.match(r" (?:that )?(?:ended|ending|ends|to (?:end-)?[A-Z])\b", found.after))


def full_year_here(found: Occurrence) -> bool:
    """Accept the full year, not followed by its name."""
    return not re.match(r" (?:\d|of|that|when|in which|ended|ending)", found.after)


def narrative_word_here(found: Occurrence) -> bool:
    """Former, in texts about another time."""
    return found.narrative


CONTEXTS: dict[str, Callable[[Occurrence], bool]] = {
    "month": month_here,
    "year": year_here,
    "quarter": quarter_here,
    "season": season_here,
    "weekday": weekday_here,
    "date": date_here,
    "counted": counted_here,
    "vague": vague_here,
    "bare_units": bare_units_here,
    "per": per_here,
    "ly": ly_here,
    "decade": decade_here,
    "edged_unit": edged_unit_here,
    "unit_end": unit_end_here,
    "clock": clock_here,
    "night": night_here,
    "holiday": holiday_here,
    "day_beside": day_beside_here,
    "title": title_here,
    "word_future": future_word_here,
    "word_word": word_here,
    "word_news": news_word_here,
    "year_ended": year_ended_here,
    "full_year": full_year_here,
    "word_narrative": narrative_word_here,
}
