"""Electronic mail: press releases as they arrive (`.eml`), and mailboxes of them (`.mbox`)."""

from __future__ import annotations

import contextlib
import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import parseaddr
from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.sources.encodings import codec
from transforms.sources.page_text import page_text
from transforms.sources.raw import Limits, Raw, RawRecord, Rejected
from transforms.sources.record_fields import extra_json, iso_form
from transforms.sources.web_pages import parsed
from transforms.sources.whole import Whole, whole
from transforms.tables.inputs import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message

# The line before each message of a mailbox.
ENVELOPE = re.compile(r"^From \S{1,200} .{10,60}\b\d{4}(?: [+-]\d{4})?\r?\n(?=[A-Za-z][\w-]{1,60}:)", re.MULTILINE)
HEADER = re.compile(r"[A-Za-z][\w-]{1,60}:[ \t]?[^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,40}(?:\n|\Z)")
NAME = re.compile(r"^([A-Za-z][\w-]{1,60}):", re.MULTILINE)
# What only mail programs write: a header that a person copied into a text has none of these.
TECHNICAL = frozenset(
    {"message-id", "mime-version", "received", "return-path", "delivered-to", "content-transfer-encoding"}
)
KEPT = ("To", "Cc", "Reply-To", "Organization")
FEWEST, MOST, LONGEST_HEADER = 3, 60, 20_000


def is_mail(text: str) -> bool:
    r"""Tell mail by the header at its start: a sender, a subject or day, and a line that only mail programs write.

    >>> is_mail("From: a@post.example\nSubject: Ferry\nMessage-ID: <1@post.example>\n\nIt left."), is_mail("From: Ann\n")
    (True, False)
    """
    envelope = ENVELOPE.match(text)
    place, names = envelope.end() if envelope else 0, set()
    for _ in range(MOST):
        found = HEADER.match(text, place)
        if found is None:
            break
        names.add(text[place : found.end()].partition(":")[0].lower())
        place = found.end()
    return "from" in names and bool(names & {"subject", "date"}) and bool(names & TECHNICAL) and len(names) >= FEWEST


def mail_records(raw: Raw, *, limits: Limits) -> Iterator[RawRecord | Rejected]:
    """Give the messages of a file: the words of each, its subject as title, its sender's name as source, its date."""
    found = whole(raw, "mail", limits=limits)
    if isinstance(found, Rejected):
        yield found
        return
    starts = [match.start() for match in ENVELOPE.finditer(found.text)]
    if len(starts) < 2:  # noqa: PLR2004 - one message is the file itself
        yield _record(found, 0, 0, len(found.text))
        return
    for number, (start, end) in enumerate(pairwise([*starts, len(found.text)]), start=1):
        yield _record(found, number, start, end)


def _record(found: Whole, number: int, start: int, end: int) -> RawRecord | Rejected:
    about = found.about_slice(number, start, end) if number else found.about()
    content = found.text[start:end].encode(codec(found.encoding), "surrogatepass")
    message = message_from_bytes(content, policy=policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if any(sum(len(str(value)) for value in part.values()) > LONGEST_HEADER for part in (message, *parts)):
        detail = f"a header of more than {LONGEST_HEADER} characters"
        return Rejected(reason=Reason.BAD_RECORD, detail=detail, **about)
    try:
        text = _text(parts)
    except (LookupError, ValueError, AssertionError) as error:
        return Rejected(reason=Reason.UNDECODABLE, detail=f"the message cannot be decoded: {str(error)[:120]}", **about)
    if not text:
        return Rejected(reason=Reason.EMPTY, detail="the message has no words", **about)
    sender, address = parseaddr(_header(message, "From") or "")
    written = _header(message, "Date")
    rest = {name: value for name in KEPT if (value := _header(message, name))}
    attached = [name for part in parts if (name := part.get_filename())]
    extra = {**rest, **({"From": address} if address else {}), **({"attachments": attached} if attached else {})}
    return RawRecord(
        text=text, title=_header(message, "Subject"), published=iso_form(written) if written else None, author=None,
        source=sender or None, own_id=(_header(message, "Message-ID") or "").strip("<> ") or None, url=None, language=None,
        extra=extra_json(extra), **about,
    )  # fmt: skip


def _header(message: Message, name: str) -> str | None:
    """Give a header's value, decoded, on one line; None if there is none."""
    value = message[name]
    if value is None:
        return None
    with contextlib.suppress(LookupError, ValueError, HeaderParseError):
        value = make_header(decode_header(value))
    return " ".join(str(value).split()) or None


def _text(parts: Sequence[Message]) -> str:
    """Give a message's words: its plain part, else the main text of its page."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not part.get_filename():
                content = part.get_payload(decode=True)
                words = (
                    content.decode(part.get_content_charset() or "utf-8", "replace")
                    if isinstance(content, bytes)
                    else ""
                )
                if kind == "text/html" and words.strip():
                    words = page_text(parsed(words)) or ""
                if words := words.replace("\r\n", "\n").strip():
                    return words
    return ""
