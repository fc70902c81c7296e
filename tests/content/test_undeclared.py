"""What declares nothing is shown to nobody but its editors, and named by `manage.py check`."""

import pytest
from django.apps import AppConfig, apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.models.pages import PAGE_MODEL_CLASSES
from wagtail.rich_text import expand_db_html
from wagtail.search import index

from content.languages.trees import mirror_pages
from content.models import CustomDocument
from content.reading.files import can_read_file
from content.reading.pages import can_read, readable
from home.roles import ROLES
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import StandardPageFactory, home_page
from tests.factories.people import UserFactory
from tests.factories.training import module_of, published_module

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "Zanzibar"  # what is searched for
SECRET = "Unguja"  # what then may not show
WRITERS = [name for name, (_everywhere, on_pages, _on_files) in ROLES.items() if on_pages]
OUTSIDERS = [None, "learner", *(name for name in ROLES if name not in WRITERS)]


@pytest.fixture
def probe(transactional_db, settings):
    """The models of the probe app, with their tables."""
    config = AppConfig.create("tests.probe")
    config.apps = apps
    apps.app_configs[config.label] = config
    config.import_models()
    apps.clear_cache()
    models = [model for model in config.get_models() if not model._meta.proxy]
    page_type = config.get_model("ProbePage")
    if page_type not in PAGE_MODEL_CLASSES:
        PAGE_MODEL_CLASSES.append(page_type)
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)
    ContentType.objects.clear_cache()
    settings.WAGTAILDOCS_DOCUMENT_MODEL = "probe.ProbeFile"
    yield config
    with connection.schema_editor() as editor:
        for model in models:
            editor.delete_model(model)
    del apps.app_configs[config.label]
    PAGE_MODEL_CLASSES.remove(page_type)
    apps.clear_cache()
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(*apps.get_models())  # as the next test's data has them


@pytest.fixture
def hidden(probe):
    """A page of the probe app in the menu, which stands in all languages."""
    page = probe.get_model("ProbePage")(
        title=f"{WORD} or {SECRET}",
        slug="probe",
        summary=f"{SECRET} is an island.",
        body=[("text", {"html": f"<p>{SECRET} has a town.</p>"})],
        show_in_menus=True,
    )
    home_page().add_child(instance=page)
    page.save_revision().publish()
    mirror_pages()
    for shown in Page.objects.filter(translation_key=page.translation_key):
        index.insert_or_update_object(shown)  # Wagtail knows the types of its start alone
    return page


def log_in(client, who):
    """A person who is logged in; a visitor where `who` is None."""
    client.logout()
    if who is None:
        return AnonymousUser()
    if who == "learner":
        user = EnrolmentFactory(module=module_of(published_module()[0])).learner
    else:
        user = UserFactory(groups=[who])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode(errors="replace")


def test_the_check_names_them(probe):
    named = {(message.obj, message.id) for message in run_checks()}
    assert (probe.get_model("ProbePage"), "content.W001") in named
    assert (probe.get_model("ProbeFile"), "content.W002") in named


def test_the_check_names_what_leads_to_a_person(probe):
    named = {error.obj for error in run_checks() if error.id == "accounts.E001"}
    assert named == {
        "probe.ProbeDiary.pages",
        "probe.ProbeFile.file",
        "probe.ProbeFile.uploaded_by_user",
        "probe.ProbeMeeting.guest",
        "probe.ProbeMeeting.mentor",
        "probe.ProbeMeeting.others",
        "probe.ProbeMeeting.watchers",
        "probe.ProbeMeeting_watchers.probeguest",
        "probe.ProbeMentor.user_ptr",
        "probe.ProbeNote.address",
        "probe.ProbeNote.answers",
        "probe.ProbeNote.person",
        "probe.ProbeNote.scan",
        "probe.ProbeRemark.enrolment",
        "probe.ProbeSeat.guest",
        "probe.ProbeThing.from_object_id",
        "probe.ProbeThing.number",
    }


def test_the_check_names_nothing_else(db):
    assert not [m for m in run_checks() if m.id.startswith(("accounts.", "content."))]


def test_a_page_is_shown_to_nobody(client, hidden):
    spanish = hidden.get_translation(Locale.objects.get(language_code="es"))
    beside = StandardPageFactory(title="Beside", parent=home_page())
    listings = [
        "/en/",
        "/es/",
        beside.url,
        f"/en/search/?q={WORD}",
        f"/es/search/?q={WORD}",
        f"/en/training/?q={WORD}",
        "/en/feed/",
        "/sitemap.xml",
    ]
    for who in OUTSIDERS:
        user = log_in(client, who)
        assert client.get(hidden.url).status_code == 404
        assert client.get(spanish.url).status_code == 404
        for address in listings:
            answer = text(client.get(address))
            assert SECRET not in answer, (who, address)
            assert hidden.url not in answer, (who, address)
        assert not can_read(user, hidden)
        pages = readable(Page.objects.live(), user)
        assert not pages.filter(pk__in=[hidden.pk, spanish.pk]).exists()


def test_no_link_and_no_trail_leads_to_it(client, hidden):
    below = StandardPageFactory(title="Below", parent=hidden)
    answer = text(client.get(below.url))
    assert "Below" in answer
    assert SECRET not in answer
    link = f'<a linktype="page" id="{hidden.pk}">more</a>'
    assert expand_db_html(link) == "<a>more</a>"


def test_its_editors_see_it(client, hidden):
    for who in WRITERS:
        user = log_in(client, who)
        assert "has a town." in text(client.get(hidden.url))
        assert "is an island." in text(client.get(f"/en/search/?q={WORD}"))
        assert can_read(user, hidden)
        form = text(client.get(reverse("wagtailadmin_pages:edit", args=[hidden.pk])))
        assert "Nobody but its editors." in form


def file_of(model):
    return model.objects.create(title="Sheet", file=ContentFile(b"A sheet", name="sheet.pdf"))


def test_a_file_is_served_to_nobody_but_those_who_work_on_it(client, probe):
    file = file_of(probe.get_model("ProbeFile"))
    StandardPageFactory(body=[("document", {"document": file})])
    for who in OUTSIDERS:
        assert not can_read_file(log_in(client, who), file)
        assert client.get(file.url).status_code == (302 if who is None else 403)
        assert client.get(f"/media/{file.file.name}").status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(file.url).status_code == 200


def test_a_file_of_its_page_is_served_to_nobody(client, hidden, settings):
    settings.WAGTAILDOCS_DOCUMENT_MODEL = "content.CustomDocument"
    file = file_of(CustomDocument)
    hidden.body = [("document", {"document": file})]
    hidden.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(hidden)
    assert ReferenceIndex.get_references_to(file).exists()
    for who in OUTSIDERS:
        log_in(client, who)
        assert client.get(file.url).status_code == (302 if who is None else 403)
    log_in(client, "Editors")
    assert client.get(file.url).status_code == 200
