"""What is kept for an edition, and what begins a new one."""

import pytest
from django.db import connection, transaction
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from content.editions.edition import Edition, one_edition, remembered, renew_edition
from content.models import CustomImage
from tests.factories.outline import ModuleFactory
from tests.factories.pages import StandardPageFactory, home_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_new_edition():
    renew_edition()


def mark():
    return Edition.objects.get().mark


def kept(value):
    """What is remembered of this test; `value` is made where there is nothing."""
    with one_edition():
        return remembered("of-a-test", lambda: value)


def test_it_is_made_once_for_an_edition():
    assert kept("first") == "first"
    assert kept("second") == "first"
    renew_edition()
    assert kept("third") == "third"


def test_every_caller_has_a_copy():
    kept(["first"]).append("spoilt")
    assert kept([]) == ["first"]


def test_each_language_has_its_own():
    kept("English")
    with translation.override("ar"):
        assert kept("Arabic") == "Arabic"


def test_nothing_is_kept_outside_of_requests():
    kept("first")
    assert remembered("of-a-test", lambda: "second") == "second"


def test_a_transaction_reads_and_leaves_nothing():
    kept("first")
    with transaction.atomic():
        assert kept("not committed") == "not committed"
    assert kept("second") == "first"


def test_without_the_mark_nothing_is_kept():
    kept("first")
    Edition.objects.all().delete()
    assert kept("second") == "second"


def test_without_the_table_nothing_is_kept():
    with connection.schema_editor() as editor:
        editor.delete_model(Edition)
    try:
        assert kept("first") == "first"
        assert kept("second") == "second"
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Edition)


def publish():
    home_page().save_revision().publish()


def add_a_page():
    StandardPageFactory()


def unpublish():
    StandardPageFactory().unpublish()


def close_a_page():
    PageViewRestriction.objects.create(page=home_page(), restriction_type="login")


def rename_the_site():
    Site.objects.get().save()


def describe_a_picture():
    CustomImage.objects.create(title="Harbour", file="harbour.png", width=1, height=1)


def change_the_outline():
    ModuleFactory()


@pytest.mark.parametrize(
    "change",
    [
        publish,
        add_a_page,
        unpublish,
        close_a_page,
        rename_the_site,
        describe_a_picture,
        change_the_outline,
    ],
    ids=lambda change: change.__name__,
)
def test_what_visitors_see_begins_a_new_edition(change):
    before = mark()
    change()
    assert mark() != before


def save_a_draft():
    home_page().save_revision()


def sign_up():
    UserFactory()


@pytest.mark.parametrize("change", [save_a_draft, sign_up], ids=lambda change: change.__name__)
def test_what_visitors_do_not_see_does_not(change):
    before = mark()
    change()
    assert mark() == before


def test_a_change_that_is_rolled_back_does_not():
    before = mark()
    with transaction.atomic():
        publish()
        transaction.set_rollback(True)
    assert mark() == before


def test_wagtails_own_memory_of_the_sites_goes_with_the_edition():
    assert Site.get_site_root_paths()[0].root_path == "/home/"
    Site.objects.get().root_page.__class__.objects.filter(slug="home").update(url_path="/start/")
    renew_edition()  # as another process does
    with one_edition() as edition:
        assert edition.mark
        assert Site.get_site_root_paths()[0].root_path == "/start/"
