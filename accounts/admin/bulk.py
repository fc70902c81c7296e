"""What administrators do with several people at once."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from accounts.admin.users import PeopleFilterSet
from accounts.looking_after import follow_switching
from accounts.models import User
from accounts.searched import matches_words


class _PeopleAction:
    """Wagtail's action, which calls people users, in the portal's words."""

    question = ""
    template_name = "accounts/admin/bulk.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "wagtail_template": self.wagtail_template,
        }

    def get_all_objects_in_listing_query(self, parent_id):
        """The primary keys of all people whom the filters and the search of the list leave."""
        people = User.objects.all()
        filters = PeopleFilterSet(self.request.GET, people, request=self.request)
        if filters.is_valid():
            people = User.objects.filter(pk__in=filters.filter_queryset(people).values("pk"))
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


class GivePeopleRole(_PeopleAction, AssignRoleBulkAction):
    aria_label = _("Give the chosen people a role")
    question = _("Which role do these people get?")
    wagtail_template = AssignRoleBulkAction.template_name

    def done(self):
        role = gettext(self.cleaned_form.cleaned_data["role"].name)
        return gettext("People with the role “%(role)s” now") % {"role": role}
