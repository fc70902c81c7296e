"""What is closed shows nowhere on the site, whoever asks; for the admin: journeys/test_roles.py."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Locale

from content.languages.trees import mirror_pages
from home.roles import ROLES
from learning.choices import AccessRule
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import module_of, publish

pytestmark = pytest.mark.django_db

WORD = "Zanzibar"
SECRET = "Zanzibar pays twice."  # stands in the closed lesson and in the draft
DRAFT = "Unfinished thoughts"
WRITERS = [role for role, (_everywhere, on_pages, _on_files) in ROLES.items() if on_pages]
OUTSIDERS = ["anonymous", "learner", "withdrawn", *(role for role in ROLES if role not in WRITERS)]


@pytest.fixture
def site():
    """An enrolled-only module with a lesson that uses a document, a quiz and a draft."""

    class Site:
        file = ContentFile(b"A sheet", name="sheet.pdf")
        document = get_document_model().objects.create(title="Sheet", file=file)

    def make():
        Site.module = ModulePageFactory(title="Market", access=AccessRule.ENROLLED)
        body = [
            ("text", {"html": f"<p>{SECRET}</p>"}),
            ("document", {"document": Site.document}),
        ]
        Site.lesson = LessonPageFactory(parent=Site.module, title="Closed", body=body)
        Site.quiz = QuizPageFactory(parent=Site.module, title="Last quiz")
        Site.draft = LessonPageFactory(parent=Site.module, title=DRAFT, body=body, live=False)
        Site.draft.save_revision()
        Site.lesson.save_revision()

    publish(make)
    publish(mirror_pages)
    return Site


@pytest.fixture
def come(client, site):
    """`come("Trainers")`: a client who is logged in as that person."""

    def come(who):
        client.logout()
        if who in ROLES:
            client.force_login(UserFactory(groups=[who]))
        elif who != "anonymous":
            enrolment = EnrolmentFactory(module=module_of(site.module))
            learner = UserFactory() if who == "learner" else enrolment.learner
            if who == "withdrawn":
                enrolment.withdrawn_at = enrolment.enrolled_at
                enrolment.save()
            client.force_login(learner)
        return client

    return come


def text(response):
    return b"".join(response).decode(errors="replace")


def site_addresses(site):
    """Addresses of the site at which the lesson, the draft or their words might show."""
    spanish = Locale.objects.get(language_code="es")
    return [
        "/en/",
        "/en/training/",
        f"/en/training/?q={WORD}",
        f"/en/search/?q={WORD}",
        "/en/search/?q=Unfinished",
        "/en/feed/",
        "/es/feed/",
        "/sitemap.xml",
        "/robots.txt",
        site.module.url,
        site.lesson.url,
        site.lesson.get_translation(spanish).url,
        site.draft.url,
        f"{site.lesson.url}?preview=1",
        "/api/v2/pages/",
        "/en/api/v2/pages/",
        f"/api/v2/pages/?search={WORD}",
    ]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_find_the_words_of_a_closed_lesson_nowhere(come, site, who):
    client = come(who)
    for address in site_addresses(site):
        answer = text(client.get(address))
        assert SECRET not in answer, address
        assert DRAFT not in answer, address


@pytest.mark.parametrize("who", ["anonymous", "learner", "withdrawn", "enrolled"])
def test_a_search_that_finds_nothing_and_one_that_hides_look_the_same(come, site, who):
    """Otherwise the number of results would tell what stands in a closed lesson."""
    client = come(who)
    found = "Nothing found" not in text(client.get(f"/en/search/?q={WORD}"))
    assert found is (who == "enrolled")


@pytest.mark.parametrize("who", ["enrolled", *WRITERS])
def test_those_who_may_read_do(come, site, who):
    client = come(who)
    assert SECRET in text(client.get(site.lesson.url))
    assert client.get(site.document.url).status_code == 200


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_document_of_a_closed_lesson_stays_closed(come, site, who):
    client = come(who)
    assert client.get(site.document.url).status_code == (302 if who == "anonymous" else 403)
    assert client.get(f"/media/documents/{site.document.filename}").status_code == 404
    assert client.get(site.document.file.url).status_code == 404


@pytest.mark.parametrize("who", [*OUTSIDERS, *WRITERS])
def test_titles_of_files_are_listed_to_writers_alone(come, site, who):
    client = come(who)
    listed = site.document.title in text(client.get("/admin/api/main/documents/"))
    one = client.get(f"/admin/api/main/documents/{site.document.pk}/")
    assert (listed, one.status_code == 200) == ((True, True) if who in WRITERS else (False, False))


@pytest.mark.parametrize("who", [*OUTSIDERS, "enrolled"])
def test_a_draft_and_a_page_that_never_was_answer_alike(come, site, who):
    client = come(who)
    for method in ("get", "head", "post"):
        draft = getattr(client, method)(site.draft.url)
        nothing = getattr(client, method)(site.module.url + "never-was/")
        assert draft.status_code == nothing.status_code == 404


def test_a_redirect_leads_to_the_door_not_around_it(come, site):
    Redirect.objects.create(old_path="/en/short", redirect_page=site.lesson)
    response = come("learner").get("/en/short/", follow=True)
    assert response.status_code == 403
    assert SECRET not in text(response)


def test_a_link_in_a_public_text_tells_the_address_and_no_more(come, site):
    link = f'<p><a linktype="page" id="{site.lesson.pk}">read</a></p>'
    publish(
        lambda: ModulePageFactory(
            parent=site.module.get_parent(), slug="other", body=[("text", {"html": link})]
        )
    )
    answer = text(come("anonymous").get(f"{site.module.get_parent().url}other/"))
    assert site.lesson.url in answer
    assert SECRET not in answer


def test_the_questions_of_a_quiz_are_not_shown_before_it_starts(come, site):
    answer = text(come("enrolled").get(site.quiz.url))
    assert "Which step comes first?" not in answer
    assert "Too early." not in answer


@pytest.mark.parametrize("who", WRITERS)
def test_writers_choose_each_page_once(come, site, who):
    client = come(who)
    answer = text(client.get("/admin/choose-page/search/?q=Closed"))
    assert answer.count("Closed</a>") == 1


@pytest.mark.parametrize("who", WRITERS)
def test_writers_find_each_page_once(come, site, who):
    answer = text(come(who).get("/admin/pages/search/?q=Closed"))
    assert reverse("wagtailadmin_pages:edit", args=[site.lesson.pk]) in answer
    assert "There is one matching page" in answer


@pytest.mark.one_database
def test_a_draft_that_moves_leaves_no_address_behind(client, site):
    other = publish(lambda: ModulePageFactory(parent=site.module.get_parent()))
    places = [site.draft.url, site.lesson.url]
    for page in (site.draft, site.lesson):
        publish(lambda page=page: page.move(other, "last-child"))
    assert [client.get(place).status_code for place in places] == [404, 301]
