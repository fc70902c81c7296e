"""The messages, in the admin: the list, and one of them to answer."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import DeleteView, PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.export import SafeExport
from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.looking import LooksAtList, LooksAtPerson
from accounts.admin.views import CountingPaginator
from accounts.searched import matches_words
from contact.choices import State, Subject
from contact.forms import HandlingForm
from contact.handling import ChangedMeanwhile, handle_message, mark_of
from contact.looked_at import MESSAGE, MESSAGES
from contact.models import Message

TITLE = gettext_lazy("Messages")


class MessageAccess:
    """For views: open to those who may change messages."""

    permission_policy = ModelPermissionPolicy(Message)
    any_permission_required = ["change"]


def may_answer(user):
    """Whether `user` may answer messages."""
    return MessageAccess.permission_policy.user_has_permission(user, "change")


class MessageFilterSet(WagtailFilterSet):
    state = ChoiceFilter(label=gettext_lazy("State"), choices=State.choices)
    subject = ChoiceFilter(label=gettext_lazy("Subject"), choices=Subject.choices)
    language = ChoiceFilter(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Message
        fields = []


class MessagesView(LooksAtList, MessageAccess, SafeExport, KnowsItsFilters, ReportView):
    """The messages, the newest first."""

    looked_at = MESSAGES
    person_path = "person"
    page_title = TITLE
    header_icon = "mail"
    model = Message
    queryset = Message.objects.select_related("changed_by")
    default_ordering = ("-sent_at", "-pk")
    table_classname = "listing listing-messages"
    filterset_class = MessageFilterSet
    paginator_class = CountingPaginator
    is_searchable = True
    index_url_name = "messages"
    index_results_url_name = "messages_results"
    results_template_name = "contact/admin/messages_results.html"
    columns = [
        TitleColumn(
            "sender",
            label=gettext_lazy("From"),
            get_url=lambda message: reverse("message", args=[message.pk]),
        ),
        Column("get_subject_display", label=gettext_lazy("Subject"), sort_key="subject"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state", width="10%"),
        Column("term", label=gettext_lazy("Answer by"), width="12%"),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at", width="12%"),
        Column("language_name", label=gettext_lazy("Language"), width="10%"),
        Column(
            "changed_by",
            label=gettext_lazy("Changed by"),
            accessor=lambda message: message.changed_by or "",
            width="12%",
        ),
    ]
    list_export = [
        "pk",
        "sent_at",
        "get_state_display",
        "get_subject_display",
        "answer_by",
        "language_name",
        "name",
        "address",
        "place",
        "text",
        "note",
        "changed_by",
        "changed_at",
    ]
    export_headings = {
        "pk": gettext_lazy("Number"),
        "get_state_display": gettext_lazy("State"),
        "get_subject_display": gettext_lazy("Subject"),
        "answer_by": gettext_lazy("Answer by"),
        "language_name": gettext_lazy("Language"),
    }

    def get_filename(self):
        return "messages"

    def get_base_queryset(self):
        return self.queryset

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(matches_words(self.search_query, "searched"))


class MessageView(
    LooksAtPerson, MessageAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView
):
    """One message, how far it is, and a note for colleagues."""

    looked_at = MESSAGE
    template_name = "contact/admin/message.html"
    form_class = HandlingForm
    header_icon = "mail"

    @cached_property
    def message(self):
        """The Message in the address. Raises Http404."""
        rows = Message.objects.select_related("changed_by", "person")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def looked_at_person(self):
        return self.message.person

    def get_page_title(self):
        return self.message.get_subject_display()

    def get_page_subtitle(self):
        return self.message.sender

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("messages"), "label": TITLE},
            {"url": "", "label": self.message.sender},
        ]

    def get_initial(self):
        message = self.message
        return {"state": message.state, "note": message.note, "was": mark_of(message)}

    def form_valid(self, form):
        try:
            handle_message(
                pk=self.message.pk,
                by=self.request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except ChangedMeanwhile as refusal:
            return self.show_change(form, refusal.message)
        except Message.DoesNotExist:
            raise Http404 from None
        messages.success(self.request, _("The message is saved."))
        return redirect("messages")

    def show_change(self, form, message):
        """The form again, with what somebody else has written meanwhile."""
        form.data = form.data.copy()
        form.data["was"] = mark_of(message)
        text = _(
            "Somebody else has changed this message meanwhile; above you see what it says now. "
            "What you wrote is still here: save again to put it in its place."
        )
        form.add_error(None, text)
        self.message = message
        return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            message=self.message,
            back_url=reverse("messages"),
            may_delete=self.permission_policy.user_has_permission(self.request.user, "delete"),
        )


class DeleteMessageView(DeleteView):
    """Asks before it deletes: advertising, or what somebody wants to be erased."""

    model = Message
    permission_policy = MessageAccess.permission_policy
    permission_required = "delete"
    index_url_name = "messages"
    edit_url_name = "message"
    delete_url_name = "delete_message"
    header_icon = "mail"
    page_title = gettext_lazy("Delete the message")
