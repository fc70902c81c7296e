"""What the list of organisations says of each, and what leaves some of them out."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from accounts.models import Country, Organisation, OrganisationKind, Theme
from accounts.size_class import SizeClass


class OrganisationState(TextChoices):
    """What the list may be narrowed to."""

    TO_LOOK_AT = "to_look_at", gettext_lazy("To be looked at")
    SELF_NAMED = "self_named", gettext_lazy("Named by people themselves")
    MERGED = "merged", gettext_lazy("Merged into another")


FOUND = {
    "": Organisation.objects.unmerged,
    OrganisationState.TO_LOOK_AT: Organisation.objects.to_look_at,
    OrganisationState.SELF_NAMED: lambda: Organisation.objects.unmerged().filter(
        is_self_named=True
    ),
    OrganisationState.MERGED: lambda: Organisation.objects.exclude(merged_into=None),
}


def organisations_of(state):
    """The Organisations of an OrganisationState; those that were not merged where it is none.

    Those without a name, with which people count who were forgotten, are nobody's to look after.
    """
    found = FOUND.get(state, FOUND[""])().exclude(name="")
    return found.select_related("merged_into", "looked_at_by")


class OrganisationFilterSet(WagtailFilterSet):
    """By type, country, themes and state, which the view has read: see `organisations_of`."""

    kind = ChoiceFilter(label=gettext_lazy("Type"), choices=OrganisationKind.choices)
    country = ChoiceFilter(label=gettext_lazy("Country"), choices=Country.choices)
    size_class = ChoiceFilter(label=gettext_lazy("Size class"), choices=SizeClass.choices)
    offers = ChoiceFilter(label=gettext_lazy("Offers the theme"))
    looks_for = ChoiceFilter(label=gettext_lazy("Looks for the theme"))
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=OrganisationState.choices,
        method=lambda queryset, name, value: queryset,
    )

    class Meta:
        model = Organisation
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        themes = [(str(theme.pk), str(theme)) for theme in Theme.objects.all()]  # once for both
        for name in ("offers", "looks_for"):
            self.filters[name].extra["choices"] = themes


def link_to_people(organisation):
    """How many people work for it, as the way to them."""
    number = intcomma(organisation.people_count)
    if not organisation.people_count:
        return number
    url = f"{reverse('people')}?at={organisation.pk}"
    return format_html('<a href="{}">{}</a>', url, number)


def say_state(organisation):
    """What became of an organisation that was merged, or that people named themselves."""
    if organisation.merged_into:
        text = format_html("<bdi>{}</bdi>", organisation.merged_into)
        return format_html(_("merged into {}"), text)
    if organisation.is_to_look_at:
        return OrganisationState.TO_LOOK_AT.label
    if organisation.looked_at is None:
        return ""
    day = date_format(localtime(organisation.looked_at), "SHORT_DATE_FORMAT")
    if organisation.looked_at_by is None:
        return _("looked at on %(day)s") % {"day": day}
    who = f"\u2068{organisation.looked_at_by}\u2069"
    return _("looked at on %(day)s by %(who)s") % {"day": day, "who": who}


def say_size(organisation):
    """What its figures make of an enterprise, in sentences; nothing of other organisations."""
    if not organisation.is_enterprise:
        return []
    if organisation.size_class:
        said = {"size": organisation.get_size_class_display()}
        sentences = [_("By Recommendation 2003/361/EC: %(size)s.") % said]
    else:
        sentences = [_("By Recommendation 2003/361/EC the size class is not known.")]
    if organisation.country == Country.IL:
        in_israel = {
            True: _("In Israel, where the limit is 100 people: small or medium-sized."),
            False: _("In Israel, where the limit is 100 people: larger."),
            None: _("In Israel, where the limit is 100 people: not known without the headcount."),
        }
        sentences.append(in_israel[organisation.is_sme_in_israel])
    return sentences
