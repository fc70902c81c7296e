"""Every kind of mail, in every language."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from notices.kinds import KINDS, Kind, declare_kinds, filled, mutable_kinds

WORDS = [kind for kind in KINDS.values() if kind.has_words]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
OFF = "https://portal.example/mails/off/x/"
URL = "https://portal.example/there/?a=1&b=2"


class Text(HTMLParser):
    """The words of a page, without its styles."""

    def __init__(self, html):
        super().__init__()
        self.words, self._is_style = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._is_style = tag == "style"

    def handle_data(self, data):
        if not self._is_style:
            self.words.append(data)


def said(kind, language):
    """(message, html) of the sample of a kind."""
    with override(language):
        message = kind.compose(kind.sample, URL, off_url=OFF if kind.may_be_muted else "")
        message.message()  # raises where a header is not whole
    return message, message.alternatives[0].content


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.key)
def test_a_mail_is_whole_in_its_language(kind, language):
    message, html = said(kind, language)
    direction = "rtl" if language in ("he", "ar") else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert html.count('class="button"') == 1
    for text in (message.body, html):
        assert text.count(URL if text is message.body else URL.replace("&", "&amp;")) in (1, 3)
        assert ("/mails/off/" in text) == kind.may_be_muted
    words = " ".join("".join(Text(html).words).split())
    with override(language):
        for part in (kind.reason, filled(str(kind.text), kind.sample)):
            assert " ".join(str(part).split()) in words
            assert str(part) in message.body
    assert message.subject
    assert "%(" not in message.subject + message.body + html


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.key)
def test_no_part_of_a_mail_is_left_in_english(kind, language):
    for name in ("subject", "text", "button", "reason"):
        words = str(getattr(kind, name))
        if not re.fullmatch(r"%\(\w+\)s", words):
            with override(language):
                assert gettext(words) != words, name


def test_facts_are_kept_apart_from_the_words_around_them():
    kind = next(kind for kind in WORDS if kind.key == "module_completed")
    title = 'A <b> & "c"'
    message = kind.compose({"module": title}, URL)
    assert title in message.subject
    assert title in message.body
    html = message.alternatives[0].content
    assert "<bdi>A &lt;b&gt; &amp; &quot;c&quot;</bdi>" in html
    assert f"<title>{message.subject}".replace('"', "&quot;").split("“")[0] in html


def test_a_title_of_two_lines_makes_a_subject_of_one():
    kind = next(kind for kind in WORDS if kind.key == "module_completed")
    assert "\n" not in kind.compose({"module": "one\ntwo"}, URL).subject


def test_two_kinds_with_one_key_are_refused():
    kind = WORDS[0]
    declare_kinds(kind)  # the same one again changes nothing
    other = Kind(**{name: getattr(kind, name) for name in kind.__dataclass_fields__})
    with pytest.raises(ValueError, match=kind.key):
        declare_kinds(Kind(**vars(other) | {"subject": "another"}))


def test_each_kind_that_can_be_switched_off_has_a_name_of_its_own():
    names = [str(kind.name) for kind in mutable_kinds()]
    assert len(set(names)) == len(names) == 6
    assert all(re.match(r"\w", name) for name in names)
