"""What every page that the portal sends must be: `assert_valid_html(response)`."""

import re
from collections import Counter
from html.parser import HTMLParser

from justhtml import JustHTML

VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
VOID = set(VOID_NAMES.split())
# Attributes that name the ids of other elements.
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")
INTERACTIVE = ("a", "button", "select", "textarea", "summary", "label")
PHRASING_PARENTS = ("p", "h1", "h2", "h3", "h4", "span", "label", "button", "summary", "legend")
FLOW_NAMES = (
    "div p ul ol dl table form section article aside nav header footer figure fieldset "
    "details blockquote main pre hr h1 h2 h3 h4 address"
)
FLOW_ONLY = set(FLOW_NAMES.split())
# Tags around which white space does not show.
BLOCKS = (
    f"{FLOW_NAMES} li dt dd tr td th thead tbody caption figcaption legend summary option button"
)
BLOCKS += " html head body title meta link script main label svg path"
EDGE = "|".join(sorted(BLOCKS.split()))
WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML takes for it: a hard space is none
SPACE_AT_AN_EDGE = re.compile(rf"(</?(?:{EDGE})\b[^>]*>) | (?=</?(?:{EDGE})\b)")
DATA_BLOCKS = ("application/json", "application/ld+json")  # which no browser runs
HEADINGS_ALLOWED_IN = ("summary", "legend")


class _Balance(HTMLParser):
    """Finds tags that are not closed in their order (browsers repair them in silence)."""

    def __init__(self):
        super().__init__()
        self.open, self.problems = [], []

    def handle_starttag(self, tag, attrs):
        repeated = [name for name, count in Counter(name for name, _ in attrs).items() if count > 1]
        if repeated:
            self.problems.append(f"<{tag}> has {repeated} twice, line {self.getpos()[0]}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID and "svg" not in self.open and tag != "svg":
            self.problems.append(f"<{tag}/> closes nothing, line {self.getpos()[0]}")

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            line = self.getpos()[0]
            self.problems.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}, line {line}")


def joined(html):
    """`html` in one line, without the white space in it that does not show."""
    line = WHITE_SPACE.sub(" ", html).strip().replace(" >", ">")
    return SPACE_AT_AN_EDGE.sub(r"\1", line)


def html_problems(html, is_page=True):
    """A list of sentences, one for each fault found in `html`; empty where all is well.

    `is_page=False` is for a fragment: no head, language or heading is asked for.
    """
    document = JustHTML(html, sanitize=False, collect_errors=True, fragment=not is_page)
    nodes = list(document.query("*"))
    balance = _Balance()
    balance.feed(html)
    problems = [str(error) for error in document.errors] + balance.problems
    problems += [f"<{tag}> is never closed" for tag in balance.open]
    for node in nodes:
        problems += _problems_of(node)
    problems += _problems_of_ids(nodes)
    return problems + (_problems_of_frame(document, nodes) if is_page else [])


def assert_valid_html(response, is_page=True):
    """Fail with every fault of a response (or of a text) of HTML. Returns the text, joined."""
    html = response if isinstance(response, str) else response.content.decode()
    assert html_problems(html, is_page) == []
    return joined(html)


def _problems_of(node):
    attributes = node.attrs or {}
    found = [f"<{node.name} {name}>" for name in attributes if name == "style" or name[:2] == "on"]
    if node.name == "style" or (
        node.name == "script"
        and "src" not in attributes
        and attributes.get("type") not in DATA_BLOCKS
    ):
        found.append(f"inline <{node.name}>")
    if node.name == "img" and "alt" not in attributes:
        found.append(f"<img> without alt: {attributes.get('src')}")
    parents = _parents(node)
    if node.name in INTERACTIVE[:-1] and any(name in INTERACTIVE[:2] for name in parents):
        found.append(f"<{node.name}> inside a link or button")
    if node.name in FLOW_ONLY and parents and parents[0] in PHRASING_PARENTS:
        is_heading = node.name[0] == "h" and parents[0] in HEADINGS_ALLOWED_IN
        found += [] if is_heading else [f"<{node.name}> inside <{parents[0]}>"]
    if node.name == "li" and parents and parents[0] not in ("ul", "ol", "menu"):
        found.append(f"<li> inside <{parents[0]}>")
    if parents and parents[0] in ("ul", "ol") and node.name not in ("li", "script", "template"):
        found.append(f"<{node.name}> inside <{parents[0]}>")
    if node.name == "figcaption" and node not in _ends_of(node.parent):
        found.append("<figcaption> is neither first nor last")
    return found


def _ends_of(node):
    elements = [child for child in node.children if child.name[0] != "#"]
    return elements[0], elements[-1]


def _parents(node):
    names = []
    while node.parent is not None and getattr(node.parent, "name", "#")[0] != "#":
        node = node.parent
        names.append(node.name)
    return names


def _problems_of_ids(nodes):
    ids = Counter(node.attrs["id"] for node in nodes if (node.attrs or {}).get("id"))
    found = [f"id “{name}” stands {count} times" for name, count in ids.items() if count > 1]
    for node in nodes:
        for attribute in REFERENCES:
            for name in ((node.attrs or {}).get(attribute) or "").split():
                if name not in ids:
                    found.append(f"<{node.name} {attribute}> names “{name}”, which is not there")
        href = (node.attrs or {}).get("href") or ""
        if href.startswith("#") and len(href) > 1 and href[1:] not in ids:
            found.append(f"link to {href}, which is not there")
    return found


def _problems_of_frame(document, nodes):
    found = []
    names = Counter(node.name for node in nodes)
    root = document.query_one("html").attrs or {}
    if not root.get("lang") or not root.get("dir"):
        found.append("<html> without lang and dir")
    title = document.query_one("title")
    if title is None or not title.to_text().strip():
        found.append("no title")
    for name in ("main", "h1"):
        if names[name] != 1:
            found.append(f"{names[name]} times <{name}>")
    return found
