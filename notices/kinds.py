"""Kinds of mail: what each says, who gets it, and whether it may be switched off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KINDS = {}


class Unwanted(Exception):
    """The mail is not to be sent any more; the text says why, for administrators."""


def no_facts(mail):
    """{}: the words of the kind say it all."""
    return {}


def no_files(mail):
    """(): nothing is attached."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of mail.

    `key` stands in stored rows: it never changes. `name` says in a few words which mails these are,
    `to_whom` who gets them, in English, for the style guide.

    `subject`, `text` (one paragraph), `button` and `reason` (why the person receives it) are what
    it says; `%(…)s` in the first three stands for facts. The button leads to `path`: the name of an
    address of the portal, or a path below the language.

    What a single Mail says is asked when it is sent, in the language of the person, of two
    functions that take it. `facts` gives the values of the words and, as "path", where the button
    leads if that differs; it raises Unwanted where the mail says nothing true any more. `files`
    gives what is attached as (name, content, type) each. So a row holds references alone.

    `may_be_muted`: people may switch it off. `is_safety`: it is sent once more where nobody knows
    whether it has left. `sample` are the facts for the style guide.
    """

    key: str
    name: str | Promise
    to_whom: str
    subject: str | Promise
    text: str | Promise
    button: str | Promise
    path: str
    reason: str | Promise
    facts: Callable = no_facts
    files: Callable = no_files
    may_be_muted: bool = True
    is_safety: bool = False
    sample: Mapping = field(default_factory=dict)

    @property
    def has_words(self):
        """Whether the words stand here, and not in each mail."""
        return bool(self.subject)

    def message(self, mail):
        """A Django message, not sent yet, that says the Mail `mail` in the active language.

        Raises Unwanted.
        """
        facts = dict(self.facts(mail))
        path = facts.pop("path", "") or own_path(self.path)
        message = self.compose(facts, settings.SITE_URL + path, off_url=mail.off_url)
        for attached in self.files(mail):
            message.attach(*attached)
        return message

    def compose(self, facts, url, off_url=""):
        """A Django message to nobody yet: the words with `facts`, as plain text and HTML.

        `url` is where the button leads, `off_url` where this kind can be switched off.
        """
        words = {name: str(getattr(self, name)) for name in ("subject", "text", "button")}
        plain = {name: filled(text, facts) for name, text in words.items()}
        # A title may be in another language, and run the other way, than the words around it.
        apart = {name: format_html("<bdi>{}</bdi>", fact) for name, fact in facts.items()}
        rich = {name: filled(conditional_escape(text), apart) for name, text in words.items()}
        shared = {"reason": self.reason, "url": url, "off_url": off_url}
        message = EmailMultiAlternatives(
            " ".join(plain["subject"].split()),
            render_to_string("emails/mail.txt", {"mail": plain, **shared}),
        )
        html = {"mail": rich, "title": plain["subject"], **shared}
        message.attach_alternative(render_to_string("emails/mail.html", html), "text/html")
        return message


def filled(text, facts):
    """`text` with `facts` put in, SafeString where it was one. Without facts it is as it stands."""
    if not facts:
        return text
    put_in = text % facts
    return mark_safe(put_in) if isinstance(text, SafeString) else put_in  # noqa: S308 -- both safe


def own_path(address):
    """The path of an `address` of the portal in the active language.

    It is a name in the URL map, or a path below the language, which begins with a slash.
    """
    return f"/{get_language()}{address}" if address.startswith("/") else reverse(address)


def declare_kinds(*kinds):
    """Make `kinds` known; for the `ready` of an AppConfig. Raises ValueError for a key twice."""
    for kind in kinds:
        if KINDS.setdefault(kind.key, kind) is not kind:
            raise ValueError(f"Two kinds of mail are called “{kind.key}”.")


def mutable_kinds():
    """The kinds that people may switch off, in the order of their declaration."""
    return [kind for kind in KINDS.values() if kind.may_be_muted]
