"""What administrators do with several people at once."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.bulk_actions.assign_role import RoleForm

from accounts.admin.filtering import unknown_in
from accounts.admin.forms import EndingRole
from accounts.admin.users import PeopleFilterSet
from accounts.ending_roles import note_last_day, set_last_day
from accounts.looking_after import follow_switching
from accounts.models import User
from accounts.searched import matches_words

IN_ADDRESS = {"id", "q"}  # of such an action, beside the filters


class _PeopleAction:
    """Wagtail's action, which calls people users, in the portal's words."""

    question = ""
    template_name = "accounts/admin/bulk.html"

    def dispatch(self, request, *args, **kwargs):
        """The answer; for all of what no filter knows the list, which says so."""
        query = request.GET.copy()
        if "all" in query.getlist("id") and unknown_in(query, self._filters, IN_ADDRESS):
            for name in ("id", "next"):
                query.pop(name, None)
            return redirect(f"{reverse('wagtailusers_users:index')}?{query.urlencode()}")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def _filters(self):
        return PeopleFilterSet(self.request.GET, User.objects.all(), request=self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "wagtail_template": self.wagtail_template,
        }

    def get_all_objects_in_listing_query(self, parent_id):
        """The primary keys of all people whom the filters and the search of the list leave."""
        people = User.objects.filter(pk__in=self._filters.qs.values("pk"))
        if words := self.request.GET.get("q", "").strip():
            people = people.filter(matches_words(words, "searched"))
        return people.values_list("pk", flat=True)

    def get_success_message(self, num_parent_objects, num_child_objects):
        return f"{self.done()}: {intcomma(num_parent_objects)}"


class DeletePeople(_PeopleAction, DeleteBulkAction):
    aria_label = _("Delete the chosen people")
    question = _("Delete these people?")
    wagtail_template = DeleteBulkAction.template_name

    def done(self):
        return gettext("People deleted")


class SwitchPeople(_PeopleAction, SetActiveStateBulkAction):
    aria_label = _("Allow or stop the log-in of the chosen people")
    question = _("May these people log in? Their learning records stay.")
    wagtail_template = SetActiveStateBulkAction.template_name

    @classmethod
    def execute_action(cls, objects, mark_as_active=False, user=None, **kwargs):
        objects = [each for each in objects if not (mark_as_active and each.merged_into_id)]
        switched = [each for each in objects if each != user and each.is_active != mark_as_active]
        with transaction.atomic():
            done = super().execute_action(
                objects, mark_as_active=mark_as_active, user=user, **kwargs
            )
            follow_switching(switched, is_on=mark_as_active, by=user)
        return done

    def done(self):
        if self.cleaned_form.cleaned_data["mark_as_active"]:
            return gettext("People who can log in now")
        return gettext("People who can no longer log in")


class GiveRoleForm(EndingRole, RoleForm):
    field_order = ["role", "role_last_day"]


class GivePeopleRole(_PeopleAction, AssignRoleBulkAction):
    aria_label = _("Give the chosen people a role")
    question = _("Which role do these people get?")
    wagtail_template = AssignRoleBulkAction.template_name

    form_class = GiveRoleForm

    def get_execution_context(self):
        day = self.cleaned_form.cleaned_data["role_last_day"]
        return super().get_execution_context() | {"last_day": day, "user": self.request.user}

    @classmethod
    def execute_action(cls, objects, role=None, last_day=None, user=None, **kwargs):
        objects = [each for each in objects if not each.merged_into_id]
        with transaction.atomic():
            if last_day:
                set_last_day(objects, role, last_day)
                note_last_day(objects, role, last_day, by=user)
            return super().execute_action(objects, role=role, **kwargs)

    def done(self):
        role = gettext(self.cleaned_form.cleaned_data["role"].name)
        return gettext("People with the role “%(role)s” now") % {"role": role}
