"""What is kept about people is declared, in words that the privacy page shows."""

from dataclasses import replace
from html import unescape

import pytest
from django.conf import settings
from django.utils.translation import override

from accounts import personal_data
from accounts.personal_data import (
    DELETED,
    Anonymised,
    LegalBasis,
    Period,
    PersonalData,
    declared_personal_data,
)
from accounts.personal_data_checks import check_personal_data
from home.blocks import PersonalDataBlock
from tests.factories.pages import StandardPageFactory
from tests.html import assert_valid_html


def about(*names, on_erasure=DELETED):
    """A kind of records that are held there."""
    return PersonalData(
        what="Notes",
        why="To test",
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=names,
        on_erasure=on_erasure,
    )


def named(monkeypatch, kinds):
    """{(what, id of the error)} that the check finds where these kinds alone are declared."""
    monkeypatch.setattr(personal_data, "_declared", list(kinds))
    return {(error.obj, error.id) for error in check_personal_data()}


def test_what_nobody_declares_is_named_with_what_hangs_on_it(monkeypatch):
    kinds = declared_personal_data()
    assert named(monkeypatch, kinds) == set()
    without = [kind for kind in kinds if "assessments.Attempt" not in kind.held_in]
    found = {each for each in named(monkeypatch, without) if each[1] != "accounts.E007"}
    assert found == {
        ("assessments.Attempt.layout", "accounts.E001"),
        ("assessments.Attempt.learner", "accounts.E001"),
        ("assessments.CheckResponse.answer", "accounts.E001"),
        ("assessments.CheckResponse.learner", "accounts.E001"),
        ("assessments.Pass.learner", "accounts.E001"),
        ("assessments.Response.answer", "accounts.E001"),
    }


def test_a_declared_name_that_is_of_nothing_is_named(monkeypatch):
    kinds = [*declared_personal_data(), about("learning.Diary", "learning.Visit.mood")]
    assert named(monkeypatch, kinds) == {
        ("learning.Diary", "accounts.E002"),
        ("learning.Visit.mood", "accounts.E002"),
    }


def test_what_nobody_says_how_to_forget_is_named_with_texts_that_would_stay(monkeypatch):
    kinds = [
        about("learning.Visit", on_erasure=None),
        about("learning.Excuse", "learning.Absence", on_erasure={"learning.Excuse": DELETED}),
        about("learning.Opinion", on_erasure=Anonymised(emptied=("used", "mood"))),
        replace(about("accounts.PendingSignup"), period=Period.MONTH),
    ]
    known = {"accounts.E004", "accounts.E005", "accounts.E006"}
    found = {each for each in named(monkeypatch, kinds) if each[1] in known}
    assert found == {
        ("learning.Visit", "accounts.E004"),
        ("learning.Absence", "accounts.E004"),
        ("learning.Opinion.missing", "accounts.E005"),
        ("learning.Opinion.hindered", "accounts.E005"),
        ("learning.Opinion.mood", "accounts.E005"),
        ("accounts.PendingSignup", "accounts.E006"),
    }


def test_nothing_is_declared_twice():
    names = [name for kind in declared_personal_data() for name in kind.held_in]
    names += personal_data.impersonal_fields()
    assert len(names) == len(set(names))


def test_the_account_comes_first():
    whats = [str(kind.what) for kind in declared_personal_data()]
    assert whats[0].startswith("Your name")


def words_of(kind):
    return [str(words) for words in (kind.what, kind.why, kind.basis.label, kind.period.label)]


@pytest.mark.django_db
def test_a_page_shows_it_all(client):
    page = StandardPageFactory(title="Privacy", body=[("personal_data", None)])
    response = client.get(page.url)
    assert_valid_html(response)
    for kind in declared_personal_data():
        for words in words_of(kind):
            assert words in response.text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_it_shows_it_in_every_language(language):
    english = [words_of(kind) for kind in declared_personal_data()]
    with override(language):
        html = unescape(PersonalDataBlock().render(None))
        translated = [words_of(kind) for kind in declared_personal_data()]
    for kind, kind_in_english in zip(translated, english, strict=True):
        assert not set(kind) & set(kind_in_english)
        assert all(words in html for words in kind)


def test_what_a_person_has_one_of_says_how_it_follows_a_merge(monkeypatch):
    declared = declared_personal_data()
    kinds = [replace(kind, on_merge={}) for kind in declared]
    unsaid = {name for name, check in named(monkeypatch, kinds) if check == "accounts.E007"}
    assert {"learning.Enrolment.learner", "accounts.Statistics.person"} <= unsaid
    assert "learning.Absence.enrolment" not in unsaid
    odd = replace(declared[0], what="odd", held_in=(), on_merge={"a.B.c": None})
    assert named(monkeypatch, [*declared, odd]) == {("a.B.c", "accounts.E008")}
