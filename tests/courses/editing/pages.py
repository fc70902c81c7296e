"""Saving, publishing and unpublishing."""

from django.urls import reverse
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from content.languages.trees import mirror_pages
from courses.models import LessonPage
from tests.courses.editing.action import action, edit, in_bulk, lesson_form, post
from tests.factories.pages import LessonPageFactory


@action
def save_a_draft_of_a_live_page(site):
    edit(site, site.first, title="Draft title")


@action
def save_a_new_draft(site):
    data = lesson_form(title="New", slug="new")
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", site.module.pk])
    assert site.client.post(url, data).status_code == 302


@action
def publish_in_the_admin(site):
    edit(site, site.first, **{"action-publish": "1"}, title="Published title", minutes="30")


@action
def publish_with_a_new_slug(site):
    edit(site, site.first, **{"action-publish": "1"}, slug="another-address")


@action
def publish_a_revision(site):
    site.first.title = "Revised"
    site.first.save_revision().publish()


@action
def publish_an_old_revision(site):
    old = site.first.save_revision()
    old.publish()
    site.first.title = "Newer"
    site.first.save_revision().publish()
    old.publish()


@action
def go_back_to_an_old_revision_in_the_admin(site):
    old = site.first.save_revision()
    site.first.title = "Newer"
    site.first.save_revision().publish()
    edit(site, site.first, revision=str(old.pk), **{"action-publish": "1"})


@action
def publish_a_quiz_with_other_points(site):
    site.quiz.questions[0].value["points"] = 4
    site.quiz.save_revision().publish()


@action
def publish_several_at_once(site):
    site.first.title = "Draft to publish"
    site.first.save_revision()
    in_bulk(site, "publish", [site.first, site.second])


@action
def save_in_code(site):
    site.first.title = "Saved"
    site.first.save()


@action
def save_the_fields_of_a_module_in_code(site):
    site.module.hours, site.module.in_sequence = 5, True
    site.module.save()


@action
def add_a_live_child_in_code(site):
    site.module.add_child(instance=LessonPage(title="Added", minutes=5, live=True))


@action
def change_the_slug_of_a_track(site):
    site.track.slug = "firms"
    site.track.save_revision().publish()


@action
def change_the_slug_of_the_catalogue(site):
    catalogue = site.track.get_parent().specific
    catalogue.slug = "learning"
    catalogue.save_revision().publish()


@action
def unpublish_in_the_admin(site):
    post(site, "wagtailadmin_pages:unpublish", site.first)


@action
def unpublish_in_code(site):
    site.quiz.unpublish()


@action
def unpublish_several_at_once(site):
    in_bulk(site, "unpublish", [site.first, site.quiz])


@action
def unpublish_with_all_below(site):
    post(site, "wagtailadmin_pages:unpublish", site.module, {"include_descendants": "on"})


@action
def unpublish_a_module_alone(site):
    UnpublishPageAction(site.module, user=site.user).execute()


@action
def unpublish_a_track(site):
    site.other_track.unpublish()


@action
def unpublish_a_page_with_aliases(site):
    mirror_pages()
    site.first.unpublish()


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
def lock_and_unlock(site):
    post(site, "wagtailadmin_pages:lock", site.first)
    post(site, "wagtailadmin_pages:unlock", site.first)
