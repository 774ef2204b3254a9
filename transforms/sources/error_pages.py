"""Pages that hold no article: errors, captchas, paywalls."""

from __future__ import annotations

import re

LONGEST_HEADING = 90
LONGEST_PAGE = 1500
LONGEST_NOTICE = 800
SITE = re.compile(r"\s[|\u2013\u2014-]\s")
HEADING = re.compile(
    r"(?:error:?\s)?(?:4\d\d|5\d\d)\b.{0,5}(?:not found|forbidden|unauthori[sz]ed|bad gateway|service (?:temporarily )?unavailable"
    r"|internal server error|gateway time-?out|gone|too many requests|page not found|error).{0,40}"
    r"|(?:error\s)?(?:4\d\d|5\d\d)(?:\serror)?"
    r"|(?:(?:oops|sorry)\W{1,3})?(?:the\s|this\s)?page (?:not found|(?:can ?not|could not|can['’]t) be found|does(?: not|n['’]t) exist|is not available)\W{0,3}"
    r"|access (?:to this page has been )?denied\W{0,3}|forbidden|just a moment\W{0,3}|attention required!.{0,20}|are you (?:a robot|human)\?"
    r"|(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)\W{0,3}"
    r"|security check(?: required)?|one more step|robot check|pardon our interruption\W{0,3}",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"enable javascript and cookies to continue|checking (?:if the site connection is secure|your browser before accessing)"
    r"|(?:please |to )?(?:verify|confirm|prove) (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a (?:ro)?bot)|complete the captcha|solve (?:the|this) captcha"
    r"|unusual (?:traffic|activity) from your (?:computer )?network|why do i have to complete a captcha|enter the characters you see (?:below|in the image)"
    r"|the requested url .{0,80}was not found on this server|the page you (?:are|were) looking for (?:could not|cannot|can['’]t|does not|doesn['’]t|no longer|was not|is not|has been)"
    r"|you (?:don['’]t|do not) have permission to access"
    r"|(?:subscribe|sign in|log in|register)(?: now)?(?: or (?:subscribe|sign in|log in|register))? to (?:continue|keep) reading"
    r"|to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign in|log in|register|create)"
    r"|(?:this|the) (?:article|content|story|page) is (?:only )?(?:for|available(?: only)? to|reserved for|exclusive to) (?:our )?(?:paying |premium )?(?:subscribers|members)"
    r"|subscribe to (?:read|unlock|view|access) (?:the (?:full|rest of)|this|the)\b.{0,20}|already a subscriber\? (?:log|sign) in",
    re.IGNORECASE,
)


def error_page(text: str) -> str | None:
    """Give the words by which a page shows that it is no article; None for a page that may be one.

    A long text is never an error page, and a short one only if its first line is an error's heading, or if it tells its
    reader (not its news) to prove, enable or pay something.

    >>> error_page("404 Not Found")
    '404 Not Found'
    >>> error_page("The minister said the 404 pages had been repaired.") is None
    True
    """
    head = text[: LONGEST_PAGE + 1].strip()
    if len(head) > LONGEST_PAGE:
        return None
    if sign := error_heading(head.split("\n", 1)[0]):
        return sign
    notice = NOTICE.search(head) if len(head) <= LONGEST_NOTICE else None
    return notice[0] if notice else None


def error_heading(line: str) -> str | None:
    """Give a heading that only error pages have; None for any other.

    >>> error_heading("Page not found | The Harbour Post")
    'Page not found | The Harbour Post'
    """
    heading = line.strip().lstrip("# ")
    if len(heading) > LONGEST_HEADING:
        return None
    parts = [heading, *SITE.split(heading)]
    return heading if any(HEADING.fullmatch(part.strip()) for part in (parts[0], parts[1])) else None
