from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from content.reading.pages import can_read, readable
from learning.choices import AccessRule
from learning.models import Enrolment
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
)
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish, published_module

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def outcome(client, page, user=None):
    """Status and, for a redirect, address of `page` for `user`."""
    if user and user.is_authenticated:
        client.force_login(user)
    else:
        client.logout()
    response = client.get(page.url)
    return response.status_code, response.get("Location", "").split("?")[0]


def readers(module):
    """One of each kind who might try."""
    return {
        "anonymous": AnonymousUser(),
        "stranger": UserFactory(),
        "withdrawn": EnrolmentFactory(module=module, withdrawn_at=timezone.now()).learner,
        "enrolled": EnrolmentFactory(module=module).learner,
    }


OPEN = {
    AccessRule.ENROLLED: {"enrolled"},
    AccessRule.SIGNED_IN: {"enrolled", "withdrawn", "stranger"},
    AccessRule.EVERYONE: {"enrolled", "withdrawn", "stranger", "anonymous"},
}


@pytest.mark.parametrize("access", AccessRule.values)
def test_three_forms_of_the_predicate_agree(client, access):
    def make():
        module = ModulePageFactory(access=access)
        return LessonPageFactory(parent=module), QuizPageFactory(parent=module)

    lesson, quiz = publish(make)
    for name, user in readers(activity_of(lesson).module).items():
        for page, allowed in ((lesson, OPEN[access]), (quiz, {"enrolled"})):
            found = readable(Page.objects.live(), user).filter(pk=page.pk).exists()
            assert found is (name in allowed), (name, page)
            assert can_read(user, page) is found
            if not found:
                assert outcome(client, page, user) == (403, "")
            elif page is lesson:
                assert outcome(client, page, user) == (200, "")


def test_a_lesson_may_be_opened_to_everyone_in_a_closed_module(client):
    def make():
        module = ModulePageFactory(access=AccessRule.ENROLLED)
        body = [("document", {"document": document})]
        return [
            LessonPageFactory(parent=module, title="A taste", access="everyone", body=body),
            LessonPageFactory(parent=module, title="The rest"),
            CaseStudyPageFactory(parent=module, access="everyone"),
        ]

    document = get_document_model().objects.create(
        title="Sheet", file=ContentFile(b"A sheet", name="sheet.pdf")
    )
    opened, closed, case = publish(make)
    sitemap = client.get("/sitemap.xml").content.decode()
    for user in (AnonymousUser(), UserFactory()):
        found = readable(Page.objects.live(), user)
        assert {opened.pk, case.pk} <= set(found.values_list("pk", flat=True))
        assert not found.filter(pk=closed.pk).exists()
        assert [page.pk for page in found.autocomplete("taste")] == [opened.pk]
        assert outcome(client, opened, user)[0] == 200
        assert client.get(document.url).status_code == 200
        assert outcome(client, closed, user)[0] == 403
    assert opened.url in sitemap
    assert closed.url not in sitemap
    publish(lambda: opened.get_parent().specific.unpublish())
    assert outcome(client, opened) == (404, "")


def test_the_dates_of_the_module_bind_an_opened_lesson(client):
    _module, (lesson,) = published_module(opens_at=timezone.now() + DAY)
    lesson.access = "everyone"
    publish(lambda: lesson.save_revision().publish())
    assert not can_read(AnonymousUser(), lesson)
    assert outcome(client, lesson) == (403, "")


@pytest.mark.parametrize("method", ["get", "head", "post", "options", "put"])
def test_no_method_opens_a_closed_lesson(client, method):
    _module, (lesson,) = published_module()
    assert getattr(client, method)(lesson.url).status_code == 403


def test_logging_in_leads_back_to_the_lesson(client):
    _module, (lesson,) = published_module()
    assert f'href="/en/accounts/login/?next={lesson.url}">Log in</a>' in client.get(lesson.url).text


def test_who_is_not_enrolled_is_told_so_and_can_enrol(client):
    module, (lesson,) = published_module()
    client.force_login(UserFactory())
    response = client.get(lesson.url)
    assert response.status_code == 403
    html = response.content.decode()
    assert f"/en/learn/modules/{module.translation_key}/enrol/" in html
    assert 'aria-label="0 of 1 done"' in html
    assert "A text to read." not in html


def test_before_the_opening_the_date_is_named(client):
    _module, (lesson,) = published_module(opens_at=timezone.now() + DAY)
    client.force_login(UserFactory())
    response = client.get(lesson.url)
    assert response.status_code == 403
    assert "opens on" in response.content.decode()


def test_what_comes_first_is_named(client):
    module, (first, second) = published_module(2, in_sequence=True)
    client.force_login(EnrolmentFactory(module=module_of(module)).learner)
    response = client.get(second.url)
    assert response.status_code == 403
    assert first.url in response.content.decode()
    assert client.get(first.url).status_code == 200


def test_a_missing_prerequisite_is_named(client):
    before, _lessons = published_module()
    module, (lesson,) = published_module(parent=before.get_parent())
    module_of(module).prerequisites.add(module_of(before))
    client.force_login(UserFactory())
    response = client.get(lesson.url)
    assert response.status_code == 403
    assert before.url in response.content.decode()


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_live_lesson_below_an_unpublished_page_does_not_exist(client, level):
    _module, (lesson,) = published_module(access=AccessRule.EVERYONE)
    page = [lesson, lesson.get_parent(), lesson.get_parent().get_parent()][level].specific
    publish(page.unpublish)
    learner = EnrolmentFactory(module=activity_of(lesson).module).learner
    for user in (AnonymousUser(), learner):
        assert outcome(client, lesson, user) == (404, "")
        assert not readable(Page.objects.live(), user).filter(pk=lesson.pk).exists()


def test_a_module_below_an_unpublished_track_does_not_exist(client):
    module, _lessons = published_module()
    publish(module.get_parent().specific.unpublish)
    assert outcome(client, module) == (404, "")
    assert not readable(Page.objects.live(), AnonymousUser()).filter(pk=module.pk).exists()


def test_a_draft_does_not_exist(client):
    def make():
        module = ModulePageFactory(access=AccessRule.EVERYONE)
        return LessonPageFactory(parent=module, live=False)

    assert outcome(client, publish(make)) == (404, "")


def test_tracks_and_modules_are_public(client):
    module, _lessons = published_module()
    assert outcome(client, module) == (200, "")
    assert outcome(client, module.get_parent()) == (200, "")


def test_case_studies_of_the_index_are_public_and_those_of_a_module_are_not(client):
    public = publish(CaseStudyPageFactory)
    module, _lessons = published_module()
    closed = publish(lambda: CaseStudyPageFactory(parent=module))
    pages = readable(Page.objects.live(), AnonymousUser())
    assert can_read(AnonymousUser(), public)
    assert outcome(client, closed)[0] == 403
    assert pages.filter(pk=public.pk).exists()
    assert not pages.filter(pk=closed.pk).exists()


@pytest.mark.parametrize("access", AccessRule.values)
def test_the_sitemap_names_only_what_is_open_to_all(client, access):
    _module, (lesson,) = published_module(access=access)
    is_named = lesson.url in client.get("/sitemap.xml").content.decode()
    assert is_named is (access == AccessRule.EVERYONE)


def test_the_body_of_a_closed_lesson_cannot_be_searched():
    closed, _lessons = published_module()
    opened, _lessons = published_module(access=AccessRule.EVERYONE, parent=closed.get_parent())
    body = [("text", {"html": "<p>Zanzibar</p>"})]
    publish(lambda: LessonPageFactory(title="Closed", body=body, parent=closed))
    lesson = publish(lambda: LessonPageFactory(title="Open", body=body, parent=opened))
    assert len(Page.objects.live().search("Zanzibar")) == 2
    found = readable(Page.objects.live(), AnonymousUser()).search("Zanzibar")
    assert [page.pk for page in found] == [lesson.pk]


def editor_of(page, codename="change_page"):
    """A user whose group may edit `page`, or has the permission of another `codename` there."""
    editor = UserFactory()
    group = editor.groups.create(name="People who edit")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(codename=codename)
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return User.objects.get(pk=editor.pk)


def test_who_edits_a_page_may_read_it(client):
    _module, (lesson,) = published_module()
    _other, (foreign,) = published_module(parent=lesson.get_parent().get_parent())
    editor = editor_of(lesson.get_parent())
    assert outcome(client, lesson, editor) == (200, "")
    assert outcome(client, foreign, editor) == (403, "")
    found = readable(Page.objects.live(), editor)
    assert found.filter(pk=lesson.pk).exists()
    assert not found.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("codename", ["add_page", "lock_page", "publish_page"])
def test_who_has_another_permission_for_a_page_reads_what_everybody_reads(client, codename):
    _module, (lesson,) = published_module()
    other = editor_of(lesson.get_parent(), codename)
    assert outcome(client, lesson, other) == (403, "")
    assert not readable(Page.objects.live(), other).filter(pk=lesson.pk).exists()


@pytest.mark.parametrize("is_superuser", [True, False])
def test_who_edits_a_page_finds_it(is_superuser):
    module, _lessons = published_module()
    publish(lambda: LessonPageFactory(title="Zanzibar", parent=module))
    editor = UserFactory(is_superuser=True) if is_superuser else editor_of(module)
    for user, number in ((editor, 1), (UserFactory(), 0)):
        assert len(readable(Page.objects.live(), user).autocomplete("zanzi")) == number


def test_who_edits_a_page_below_an_unpublished_track_may_read_it(client):
    module, _lessons = published_module()
    track = module.get_parent().specific
    publish(track.unpublish)
    editor = editor_of(track)
    assert outcome(client, module, editor) == (200, "")
    assert readable(Page.objects.live(), editor).filter(pk=module.pk).exists()


def test_a_trainer_reads_what_everybody_reads(client):
    _module, (lesson,) = published_module()
    trainer = UserFactory()
    trainer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert outcome(client, lesson, trainer) == (403, "")


@pytest.mark.parametrize("rows", [1, 30])
def test_asking_for_many_pages_costs_the_same(django_assert_num_queries, rows):
    module, _lessons = published_module(rows)
    learner = EnrolmentFactory(module=module_of(module)).learner
    readable(Page.objects.live(), learner).count()  # content types are remembered
    with django_assert_num_queries(7):
        assert readable(Page.objects.live(), learner).count() == rows + 4


def test_the_draft_view_of_the_admin_is_for_those_who_edit(client):
    _module, (lesson,) = published_module()
    draft = reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    trainer = UserFactory()
    trainer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for user in (UserFactory(), trainer):
        client.force_login(user)
        response = client.get(draft)
        assert response.status_code in (302, 403)
        assert "A text to read." not in response.content.decode()
    client.force_login(editor_of(lesson.get_parent()))
    assert "A text to read." in client.get(draft).content.decode()


@pytest.mark.parametrize("access", AccessRule.values)
def test_no_shared_cache_keeps_a_lesson(client, access):
    _module, (lesson,) = published_module(access=access)
    client.force_login(EnrolmentFactory(module=activity_of(lesson).module).learner)
    assert "private" in client.get(lesson.url)["Cache-Control"]
    client.force_login(UserFactory())
    assert "private" in client.get(lesson.url)["Cache-Control"]


@pytest.mark.parametrize("was_live", [True, False])
def test_nobody_joins_a_module_that_is_not_live(client, was_live):
    module = publish(lambda: ModulePageFactory(live=was_live))
    if was_live:
        publish(module.unpublish)
    client.force_login(UserFactory())
    response = client.post(reverse("module_enrol", args=[module.translation_key]))
    assert response.status_code == 404
    assert not Enrolment.objects.exists()
