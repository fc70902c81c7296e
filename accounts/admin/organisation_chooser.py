"""Choosing an organisation in the forms of the admin, by Wagtail's chooser."""

from django import forms
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from accounts.models import Organisation
from accounts.searched import matches_words
from text.numbers import key_in


class FindForm(BaseFilterForm):
    """Words of its name or city, however they are written."""

    q = forms.CharField(label=_("Name or city"), required=False)

    def filter(self, objects):
        words = self.cleaned_data["q"].strip()
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.filter(matches_words(words, "searched_names", "searched_city"))


class Choosing(PermissionCheckedMixin):
    """For the views of the chooser: open to those who may change organisations."""

    permission_required = "change"
    filter_form_class = FindForm
    ordering = ("searched", "pk")

    def can_create(self):
        return False

    def get_object_list(self):
        return Organisation.objects.unmerged().exclude(name="")

    def get_object(self, pk):
        """The Organisation with the key in the address. Raises Organisation.DoesNotExist."""
        if (key := key_in(pk)) is None:
            raise Organisation.DoesNotExist
        return self.get_object_list().get(pk=key)

    @property
    def columns(self):
        told = (("get_kind_display", _("Type")), ("get_country_display", _("Country")))
        return [self.title_column, *(Column(name, label=label) for name, label in told)]


class ChooseOrganisation(Choosing, ChooseView):
    pass


class FoundOrganisations(Choosing, ChooseResultsView):
    pass


class ChosenOrganisation(Choosing, ChosenView):
    pass


class OrganisationInput(BaseChooser):
    """The field; what is no key at all is no organisation."""

    def get_instance(self, value):
        if isinstance(value, str):
            value = key_in(value)
        return super().get_instance(value)


class OrganisationChooserViewSet(ChooserViewSet):
    """Wagtail's chooser of organisations that were not merged, found by name or city."""

    model = Organisation
    name = "organisation_chooser"
    url_prefix = "organisations/choose"
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Open the organisation")
    choose_view_class = ChooseOrganisation
    choose_results_view_class = FoundOrganisations
    chosen_view_class = ChosenOrganisation
    base_widget_class = OrganisationInput
    register_widget = False

    def get_urlpatterns(self):
        """One at a time is chosen, and none is made here."""
        return [
            path("", self.choose_view, name="choose"),
            path("results/", self.choose_results_view, name="choose_results"),
            path("chosen/<str:pk>/", self.chosen_view, name="chosen"),
        ]


organisation_chooser = OrganisationChooserViewSet()
