"""What editors do who may not publish leaves alone what is live."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import TranslationSource

from content.languages.trees import mirror_pages
from tests.courses.editing.action import lesson_form
from tests.courses.editing.languages import submit_translation, translate, translation_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class TestEditorsDoNotPublish:
    """Whatever they press, what is live stays as it was."""

    @pytest.fixture(autouse=True)
    def _editor(self, site, publishing):
        with publishing():
            mirror_pages()
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

    @pytest.mark.parametrize("name", ["unpublish", "delete", "lock"])
    def test_a_page(self, site, publishing, name):
        before = self.live()
        with publishing():
            site.client.post(reverse(f"wagtailadmin_pages:{name}", args=[site.first.pk]))
        assert self.live() == before

    def test_an_english_page_in_another_language(self, site, publishing):
        before = self.live()
        alias = Page.objects.filter(alias_of=site.first, live=True).first()
        with publishing():
            site.client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        assert self.live() == before

    def test_the_editor(self, site, publishing):
        before = self.live()
        url = reverse("wagtailadmin_pages:edit", args=[site.first.pk])
        with publishing():
            site.client.post(url, lesson_form(title="Changed") | {"action-publish": "1"})
        assert self.live() == before
        assert Page.objects.get(pk=site.first.pk).draft_title == "Changed"

    def test_an_earlier_version(self, site, publishing):
        before = self.live()
        earliest = site.first.revisions.earliest("pk")
        url = reverse("wagtailadmin_pages:revisions_revert", args=[site.first.pk, earliest.pk])
        with publishing():
            sent = site.client.post(url, lesson_form(title="Earlier") | {"action-publish": "1"})
        assert sent.status_code == 302
        assert self.live() == before
        assert Page.objects.get(pk=site.first.pk).draft_title == "Earlier"

    @pytest.mark.parametrize("is_earlier", [False, True])
    def test_a_date(self, site, publishing, is_earlier):
        """Neither to begin nor to end, in the editor and in an earlier version there."""
        before = self.live()
        url = reverse("wagtailadmin_pages:edit", args=[site.first.pk])
        if is_earlier:
            args = [site.first.pk, site.first.revisions.earliest("pk").pk]
            url = reverse("wagtailadmin_pages:revisions_revert", args=args)
        now = timezone.now()
        days = {
            "go_live_at": now + timedelta(days=1),
            "expire_at": now + timedelta(days=2),
        }
        days = {name: f"{day:%Y-%m-%d %H:%M}" for name, day in days.items()}
        with publishing():
            for action in ("action-publish", "action-submit"):
                form = lesson_form(title="Changed", **days) | {action: "1"}
                assert site.client.post(url, form).status_code == 302
        assert not Revision.objects.exclude(approved_go_live_at=None).exists()
        draft = site.first.get_latest_revision()
        unschedule = reverse(
            "wagtailadmin_pages:revisions_unschedule", args=[draft.object_id, draft.pk]
        )
        for moment in (1.5, 2.5):
            with time_machine.travel(now + timedelta(days=moment)), publishing():
                call_command("publish_scheduled")
                site.client.post(unschedule)
        assert self.live() == before

    def test_a_review(self, site, publishing):
        """Who submits a page does not approve it."""
        before = self.live()
        url = reverse("wagtailadmin_pages:edit", args=[site.first.pk])
        site.client.post(url, lesson_form(title="Changed") | {"action-submit": "1"})
        task = Page.objects.get(pk=site.first.pk).current_workflow_task_state
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        action = [site.first.pk, "approve", task.pk]
        with publishing():
            site.client.post(url, lesson_form(title="Changed") | approve)
            site.client.post(reverse("wagtailadmin_pages:workflow_action", args=action))
        assert self.live() == before
        task.refresh_from_db()
        assert task.status == task.STATUS_IN_PROGRESS

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
