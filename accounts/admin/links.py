"""Links between organisations: their form, and what they make of a size class, shown."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter

from accounts.admin.forms import OrganisationField
from accounts.admin.merging import FollowingMerged
from accounts.admin.organisation_chooser import organisation_chooser
from accounts.admin.representatives import LookingAfterOrganisations
from accounts.enterprise_link import EnterpriseLink, say_link
from accounts.linking import (
    ADDED,
    CHANGED,
    REMOVED,
    LinkFault,
    LinkRefused,
    links_of,
    remove_link,
    save_link,
)
from accounts.models import Organisation
from accounts.reckoned import read_reckoning
from accounts.size_class import UNLIMITED

HOLDS, IS_HELD = "holds", "is_held"
FIELDS = {  # in which of the form's fields a fault is put right
    LinkFault.ITSELF: "other",
    LinkFault.TWICE: "other",
    LinkFault.NOTHING: "share",
    LinkFault.SUM: "share",
    LinkFault.EXEMPT: "is_exempt",
    LinkFault.CIRCLE: "direction",
}


class LinkForm(forms.Form):
    """What links an organisation with another one: `instance` is the EnterpriseLink, if any."""

    other = OrganisationField(
        Organisation.objects.order_by("searched"),
        label=gettext_lazy("The other organisation"),
        widget=organisation_chooser.widget_class,
        help_text=gettext_lazy(
            "Whatever is not in the list is added there first, with its figures, also where nobody "
            "of it takes part."
        ),
        error_messages={"required": gettext_lazy("Choose the other organisation.")},
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Who holds a share, or controls the other"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    share = forms.DecimalField(
        label=gettext_lazy("Share in per cent"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=gettext_lazy(
            "Of the capital or of the votes: the greater of the two. From 25 per cent on they are "
            "partners, with more than 50 linked. Write smaller shares too: what linked enterprises "
            "or public bodies hold counts together."
        ),
    )
    is_linked = forms.BooleanField(
        label=gettext_lazy("Linked whatever the share is"),
        required=False,
        help_text=gettext_lazy(
            "The holder names most of the board, has the say by contract, by the statutes or by an "
            "agreement with other holders; or both are in the hands of the same people, and work "
            "on the same market or on neighbouring ones (article 3(3))."
        ),
    )
    is_exempt = forms.BooleanField(
        label=gettext_lazy("The holder is an investor that is not counted"),
        required=False,
        help_text=gettext_lazy(
            "With up to 50 per cent: a public investment corporation, venture capital, a business "
            "angel with less than 1.25 million euros in this enterprise, a research centre that "
            "makes no profit, an institutional investor, a fund for regional development, or an "
            "autonomous local authority with a yearly budget under 10 million euros and fewer "
            "than 5,000 inhabitants (article 3(2)). Universities are not counted anyway."
        ),
    )

    def __init__(self, *args, organisation, instance=None, **kwargs):
        self.organisation = organisation
        self.instance = instance or EnterpriseLink()
        if instance:
            is_holder = instance.holder_id == organisation.pk
            kwargs["initial"] = {
                "other": instance.held_id if is_holder else instance.holder_id,
                "direction": HOLDS if is_holder else IS_HELD,
                "share": instance.share,
                "is_linked": instance.is_linked,
                "is_exempt": instance.is_exempt,
            }
        super().__init__(*args, **kwargs)
        name = {"name": f"\u2068{organisation}\u2069"}
        self.fields["direction"].choices = [
            (HOLDS, _("%(name)s holds a share of the other, or controls it") % name),
            (IS_HELD, _("The other holds a share of %(name)s, or controls it") % name),
        ]

    def save(self, *, by):
        """Keep the link as the User `by` wrote it. Raises LinkRefused."""
        data, link = self.cleaned_data, self.instance
        ends = [self.organisation, data["other"]]
        link.holder, link.held = ends if data["direction"] == HOLDS else reversed(ends)
        for name in ("share", "is_linked", "is_exempt"):
            setattr(link, name, data[name])
        save_link(link, by=by)
        return link


class LinkView(
    FollowingMerged,
    LookingAfterOrganisations,
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
    FormView,
):
    """Adds a link to an organisation."""

    template_name = "accounts/admin/link.html"
    form_class = LinkForm
    header_icon = "link"
    page_title = gettext_lazy("Add a link")

    @cached_property
    def organisation(self):
        """The Organisation in the address. Raises Http404."""
        return get_object_or_404(Organisation, pk=self.kwargs["pk"])

    @property
    def link(self):
        """The EnterpriseLink that is changed; None where one is added."""
        return None

    def get_page_subtitle(self):
        return self.organisation.name

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _("Organisations")},
            {"url": self._back_url, "label": self.organisation.name},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"organisation": self.organisation, "instance": self.link}

    def form_valid(self, form):
        try:
            link = form.save(by=self.request.user)
        except LinkRefused as refusal:
            if refusal.fault == LinkFault.GONE:
                return say_gone(self.request, self.organisation.pk)
            form.add_error(FIELDS[refusal.fault], refusal.fault.label)
            return self.form_invalid(form)
        messages.success(self.request, _("The link is saved: %(link)s") % {"link": link})
        return redirect(self._back_url)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "remove_url": self.link and self._remove_url,
            "back_url": self._back_url,
            "media": context["form"].media,
        }

    @property
    def _remove_url(self):
        return reverse("organisations:remove_link", args=[self.organisation.pk, self.link.pk])

    @property
    def _back_url(self):
        return reverse("organisations:edit", args=[self.organisation.pk])


class ChangeLinkView(LinkView):
    """Changes a link of an organisation."""

    page_title = gettext_lazy("Change the link")

    @cached_property
    def link(self):
        """The EnterpriseLink in the address that is one of the organisation; None where gone."""
        return find_link(self.organisation, self.kwargs["link"])

    def lead_on(self):
        gone = self.link is None and say_gone(self.request, self.organisation.pk)
        return super().lead_on() or gone


class RemoveLinkView(LookingAfterOrganisations, PermissionCheckedMixin, View):
    """Removes a link of an organisation, and leads back to its page."""

    http_method_names = ["post"]

    def post(self, request, pk, link):
        found = find_link(get_object_or_404(Organisation, pk=pk), link)
        try:
            removed = remove_link(found and found.pk, by=request.user)
        except LinkRefused:
            return say_gone(request, pk)
        messages.success(request, _("The link is removed: %(link)s") % {"link": removed})
        return redirect("organisations:edit", pk)


def find_link(organisation, pk):
    """The EnterpriseLink with that key, if it is one of the Organisation; else None."""
    return next((each for each in links_of(organisation) if each.pk == pk), None)


def say_gone(request, pk):
    """Lead to the page of the Organisation with that key, and say that its link is gone."""
    messages.error(request, LinkFault.GONE.label)
    return redirect("organisations:edit", pk)


@dataclass(frozen=True)
class WorkingRow:
    """A row of the sum that makes a size class: whose figures, why, and how much of them."""

    name: str
    why: str
    percent: str
    figures: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Working:
    """How the size class of an Organisation comes about: sentences, and a sum if others count."""

    rows: tuple[WorkingRow, ...]
    total: WorkingRow | None
    notes: tuple[str, ...]


def read_working(organisation):
    """The Working of an Organisation, None where it has no size class. Three queries or more."""
    if not organisation.is_enterprise:
        return None
    reckoning, others = read_reckoning(organisation)
    rows, total = (), None
    if not reckoning.is_alone:
        rows = tuple(_row(part, organisation, others) for part in reckoning.parts)
        total = WorkingRow(_("Together"), "", "", _in_words(reckoning.most))
    return Working(rows, total, tuple(_notes(organisation, reckoning, others)))


def _row(part, organisation, others):
    other = others[part.pk]
    if part.pk == organisation.pk:
        why, url = _("its own"), ""
    else:
        url = reverse("organisations:edit", args=[part.pk])
        if not part.beside:
            why = _("linked")
        elif part.pk in part.beside:
            why = _("partner")
        else:
            names = ", ".join(f"\u2068{others[pk]}\u2069" for pk in sorted(part.beside))
            why = _("linked with the partner %(name)s") % {"name": names}
    return WorkingRow(str(other), why, f"{_number(part.percent)} %", _in_words(other.figures), url)


def _notes(organisation, reckoning, others):
    if reckoning.lacks_ties:
        yield _(
            "It says that it is not autonomous, and nobody has said yet with whom it is linked. "
            "Add the links."
        )
    if reckoning.is_public:
        yield _(
            "Public bodies control a quarter or more of it, so it is no SME (article 3(4)). If "
            "they are among the investors that are not counted, say so in the link."
        )
    if organisation.is_autonomous and not reckoning.is_alone:
        yield _("It says that it is autonomous. By its links it is not, and the links count.")
    if reckoning.size_class:
        yield _(
            "These are the latest figures. An enterprise comes into another class only when it is "
            "above or below the limits for two years in a row (article 4(2)): look at the year "
            "before."
        )
    elif reckoning.is_alone and reckoning.lacking:
        yield _("It takes the headcount, and turnover or balance sheet total.")
    elif reckoning.lacking:
        names = ", ".join(f"\u2068{others[pk]}\u2069" for pk in reckoning.lacking)
        words = _("Figures are missing that could decide. Write them on the page of: %(names)s")
        yield words % {"names": names}


def _in_words(figures):
    unknown = _("not known")
    return tuple(unknown if each in (None, UNLIMITED) else _number(each) for each in figures.values)


def _number(value):
    value = Decimal(value)
    value = value.quantize(Decimal("0.01")) if value % 1 else value.quantize(Decimal(1))
    shown = value.normalize() if value % 1 else value
    return number_format(shown, use_l10n=True, force_grouping=True)


class _LinkFormatter(LogFormatter):
    """How the log tells what was done to a link: `message` says it, with what the link said."""

    def format_message(self, log_entry):
        data = log_entry.data
        share = data.get("share")
        said = say_link(
            data.get("holder", ""),
            data.get("held", ""),
            share=None if share is None else Decimal(share),
            is_linked=data.get("is_linked", False),
        )
        return self.message % {"link": said}


class AddedFormatter(_LinkFormatter):
    label = gettext_lazy("Add a link")
    message = gettext_lazy("Link added: %(link)s")


class ChangedFormatter(_LinkFormatter):
    label = gettext_lazy("Change the link")
    message = gettext_lazy("Link changed: %(link)s")


class RemovedFormatter(_LinkFormatter):
    label = gettext_lazy("Remove the link")
    message = gettext_lazy("Link removed: %(link)s")


@hooks.register("register_log_actions")
def log_links(actions):
    """Let Wagtail's log know what becomes of links."""
    formatters = (AddedFormatter, ChangedFormatter, RemovedFormatter)
    for action, formatter in zip((ADDED, CHANGED, REMOVED), formatters, strict=True):
        actions.register_action(action)(formatter)
