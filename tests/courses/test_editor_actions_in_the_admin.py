"""What editors and publishers do with buttons of the admin keeps outline and versions in line.

`test_editor_actions.py` tries the same actions in code, where they do not differ.
"""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.language_trees import mirror
from courses.models import LessonPage, QuizPage
from courses.publishing import freeze_quizzes, sync
from tests.courses.test_editor_actions import edit, in_bulk, lesson_form, post, records
from tests.courses.test_editor_actions import site as site  # a fixture
from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ACTIONS = []
IN_A_DAY = datetime.timedelta(days=1)


def action(function):
    ACTIONS.append(function)
    return function


@action
def save_by_itself_while_typing(site):
    url = reverse("wagtailadmin_pages:edit", args=[site.first.pk])
    data = lesson_form(title="Half a ti")
    answer = site.client.post(url, data, headers={"accept": "application/json"})
    assert answer.json()["success"]


@action
def go_back_to_an_old_revision_as_a_draft(site):
    old = site.first.save_revision()
    site.first.title = "Newer"
    site.first.save_revision().publish()
    edit(site, site.first, revision=str(old.pk))
    assert LessonPage.objects.get(pk=site.first.pk).title == "Newer"


def submitted(site, page):
    page.save_revision()
    return page.get_workflow().start(page, site.user).current_task_state.pk


@action
def send_a_page_back_in_the_workflow(site):
    page = LessonPageFactory(parent=site.module, live=False)
    task = submitted(site, page)
    data = {"comment": "Please name a source."}
    post(site, "wagtailadmin_pages:workflow_action", page, data, "reject", task)
    page.refresh_from_db()
    assert not page.live


@action
def approve_changes_of_a_live_page(site):
    site.first.title = "Approved"
    task = submitted(site, site.first)
    post(site, "wagtailadmin_pages:workflow_action", site.first, None, "approve", task)
    assert LessonPage.objects.get(pk=site.first.pk).title == "Approved"


@action
def cancel_the_workflow(site):
    submitted(site, site.first)
    edit(site, site.first, **{"action-cancel-workflow": "1"})
    assert not LessonPage.objects.get(pk=site.first.pk).workflow_in_progress


def in_a_day():
    return (timezone.localtime() + IN_A_DAY).strftime("%Y-%m-%d %H:%M")


@action
def schedule_and_think_better_of_it(site):
    site.first.save_revision().publish()
    edit(site, site.first, **{"action-publish": "1"}, title="Tomorrow", go_live_at=in_a_day())
    revision = LessonPage.objects.get(pk=site.first.pk).scheduled_revision
    post(site, "wagtailadmin_pages:revisions_unschedule", site.first, None, revision.pk)
    assert LessonPage.objects.get(pk=site.first.pk).title == "First"


@action
def changes_of_a_live_page_come_as_scheduled(site):
    site.first.save_revision().publish()
    edit(site, site.first, **{"action-publish": "1"}, title="Tomorrow", go_live_at=in_a_day())
    assert LessonPage.objects.get(pk=site.first.pk).title == "First"
    with time_machine.travel(timezone.now() + 2 * IN_A_DAY):
        call_command("jobs", "minute")
    assert LessonPage.objects.get(pk=site.first.pk).title == "Tomorrow"


@action
def a_page_expires_as_scheduled(site):
    edit(site, site.first, **{"action-publish": "1"}, expire_at=in_a_day())
    with time_machine.travel(timezone.now() + 2 * IN_A_DAY):
        call_command("jobs", "minute")
    assert not LessonPage.objects.get(pk=site.first.pk).live


@action
def unpublish_several_with_all_below(site):
    in_bulk(site, "unpublish", [site.module], {"include_descendants": "on"})
    assert not Page.objects.get(pk=site.first.pk).live


@action
def publish_several_with_all_below(site):
    draft = LessonPageFactory(parent=site.module, live=False)
    draft.save_revision()
    in_bulk(site, "publish", [site.module], {"include_descendants": "on"})
    assert Page.objects.get(pk=draft.pk).live


@action
def copy_as_an_alias(site):
    data = {"new_title": "First", "new_slug": "first", "alias": "on"}
    post(
        site,
        "wagtailadmin_pages:copy",
        site.first,
        data | {"new_parent_page": site.other_module.pk},
    )


@action
def make_an_alias_a_page_of_its_own(site):
    alias = site.quiz.create_alias(parent=site.other_module)
    post(site, "wagtailadmin_pages:convert_alias", alias)


@action
def lock_and_unlock(site):
    post(site, "wagtailadmin_pages:lock", site.first)
    post(site, "wagtailadmin_pages:unlock", site.first)


def submit_translation(site, page, **data):
    arabic, hebrew = (Locale.objects.get(language_code=code) for code in ("ar", "he"))
    data |= {"locales": [arabic.pk, hebrew.pk]}
    post(site, "wagtail_localize:submit_page_translation", page, data)


def translation_of(page, language="ar"):
    source = TranslationSource.objects.get_for_instance(page)
    return Translation.objects.get(source=source, target_locale__language_code=language)


def translate(page, words, language="ar"):
    """Put `words`, {English: translation}, into the translation of `page`."""
    translation = translation_of(page, language)
    for segment in translation.source.stringsegment_set.select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=words[segment.string.data],
            )


@action
def submit_a_module_and_all_below_for_translation(site):
    mirror()
    submit_translation(site, site.module, include_subtree="on")


@action
def translate_and_publish(site):
    mirror()
    submit_translation(site, site.quiz)
    translate(site.quiz, {"The need": "الحاجة"})
    arabic = site.quiz.get_translation(Locale.objects.get(language_code="ar"))
    post(site, "wagtailadmin_pages:edit", arabic, {"action": "publish"})
    [question] = QuizPage.objects.get(pk=arabic.pk).questions
    assert question.value["options"][0]["text"] == "الحاجة"


@action
def change_the_english_page_after_translating_it(site):
    translate_and_publish(site)
    site.quiz.refresh_from_db()
    site.quiz.questions[0].value["options"][1]["text"] = "The contract"
    site.quiz.save_revision().publish()


@action
def bring_translations_up_to_date(site):
    mirror()
    submit_translation(site, site.first)
    source = TranslationSource.objects.get_for_instance(site.first)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert site.client.post(url, {"publish_translations": "on"}).status_code == 302


@action
def give_a_translation_up(site):
    mirror()
    submit_translation(site, site.first)
    arabic = site.first.get_translation(Locale.objects.get(language_code="ar"))
    post(site, "wagtail_localize:convert_to_alias", arabic)
    assert Page.objects.get(pk=arabic.pk).alias_of_id == site.first.pk


@action
def delete_a_translation(site):
    mirror()
    submit_translation(site, site.first)
    arabic = site.first.get_translation(Locale.objects.get(language_code="ar"))
    post(site, "wagtailadmin_pages:delete", arabic)


@pytest.mark.parametrize("do", ACTIONS, ids=lambda function: function.__name__)
def test_outline_versions_and_records_hold(do, site, publishing):
    before = records()
    with publishing():
        do(site)
    assert sync(write=False) == []
    assert freeze_quizzes(write=False) == []
    assert records() == before


class TestEditorsDoNotPublish:
    """Whatever they press, what is live stays as it was."""

    @pytest.fixture(autouse=True)
    def _editor(self, site, publishing):
        with publishing():
            mirror()
            submit_translation(site, site.first)
            site.arabic = site.first.get_translation(Locale.objects.get(language_code="ar"))
            translation_of(site.first).save_target(publish=True)
            translate(site.first, {"First": "الأول"})
            site.first.save_revision().publish()
            site.first.title = "A draft"
            site.first.save_revision()
        site.client.force_login(UserFactory(groups=["Editors"]))

    def live(self):
        live = Page.objects.live().order_by("path")
        return list(live.values_list("title", "path", "alias_of"))

    @pytest.mark.parametrize("name", ["unpublish", "delete", "convert_alias", "lock"])
    def test_a_page(self, site, publishing, name):
        before = self.live()
        with publishing():
            site.client.post(reverse(f"wagtailadmin_pages:{name}", args=[site.first.pk]))
        assert self.live() == before

    def test_the_editor(self, site, publishing):
        before = self.live()
        url = reverse("wagtailadmin_pages:edit", args=[site.first.pk])
        with publishing():
            site.client.post(url, lesson_form(title="Changed") | {"action-publish": "1"})
        assert self.live() == before
        assert Page.objects.get(pk=site.first.pk).draft_title == "Changed"

    @pytest.mark.parametrize("name", ["publish", "unpublish", "delete"])
    def test_several_pages(self, site, publishing, name):
        before = self.live()
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
        with publishing():
            site.client.post(f"{url}?id={site.first.pk}&id={site.second.pk}")
        assert self.live() == before

    @pytest.mark.parametrize("box", ["publish_copies", "alias"])
    def test_a_copy(self, site, publishing, box):
        before = self.live()
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": site.other_module.pk}
        with publishing():
            url = reverse("wagtailadmin_pages:copy", args=[site.first.pk])
            site.client.post(url, data | {box: "on"})
        assert self.live() == before

    def test_a_move(self, site, publishing):
        before = self.live()
        with publishing():
            args = [site.first.pk, site.other_module.pk]
            site.client.post(reverse("wagtailadmin_pages:move_confirm", args=args))
        assert self.live() == before

    def test_a_translation(self, site, publishing):
        before = self.live()
        url = reverse("wagtailadmin_pages:edit", args=[site.arabic.pk])
        with publishing():
            site.client.post(url, {"action": "publish"})
        assert self.live() == before

    def test_bringing_translations_up_to_date(self, site, publishing):
        before = self.live()
        source = TranslationSource.objects.get_for_instance(site.first)
        url = reverse("wagtail_localize:update_translations", args=[source.pk])
        with publishing():
            assert site.client.get(url)["Location"] == reverse("wagtailadmin_home")
            site.client.post(url, {"publish_translations": "on"})
        assert self.live() == before

    def test_giving_a_translation_up(self, site, publishing):
        before = self.live()
        url = reverse("wagtail_localize:convert_to_alias", args=[site.arabic.pk])
        with publishing():
            site.client.post(url)
        assert self.live() == before
