"""Press releases as they arrive: one message a file, or a mailbox."""

import json
from email.message import EmailMessage

import pytest

from tests.transforms.sources.reading import read, reasons, texts
from transforms.sources import RawRecord
from transforms.sources.mail import is_mail

WORDS = "VIENTIANE - The Ministry of Ferries will open a pier in Pak Beng on Monday."
HEADER = (
    b"From: Ministry of Ferries <press@ferries.example>\r\nTo: News desks <desk@post.example>\r\n"
    b"Date: Fri, 03 May 2024 17:22:05 +0700\r\nSubject: A new pier\r\nMessage-ID: <17@ferries.example>\r\n"
)


def message(*, plain=WORDS, page=None, subject="A new pier", attached=None):
    made = EmailMessage()
    made["From"] = "Ministry of Ferries <press@ferries.example>"
    made["Date"] = "Fri, 03 May 2024 17:22:05 +0700"
    made["Subject"] = subject
    made["Message-ID"] = "<17@ferries.example>"
    if plain:
        made.set_content(plain)
    if page:
        made.add_alternative(page, subtype="html") if plain else made.set_content(page, subtype="html")
    if attached:
        made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename=attached)
    return made.as_bytes()


def test_a_message_is_a_record():
    (found,) = read(HEADER + b"\r\n" + WORDS.encode() + b"\r\n", "release.eml")
    assert (found.text, found.title, found.format) == (WORDS, "A new pier", "mail")
    assert (found.published, found.source, found.own_id) == (
        "2024-05-03T17:22:05+07:00", "Ministry of Ferries", "17@ferries.example",
    )  # fmt: skip
    assert json.loads(found.extra) == {"From": "press@ferries.example", "To": "News desks <desk@post.example>"}


@pytest.mark.parametrize(
    "made",
    [
        message(),
        message(plain=WORDS + " ", page=f"<p>{WORDS} Unsubscribe.</p>"),
        message(plain=None, page=f"<html><body><article><p>{WORDS}</p></article></body></html>"),
        message(attached="pier.pdf"),
    ],
)
def test_the_words_in_every_packing(made):
    assert texts(made, "a.txt") == [WORDS]


def test_encoded_words_and_attachments_are_said():
    (found,) = read(message(subject="Gare de Paksé", attached="pier.pdf"), "a.eml")
    assert found.title == "Gare de Paksé"
    assert json.loads(found.extra)["attachments"] == ["pier.pdf"]


def test_a_mailbox_has_a_record_for_each_message():
    one = b"From press@ferries.example Fri May  3 17:22:05 2024\n" + HEADER + b"\r\n" + WORDS.encode() + b"\n\n"
    found = read(one + one.replace(b"Pak Beng", b"Houayxay").replace(b"<17", b"<18"), "box.mbox")
    assert [(record.number, "Houayxay" in record.text) for record in found] == [(1, False), (2, True)]


@pytest.mark.parametrize(
    "text",
    [
        "From: Vientiane\nTo: Boten\nBy train.\n",
        "Subject: Ferry\n\nIt left.",
        "From the pier: the ferry left.\nMessage-ID: none\n",
        "From: Ann Lee\nDate: 3 May 2024\nSubject: Ferry\n\nA header that somebody copied.",
    ],
)
def test_what_is_no_mail(text):
    assert not is_mail(text)


def test_a_message_without_words():
    assert reasons(HEADER + b"\r\n \r\n", "a.eml") == ["empty"]


@pytest.mark.parametrize("name", [b"From", b"Subject", b"Date", b"Content-Type", b"To", b"X-Any"])
@pytest.mark.parametrize(
    "value",
    [b"(" * 19_000, b'"' * 19_000, b"a," * 9_000, b"=?utf-8?q?a?= " * 1_300, b"a/b;" + b"x=y;" * 4_000, b"(" * 90_000],
)
def test_hostile_headers_end(name, value):
    content = HEADER + name + b": " + value + b"\r\n\r\n" + WORDS.encode()
    (found,) = read(content, "a.eml")
    assert isinstance(found, RawRecord) or found.reason.value in {"bad_record", "bad_date", "empty", "undecodable"}
