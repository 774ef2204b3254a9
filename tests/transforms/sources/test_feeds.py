"""Feeds and agency XML: one record a story, and nothing hostile is followed."""

import json

import pytest

from tests.transforms.sources.reading import read, reasons, texts
from transforms.sources import RawRecord

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Pak Beng Post</title><link>https://post.example</link>
<item><title>A new pier</title><link>https://post.example/pier</link><guid>pier-1</guid><dc:creator>Ann Lee</dc:creator>
<pubDate>Fri, 03 May 2024 17:22:05 +0700</pubDate><category>River</category><description>Short.</description>
<content:encoded><![CDATA[<p>The pier opened on Friday.</p><script>x()</script><p>It cost 2 million kip.</p>]]></content:encoded></item>
<item><title>Only a title</title></item>
<item><title>Rain</title><description>It rained &lt;b&gt;hard&lt;/b&gt; in Houayxay.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Pak Beng Post</title>
<entry><title>A new pier</title><id>tag:post.example,2024:1</id><link rel="self" href="https://post.example/1.atom"/>
<link href="https://post.example/pier"/><published>2024-05-03T17:22:05+07:00</published><updated>2024-05-04T00:00:00Z</updated>
<author><name>Ann Lee</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The pier opened.</p><p>It is long.</p></div></content></entry></feed>"""
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf><head><title>pier</title><docdata><doc-id id-string="N17"/><date.issue norm="20240503T172205Z"/></docdata>
<pubdata name="Pak Beng Wire"/></head><body><body.head><hedline><hl1>A new pier</hl1></hedline><byline>By Ann Lee</byline>
<dateline>PAK BENG</dateline></body.head><body.content><p>The pier opened.</p><p>It is long.</p></body.content></body></nitf>"""
G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="g1"><itemMeta><provider literal="Pak Beng Wire"/></itemMeta><contentMeta><contentCreated>2024-05-03T17:22:05+07:00</contentCreated>
<headline>A new pier</headline><by>By Ann Lee</by><language tag="en"/></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The pier opened.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="g2"><contentMeta><headline>Rain</headline></contentMeta><contentSet><inlineXML><html><body><p>It rained.</p></body></html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>"""


def test_an_item_of_rss_with_its_fullest_text():
    pier, bare, rain = read(RSS.encode(), "feed.xml")
    assert (pier.text, pier.title, pier.source, pier.author) == (
        "The pier opened on Friday.\nIt cost 2 million kip.", "A new pier", "Pak Beng Post", "Ann Lee",
    )  # fmt: skip
    assert (pier.published, pier.url, pier.own_id) == (
        "2024-05-03T17:22:05+07:00",
        "https://post.example/pier",
        "pier-1",
    )
    assert json.loads(pier.extra) == {"categories": ["River"]}
    assert (bare.reason.value, bare.number) == ("bad_record", 2)
    assert rain.text == "It rained hard in Houayxay."
    assert len({pier.sha256, rain.sha256}) == 2


def test_an_entry_of_atom():
    (entry,) = read(ATOM.encode(), "feed.atom")
    assert (entry.text, entry.author, entry.url) == (
        "The pier opened.\nIt is long.",
        "Ann Lee",
        "https://post.example/pier",
    )
    assert entry.published == "2024-05-03T17:22:05+07:00"


def test_a_story_in_nitf():
    (story,) = read(NITF.encode(), "story.xml")
    assert (story.text, story.title, story.author, story.source) == (
        "The pier opened.\nIt is long.", "A new pier", "Ann Lee", "Pak Beng Wire",
    )  # fmt: skip
    assert (story.published, story.own_id, json.loads(story.extra)) == (
        "2024-05-03T17:22:05+00:00", "N17", {"dateline": "PAK BENG"},
    )  # fmt: skip


def test_stories_in_newsml():
    one, other = read(G2.encode(), "message.xml")
    assert (one.text, one.title, one.author, one.source, one.language) == (
        "The pier opened.", "A new pier", "Ann Lee", "Pak Beng Wire", "en",
    )  # fmt: skip
    assert (other.text, other.own_id, other.number) == ("It rained.", "g2", 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (RSS.replace("</channel>", ""), "bad_record"),
        ('<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><item><description>&b;</description></item></rss>', "unsupported_format"),
        ('<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><description>&f;</description></item></rss>', "unsupported_format"),
        ("<rss><channel><title>Post</title></channel></rss>", "empty"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><text>The pier</text></svg>", "unsupported_format"),
        ("<rss>" + "<item>" * 100_000, "bad_record"),
        ("<nitf><body><body.content></body.content></body></nitf>", "markup_without_text"),
    ],
)  # fmt: skip
def test_what_is_refused(content, reason):
    assert reasons(content.encode(), "a.xml") == [reason]


def test_an_outside_file_is_never_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret pier.")
    late = " " * 70_000  # the declaration stands behind the part that a format is told from
    content = f'<?xml version="1.0"?><!--{"x" * 900}--><!DOCTYPE rss {late} [<!ENTITY f SYSTEM "{secret.as_uri()}">]><rss><item><description>&f;</description></item></rss>'
    assert all("secret" not in text for text in texts(content.encode(), "a.xml"))


def test_many_items_are_read_in_bounded_time():
    items = "".join(
        f"<item><title>Pier {n}</title><description>The pier {n} opened.</description></item>" for n in range(3000)
    )
    found = read(f"<rss><channel><title>Post</title>{items}</channel></rss>".encode(), "feed.xml")
    assert len(found) == 3000
    assert all(isinstance(record, RawRecord) for record in found)
