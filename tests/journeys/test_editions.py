"""What is published shows at once, whichever of the server's processes answers."""

import re

from tests.journeys.visitor import Visitor

FOOTER = re.compile(r'class="site-footer-links">(.*?)</ul>', re.DOTALL)
EDIT = r"/admin/pages/(\d+)/edit/"


def footer(demo):
    """The pages at the foot of the home page, as a new visitor sees them."""
    links = re.findall(r'href="([^"]+)"', FOOTER.search(Visitor(demo).get("/en/").text)[1])
    return [link for link in links if link not in ("/en/feed/", "/en/contact/write/")]


def test_an_editors_change_reaches_every_process(demo):
    admin = Visitor(demo).log_in("admin@demo.example")
    before = footer(demo)
    for _visit in range(20):
        assert footer(demo) == before
    slug = before[-1].split("/")[-2]
    found = admin.get(f"/admin/pages/search/?q={slug}").text
    move = f"/admin/pages/{re.search(EDIT, found)[1]}/set_position/?position="
    admin.post(f"{move}0", form_at="/admin/account/")
    for _visit in range(20):
        assert footer(demo) == [before[-1], *before[:-1]]
    admin.post(f"{move}{len(before) - 1}", form_at="/admin/account/")
    for _visit in range(20):
        assert footer(demo) == before
