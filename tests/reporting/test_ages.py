"""How long ago something was, in words."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from reporting.templatetags.ages import age


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=20), "2 weeks ago"),
        (timedelta(days=95), "3 months ago"),
        (timedelta(days=364), "12 months ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_an_age_has_one_unit(passed, words):
    assert age(timezone.now() - passed) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "hace 2 meses"),
        ("it", "2 mesi fa"),
        ("he", "לפני חודשיים"),
        ("ar", "قبل شهرين"),
    ],
)
def test_two_months_are_said_as_the_language_says_them(language, words):
    with translation.override(language):
        assert age(timezone.now() - timedelta(days=70)) == words


def test_the_admin_says_ages_in_the_same_words():
    template = Template("{% load wagtailadmin_tags %}{% human_readable_date moment %}")
    moment = Context({"moment": timezone.now() - timedelta(days=70)})
    with translation.override("ar"):
        assert ">قبل شهرين</time>" in template.render(moment)
