"""Which triggers head a clause, and which share a subject with the one before: "A met B and signed …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.happenings.verbs import INSIDE, find_hits

if TYPE_CHECKING:
    from transforms.happenings.sentence import Words
    from transforms.happenings.verbs import Hit

RELATIVE = frozenset({"that", "which", "who", "whose"})
JOINS = frozenset({"and", "but", "then"})


def main_hits(words: Words) -> list[Hit]:
    """Give the triggers that head a clause: the first of each chain (agreed to share), none in the background."""
    found: list[Hit] = []
    end = 0
    for hit in find_hits(words):
        if "gerund" in hit.form.inflections and hit.group == hit.first:
            follower = _participial(words, found[-1], hit) if found and hit.first == end + 1 else None
        elif hit.first < end:
            follower = following(words, found[-1], hit)
            if follower is not None:
                found[-1] = found[-1]._replace(until=_joint(words, follower))
        else:
            follower = None if is_background(words, hit) or (found and _while(words, found[-1], hit, end)) else hit
        if follower is not None and _is_reported(follower):
            end = words.clause_end(hit.after)
            found.append(follower)
    return found


def _is_reported(hit: Hit) -> bool:
    """Whether a trigger tells of something that happened, is to happen or was refused."""
    if hit.is_possible or (hit.is_infinitive and not hit.is_future):
        return False  # efforts to support: nobody has done it
    return not hit.is_negated or hit.is_future or hit.sense.plover_type == "reject"


def is_background(words: Words, hit: Hit) -> bool:
    """Whether the trigger stands in a relative or other subordinate clause."""
    start = words.clause_start(hit.group)
    opener = words.lower[start - 1] if start else ""
    return opener not in {"", ",", "that", ":", ";", "—", "–"} and not words.is_reported(start)


def _while(words: Words, before: Hit, hit: Hit, end: int) -> bool:
    """Whether an "as" alone parts a trigger from the one before: "resigned as the opposition threatened"."""
    return words.lower[end : end + 1] == ["as"] and words.clause_start(hit.group) <= before.group


def following(words: Words, before: Hit, hit: Hit) -> Hit | None:
    """Give a trigger in the clause of another as one that follows it, with its subject; None if it is part of it."""
    if hit.is_infinitive:
        return None
    if words.lower[hit.group - 1] in JOINS:
        if not RELATIVE.isdisjoint(words.lower[before.after : hit.group]):
            return None  # backed a plan that failed and angered: the plan did
        return _with_same_subject(words, before, hit)
    start = _new_clause(words, before, hit)
    return None if start is None else hit._replace(subject=(start, hit.group))


def _participial(words: Words, before: Hit, hit: Hit) -> Hit | None:
    """Give a participle behind a comma as a further act of the subject: "recalled its envoy, accusing Chad of …"."""
    if hit.sense.event_type == before.sense.event_type:
        return None
    return hit._replace(subject=before.subject or (words.clause_start(before.group), before.group))


def _with_same_subject(words: Words, before: Hit, hit: Hit) -> Hit | None:
    if hit.sense.event_type == before.sense.event_type:
        return None  # seized and confiscated: told once
    subject = before.subject or (words.clause_start(before.group), before.group)
    kinds = hit.form.inflections
    if any(word not in INSIDE for word in words.lower[hit.group : hit.first]):
        return hit._replace(subject=subject)  # it has auxiliaries of its own
    if "base" in kinds and before.is_future:
        return hit._replace(subject=subject, is_future=True, is_negated=before.is_negated, is_obliged=before.is_obliged)
    if "participle" in kinds and before.is_passive:
        return hit._replace(subject=subject, is_passive=True, is_future=before.is_future)
    return hit._replace(subject=subject) if kinds & {"past", "third"} else None


def _new_clause(words: Words, before: Hit, hit: Hit) -> int | None:
    """Give where a clause with a subject of its own begins between two triggers: ", and Laos condemned"."""
    for position in range(hit.group - 1, before.after, -1):
        word = words.lower[position]
        if word == "but" or (word == "and" and words.lower[position - 1] == ","):
            is_finite = bool(hit.form.inflections & {"past", "third"}) or hit.group < hit.first
            return position + 1 if is_finite and words.names_between(position + 1, hit.group) else None
    return None


def _joint(words: Words, hit: Hit) -> int:
    """Give where the words before a following trigger end: at its "and", or the comma before that."""
    start = hit.subject[0] if hit.subject and hit.subject[1] == hit.group else hit.group
    return start - 2 if words.lower[start - 2] == "," else start - 1
