"""Pages give their main text and what they declare about themselves."""

import json

import pytest

from tests.transforms.sources.reading import read, reasons
from transforms.sources import RawRecord
from transforms.sources.error_pages import error_page

BODY = """
<nav><a href="/">Home</a> <a href="/river">River</a></nav>
<div id="cookie-banner">We use cookies. <button>Accept</button></div>
<article>
<h1>Ferry makes its first trip</h1>
<p class="standfirst">Two boats now cross at Pak Beng every hour</p>
<p class="byline">By Somsy Keo, River Correspondent</p>
<figure><img src="a.jpg"><figcaption>The ferry on Monday. Photo: K. Lim</figcaption></figure>
<p>PAK BENG &mdash; The new ferry made its first trip on Monday with 60 passengers and 12 motorcycles aboard, its captain said.</p>
<aside><h3>Most read</h3><ul><li>Rain closes the pass</li></ul></aside>
<script>track("2030-01-01")</script>
<p>&ldquo;The river is high, but we are ready,&rdquo; said harbour master Bounmy Lao, who has worked on the river for 30 years.</p>
</article>
<div class="related-stories"><a href="/x">Bridge delayed again</a></div>
<footer>&copy; 2024 The River Herald</footer>
"""
ARTICLE = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Site"},
        {
            "@type": ["NewsArticle"],
            "headline": "Ferry makes first trip",
            "datePublished": "2024-05-06T08:00:00+07:00",
            "dateModified": "2024-05-07",
            "author": [{"@type": "Person", "name": "Somsy Keo", "jobTitle": "River Correspondent"}, {"name": "A. Lim"}],
            "publisher": {"name": "The River Herald"},
            "inLanguage": "en-GB",
        },
    ],
}
META = """<meta charset="utf-8"><title>Ferry makes its first trip | The River Herald</title>
<meta property="og:title" content="Ferry &amp; first trip"><meta property="og:site_name" content="The River Herald">
<meta property="article:published_time" content="2024-05-06"><meta name="author" content="Somsy Keo">
<link rel="canonical" href="https://riverherald.example/ferry">"""


def page(head="", body=BODY, lang=' lang="en"'):
    return f"<!DOCTYPE html><html{lang}><head>{head}</head><body>{body}</body></html>"


def test_the_main_text_is_what_a_reader_came_for():
    (found,) = read(page().encode(), "ferry.html")
    lines = found.text.split("\n")
    assert lines[-2].startswith("PAK BENG — The new ferry made its first trip")
    assert lines[-1].startswith("“The river is high")
    assert "By Somsy Keo, River Correspondent" in lines
    for beside in ("Home", "cookies", "Most read", "Rain", "track", "Bridge delayed", "©", "Photo"):
        assert beside not in found.text


@pytest.mark.parametrize(
    "wrapper",
    [
        '<form action="/">{}</form>',
        '<div class="content-sidebar-wrap">{}</div>',
        '<div class="has-related" hidden>{}</div>',
    ],
)
def test_what_holds_the_article_is_never_taken_for_a_box_beside_it(wrapper):
    paragraphs = "".join(
        f"<p>The ferry made trip number {number} on Monday, its captain told reporters at the pier.</p>"
        for number in range(9)
    )
    (found,) = read(page(body=wrapper.format(paragraphs)).encode(), "ferry.html")
    assert found.text.count("its captain") == 9


def test_json_ld_describes_the_page():
    script = f'<script type="application/ld+json">{json.dumps(ARTICLE)}</script>'
    (found,) = read(page(META + script).encode(), "ferry.html")
    assert (found.title, found.published, found.author) == (
        "Ferry makes first trip",
        "2024-05-06T08:00:00+07:00",
        "Somsy Keo, A. Lim",
    )
    assert (found.source, found.url, found.language) == ("The River Herald", "https://riverherald.example/ferry", "en")
    assert json.loads(found.extra) == {"author_role": "River Correspondent", "modified": "2024-05-07"}


def test_meta_tags_describe_the_page():
    (found,) = read(page(META).encode(), "ferry.html")
    assert (found.title, found.published, found.source, found.author) == (
        "Ferry & first trip",
        "2024-05-06",
        "The River Herald",
        "Somsy Keo",
    )


def test_a_page_that_says_nothing_of_itself():
    (found,) = read(page(lang="").encode(), "ferry.html")
    assert (found.title, found.published, found.source, found.language) == (
        "Ferry makes its first trip",
        None,
        None,
        None,
    )
    (found,) = read(page("<title>Ferry | Herald</title>", "<p>The ferry left.</p>").encode(), "ferry.html")
    assert (found.title, found.text) == ("Ferry", "The ferry left.")


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[[[[",
        '"NewsArticle"',
        "[" * 50_000,
        '{"@type": 3}',
        '{"@type": "NewsArticle", "author": 7, "headline": {}}',
        "null",
    ],
)
def test_broken_descriptions_are_passed_over(script):
    (found,) = read(page(f'<script type="application/ld+json">{script}</script>').encode(), "ferry.html")
    assert isinstance(found, RawRecord)
    assert found.published is None


def test_dates_are_never_guessed():
    (found,) = read(page('<meta name="date" content="06/05/2024">').encode(), "ferry.html")
    assert (found.published, found.extra) == (None, '{"published": "06/05/2024"}')
    assert reasons(page('<meta name="date" content="2031-01-01">').encode(), "ferry.html") == ["bad_date"]


def test_a_declared_charset_is_used():
    text = "国家主席在万象会见了代表团,双方就铁路和电力合作交换了意见,并签署了三项协议。" * 3
    content = page('<meta charset="gb2312">', f"<article><p>{text}</p></article>").encode("gb18030")
    (found,) = read(content, "ferry.html")
    assert (found.text, found.encoding) == (text, "gb18030")


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "<div>" * 5000 + "The ferry left.",
        "<p>The ferry left.<p" * 2000,
        "<p>The ferry left.</p>" + "<b>" * 3000,
        "<a" * 20_000 + "<p>The ferry left.",
    ],
)
def test_broken_markup_is_survived(body):
    assert len(read(page(body=body).encode(), "ferry.html")) == 1


ERROR_PAGES = [
    "404 Not Found",
    "Error 404: page not found\nGo back to the home page.",
    "# Page not found\n\nThe page may have moved.",
    "Access Denied\nYou don't have permission to access this server.",
    "Just a moment...\nEnable JavaScript and cookies to continue",
    "503 Service Unavailable\nNo server is available.",
    "riverherald.example\nPlease verify you are human by completing the action below.",
    "The ferry made its first trip on Monday.\n\nSubscribe to continue reading\n\nAlready a subscriber? Log in",
    "Attention Required! | Cloudflare\nSorry, you have been blocked",
]
NO_ERROR_PAGES = [
    "The ferry left.",
    "The minister said the '404 Not Found' page had been seen by thousands of visitors.",
    "Access to the river was denied to traders on Monday.",
    "404 people crossed the river on Monday.",
    "503 families moved to higher ground, the province said.",
    "Forbidden City opens two more halls",
    "Captcha tests are ever harder to solve, a study of 1,400 people says.",
    "Page not found in archive: historians hunt for a missing treaty\n\nVIENTIANE – A leaf is missing.",
]


@pytest.mark.parametrize("text", ERROR_PAGES)
def test_error_pages_are_told(text):
    assert error_page(text)
    assert reasons(text.encode()) == ["error_page"]


@pytest.mark.parametrize("text", NO_ERROR_PAGES)
def test_news_is_no_error_page(text):
    assert error_page(text) is None


def test_an_error_in_the_title_is_enough():
    assert reasons(page("<title>404 Not Found</title>", "<h1>404 Not Found</h1><p>nginx</p>").encode(), "a.html") == [
        "error_page"
    ]
