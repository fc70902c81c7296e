"""The forms of a page, with what a browser would send: `forms_in(response, path)`."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

SENT_WHEN_CHECKED = ("checkbox", "radio")
NEVER_SENT = ("file", "image", "reset", "button")


@dataclass
class Form:
    """Where a form leads, how, and {name of a field: value}, as the page shows it."""

    path: str
    method: str
    data: dict = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.forms, self.text_of, self.select = path, [], None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            action = urljoin(self.path, attrs.get("action") or self.path)
            method = "post" if (attrs.get("method") or "").lower() == "post" else "get"
            self.forms.append(
                Form(urlsplit(action)._replace(scheme="", netloc="").geturl(), method)
            )
        name = attrs.get("name")
        if not self.forms or (not name and tag != "option"):
            return
        data = self.forms[-1].data
        if tag in ("input", "button") and attrs.get("type") not in NEVER_SENT:
            if attrs.get("type") not in SENT_WHEN_CHECKED or "checked" in attrs:
                data[name] = attrs.get("value") or ""
        elif tag == "textarea":
            self.text_of = name
            data[name] = ""
        elif tag == "select":
            self.select = name
            data[name] = ""
        elif tag == "option" and self.select and "selected" in attrs:
            data[self.select] = attrs.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text_of = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.text_of and self.forms:
            self.forms[-1].data[self.text_of] += data


def forms_in(response, path):
    """The Forms of `response`, which came from `path`; none where it is no page."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Reader(path)
    reader.feed(response.content.decode(errors="replace"))
    return [form for form in reader.forms if form.path.startswith("/")]
