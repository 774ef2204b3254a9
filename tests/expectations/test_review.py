"""What a reviewer decided stands on top of the report, and nothing that was typed becomes markup."""

from expectations.report.review import with_review

PAGE = "<title>Refused: r1</title><header><h1><span>✕</span> Refused</h1><p>metrics.value fails</p></header>"
ACCEPTED = [
    {"rule": "metrics.value.at_least", "reason": "Seen <script>x()</script> & known", "by": "ann", "at": "2025-06-01"}
]


def test_the_decision_is_shown_beside_the_verdict():
    page = with_review(PAGE, ACCEPTED)
    assert "<title>Published after review: r1</title>" in page
    assert "Refused, then published after review</h1>" in page
    assert "<code>metrics.value.at_least</code>" in page
    assert "metrics.value fails" in page


def test_a_reason_is_words_and_no_markup():
    page = with_review(PAGE, ACCEPTED)
    assert "<script>" not in page
    assert "&lt;script&gt;x()&lt;/script&gt; &amp; known" in page


def test_another_page_is_left_alone():
    assert with_review("<h1>Passed</h1>", ACCEPTED) == "<h1>Passed</h1>"
