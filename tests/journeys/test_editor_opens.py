"""Every page of the demo opens in the editor, live or draft, in every language."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.demo_server import log_of
from tests.journeys.visitor import Visitor

# Of each page it asks whether it is whole, in words and form.
pytestmark = pytest.mark.one_database
PEOPLE = ("admin@demo.example", "publisher@demo.example")  # each asks for half of the pages
VIEWS = ("edit/", "view_draft/", "history/", "usage/")


def all_pages(visitor):
    """The pages of all languages, as the admin's API has them."""
    pages = []
    while True:
        address = "/admin/api/main/pages/?fields=_,id,locale&order=id&limit=20"
        answer = visitor.get(f"{address}&offset={len(pages)}").text
        found = json.loads(answer)
        pages += found["items"]
        if len(pages) >= found["meta"]["total_count"]:
            return pages


def paths_of(page):
    """What the editor opens of a page; a translation is written in its editor."""
    yield from (f"/admin/pages/{page['id']}/{view}" for view in VIEWS)
    if page["meta"]["locale"] == "en":
        yield f"/admin/localize/submit/page/{page['id']}/"


def faults(visitor, paths):
    answers = ((path, visitor.get(path).status) for path in paths)
    return [f"{path}: {status}" for path, status in answers if status != 200]


def test_every_page_opens_in_the_editor(demo, demo_environment):
    visitors = [Visitor(demo).log_in(person) for person in PEOPLE]
    pages = all_pages(visitors[0])
    languages = {page["meta"]["locale"] for page in pages}
    assert len(languages) == 5
    paths = [path for page in pages for path in paths_of(page)]
    with ThreadPoolExecutor(len(visitors)) as pool:
        halves = [paths[number :: len(visitors)] for number in range(len(visitors))]
        wrong = [fault for found in pool.map(faults, visitors, halves) for fault in found]
    if wrong:
        print(log_of(demo_environment))  # noqa: T201 -- pytest shows it
    assert "\n".join(wrong) == ""
    assert len(pages) > 100
