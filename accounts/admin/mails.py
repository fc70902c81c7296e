"""What administrators see of the mails: what became of them, and which addresses take none."""

from operator import itemgetter

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.looking import LooksAtList
from accounts.admin.views import Adding, CheckingAgain, CountingPaginator
from accounts.looked_at import MAILS
from accounts.typed import AddressField, NameField
from notices.kinds import KINDS
from notices.models import Mail, MailState, RefusedAddress


class MailFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=MailState.choices)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=lambda: sorted(
            ((kind.key, str(kind.name)) for kind in KINDS.values()), key=itemgetter(1)
        ),
    )

    class Meta:
        model = Mail
        fields = []


class MailsView(LooksAtList, KnowsItsFilters, ReportView):
    """The mails, the newest first, with what to do about those that did not simply leave."""

    looked_at = MAILS
    person_path = "person"
    page_title = _("Emails")
    header_icon = "mail"
    model = Mail
    queryset = Mail.objects.select_related("person")
    default_ordering = ("-queued_at", "-pk")
    table_classname = "listing listing-stacked"
    filterset_class = MailFilterSet
    paginator_class = CountingPaginator
    permission_required = "notices.view_mail"
    index_url_name = "mails_report"
    index_results_url_name = "mails_report_results"
    results_template_name = "accounts/admin/mails_results.html"
    columns = [
        TitleColumn("recipient", label=_("To")),
        Column("kind_name", label=_("Kind")),
        Column("get_state_display", label=_("State"), width="12%"),
        DateColumn("queued_at", label=_("Since"), width="12%"),
        Column("error_words", label=_("What went wrong")),
        Column("next_step", label=_("What to do")),
    ]

    def get_base_queryset(self):
        return self.queryset


class RefusedAddressForm(WagtailAdminModelForm):
    class Meta:
        model = RefusedAddress
        fields = ["address", "reason"]
        field_classes = {"address": AddressField, "reason": NameField}
        error_messages = {
            "address": {
                "required": _("Write the address."),
                "unique": _("This address is in the list already."),
            }
        }


class RefusedAddressIndexView(KnowsItsFilters, IndexView):
    """The addresses that get no mails; who deletes one writes to it again."""

    results_template_name = "accounts/admin/refused_addresses_results.html"
    paginator_class = CountingPaginator
    add_item_label = _("Add an address")


class RefusedAddressCreateView(CheckingAgain, Adding, CreateView):
    heading = _("Add an address")


class RefusedAddressEditView(CheckingAgain, EditView):
    """One of them, with what its server says."""


class RefusedAddressViewSet(ModelViewSet):
    """The addresses that refuse our mails, for administrators.

    One is added by hand where the news comes as a mail, and deleted to write to it again.
    """

    model = RefusedAddress
    name = "refused_addresses"
    url_prefix = "mails/refused"
    icon = "mail"
    menu_label = _("Addresses that refuse emails")
    menu_order = 620
    add_to_settings_menu = True
    index_view_class = RefusedAddressIndexView
    add_view_class = RefusedAddressCreateView
    edit_view_class = RefusedAddressEditView
    list_display = [
        "address",
        Column("reason", label=_("What its server says")),
        DateColumn("refused_at", label=_("Since"), sort_key="refused_at"),
    ]
    search_fields = ["address"]
    ordering = "-refused_at"
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return RefusedAddressForm
