"""Ordering, moving, copying and deleting."""

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from content.languages.trees import mirror_pages
from tests.courses.editing.action import action, in_bulk, post


@action
def drag_a_lesson_to_the_top(site):
    post_order(site, site.second, 0)


@action
def drag_a_module(site):
    post_order(site, site.module, 0)


@action
def drag_a_track(site):
    post_order(site, site.other_track, 0)


def post_order(site, page, position):
    url = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    response = site.client.post(f"{url}?position={position}")
    assert response.status_code == 200


@action
def move_a_lesson_in_the_admin(site):
    post(site, "wagtailadmin_pages:move_confirm", site.first, None, site.other_module.pk)


@action
def move_a_lesson_in_code(site):
    site.kept.move(site.other_module, pos="first-child")


@action
def move_several_at_once(site):
    in_bulk(site, "move", [site.first, site.quiz], {"chooser": site.other_module.pk})


@action
def move_a_module_to_another_track(site):
    site.kept.get_parent().move(site.other_track, pos="last-child")


@action
def copy_a_module_with_its_lessons(site):
    site.module.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})


@action
def copy_as_drafts(site):
    site.module.copy(recursive=True, keep_live=False, update_attrs={"slug": "copy"})


@action
def copy_in_the_admin(site):
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": site.track.pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    post(site, "wagtailadmin_pages:copy", site.module, data)


@action
def make_an_alias_in_the_same_language(site):
    site.first.create_alias(parent=site.other_module)


@action
def publish_the_source_of_an_alias(site):
    site.first.create_alias(parent=site.other_module)
    site.first.title = "Shown twice"
    site.first.save_revision().publish()


@action
def make_an_alias_a_page_of_its_own(site):
    alias = site.quiz.create_alias(parent=site.other_module)
    ConvertAliasPageAction(alias, user=site.user).execute(skip_permission_checks=True)


@action
def delete_the_source_of_an_alias(site):
    mirror_pages()
    site.first.delete()


@action
def delete_a_lesson_in_the_admin(site):
    post(site, "wagtailadmin_pages:delete", site.first)


@action
def delete_a_module_with_its_lessons(site):
    site.module.delete()


@action
def delete_several_at_once(site):
    in_bulk(site, "delete", [site.first, site.quiz])


@action
def delete_by_a_query(site):
    Page.objects.filter(pk__in=[site.first.pk, site.second.pk]).delete()


@action
def delete_a_track(site):
    site.other_track.delete()


@action
def delete_what_records_need_is_refused(site):
    with pytest.raises(ProtectedError):
        site.kept.delete()


@action
def delete_what_records_need_by_force(site):
    call_command("delete_page", site.kept.get_parent().pk, "--force")


@action
def repair_the_tree(site):
    call_command("fixtree", "--full")


@action
def load_a_fixture(site):
    data = serializers.serialize("json", [Page.objects.get(pk=site.first.pk), site.first])
    for item in serializers.deserialize("json", data.replace("First", "Loaded")):
        item.save()


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
def make_an_alias_a_page_of_its_own_in_the_admin(site):
    alias = site.quiz.create_alias(parent=site.other_module)
    post(site, "wagtailadmin_pages:convert_alias", alias)
