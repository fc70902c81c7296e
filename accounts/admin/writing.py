"""Writing to the people that a list of the admin shows, as its filters leave them."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from accounts.admin.letter_form import LetterForm, languages_to_write, unreached_words
from accounts.admin.letters import LetterAccess, may_write
from accounts.letters.audience import audience_of
from accounts.letters.sending import begin_letter
from accounts.looked_at import LETTERS
from accounts.looking import filters_in, log_list
from accounts.models import User

WRITE = gettext_lazy("Write to these people")


class ListToWriteTo:
    """For lists of people in the admin: a way to write to those that the filters leave.

    `writing_url_name` names the address of its WriteView.
    """

    writing_url_name = ""

    @property
    def writing_buttons(self):
        """The button that leads there; none for those who may not write."""
        if not may_write(self.request.user):
            return []
        url = f"{reverse(self.writing_url_name)}?{filters_in(self.request.GET)}"
        return [HeaderButton(WRITE, url=url, icon_name="mail", priority=15)]

    def words_of_filters(self):
        """The filters that are set, as (label, value in words) pairs."""
        words = [(each.field_label, each.value) for each in self.active_filters]
        if self.is_searching:
            words.append((_("Search"), self.search_query))
        return words

    def people(self):
        """The Users of the rows that the filters leave, each once."""
        rows = self.object_list.order_by().values(self.person_path)
        return User.objects.filter(pk__in=rows)


class WriteView(LetterAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks what to write to the people of a `list_view`, in their languages."""

    list_view = None
    template_name = "accounts/admin/write_letter.html"
    form_class = LetterForm
    header_icon = "mail"
    page_title = WRITE

    @cached_property
    def list(self):
        """The list, filtered as the address says. Raises PermissionDenied."""
        view = self.list_view()
        policy, needed = view.permission_policy, view.any_permission_required
        if not policy.user_has_any_permission(self.request.user, needed):
            raise PermissionDenied
        view.setup(self.request)
        view.object_list = view.get_filtered_queryset()
        return view

    @property
    def list_url(self):
        """The address of the list with its filters."""
        return f"{reverse(self.list.index_url_name)}?{filters_in(self.request.GET)}"

    @cached_property
    def audience(self):
        """The Audience among the people of the list."""
        return audience_of(self.list.people())

    @cached_property
    def about(self):
        """The list and its filters in words."""
        words = [f"{label}: {value}" for label, value in self.list.words_of_filters()]
        return " · ".join([str(self.list.page_title), *words])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": self.list.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self):
        languages = languages_to_write(self.audience.languages)
        return super().get_form_kwargs() | {"languages": languages}

    def form_valid(self, form):
        if not self.audience.people:
            return self.render_to_response(self.get_context_data(form=form))
        letter = begin_letter(
            by=self.request.user, words=form.words, about=self.about, audience=self.audience
        )
        return redirect("letter", letter.pk)

    def render_to_response(self, context, **kwargs):
        log_list(
            LETTERS,
            by=self.request.user,
            count=len(self.audience.people),
            filters=filters_in(self.request.GET),
        )
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            about=self.about,
            count=len(self.audience.people),
            unreached=unreached_words(self.audience.unreached),
            unknown=self.list.unknown_filters,
            back_url=self.list_url,
        )


def writing_path(address, list_view):
    """The path at which one writes to the people of `list_view`, a view with ListToWriteTo."""
    return path(address, WriteView.as_view(list_view=list_view), name=list_view.writing_url_name)
