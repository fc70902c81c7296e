"""Every page that a person can reach by links: it answers, is valid, and stays with us."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.html import html_problems
from tests.journeys.visitor import Visitor

# Of each page it asks whether it is whole, in words and form.
pytestmark = pytest.mark.one_database
VISITS = [
    (None, "en"),
    (None, "ar"),
    ("sme@demo.example", "en"),
    ("city@demo.example", "en"),
    ("trainer@demo.example", "en"),
]
STARTS = ("", "accounts/login/", "accounts/signup/", "search/?q=market")
MOST_PAGES = 150
LOADING = ("script", "img", "iframe", "video", "audio", "source", "track")
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "apple-touch-icon"}
ODD_QUERIES = (
    "?q=%22&p=-1&page=x&module=&ordering=%00&level[]=9",
    "?q=" + "a" * 3000,
    "?audience=nobody&level=none&language=xx&hours=many&q=%F0%9F%99%82%27%29%3B--",
)


class Addresses(HTMLParser):
    """What a page links to, and what a browser loads to show it."""

    def __init__(self, answer):
        super().__init__()
        self.base, self.links, self.loads = answer.url, set(), set()
        self.feed(answer.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a" and attrs.get("href"):
            self.links.add(urldefrag(urljoin(self.base, attrs["href"]))[0])
        elif tag in LOADING and attrs.get("src"):
            self.loads.add(urljoin(self.base, attrs["src"]))
        elif tag == "link" and LOADED_LINKS & set(attrs.get("rel", "").split()):
            self.loads.add(urljoin(self.base, attrs["href"]))


def reachable(visitor, language):
    """Each page below a language that can be reached by links, once, with its answer."""
    home = f"{visitor.address}/{language}/"
    waiting = [home + start for start in STARTS]
    seen = set(waiting)
    while waiting:
        url = waiting.pop(0)
        answer = visitor.get(url)
        yield url, answer
        if answer.kind != "text/html" or answer.status != 200:
            continue
        for link in sorted(Addresses(answer).links):
            is_new = link.startswith(home) and link not in seen
            if is_new and "logout" not in link and "next=" not in link:
                seen.add(link)
                waiting.append(link)
        assert len(seen) < MOST_PAGES, "links without end"


@pytest.mark.parametrize(("email", "language"), VISITS)
def test_every_reachable_page(demo, email, language):
    visitor = Visitor(demo)
    if email:
        visitor.log_in(email)
    faults, loads, paths = [], set(), set()
    for url, answer in reachable(visitor, language):
        path = url.removeprefix(demo)
        paths.add(urlsplit(path).path)
        if answer.status not in (200, 403):  # 403: a lesson that its order still locks
            faults.append(f"{path}: {answer.status}")
        elif answer.kind == "text/html":
            faults += [f"{path}: {problem}" for problem in html_problems(answer.text)]
            loads |= {each for each in Addresses(answer).loads if not each.startswith("data:")}
        policy = answer.headers.get("Content-Security-Policy", "")
        if "unsafe" in policy or "default-src 'none'" not in policy:
            faults.append(f"{path}: policy “{policy}”")
    faults += [f"loads {load}" for load in loads if not load.startswith(demo)]
    faults += [f"{load}: {status}" for load in loads if (status := visitor.get(load).status) != 200]
    faults += [
        f"{path}{query}: {answer.status}"
        for path in sorted(paths)
        for query in ODD_QUERIES
        if (answer := visitor.get(path + query)).status >= 500
    ]
    assert faults == []
    assert len(paths) > 20


@pytest.mark.parametrize("email", ["trainer@demo.example", "admin@demo.example"])
def test_odd_queries_do_not_break_reports(demo, email):
    visitor = Visitor(demo).log_in(email)
    for path in ("", "results/", "summary/", "tracks/", "tracks/summary/", "matrix/"):
        for query in ("", *ODD_QUERIES):
            answer = visitor.get(f"/admin/reports/completion/{path}{query}")
            assert answer.status == 200, f"{path}{query}"
