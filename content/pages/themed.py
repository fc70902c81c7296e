"""Pages that point to themes, from the list that programme managers keep."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail_localize.fields import SynchronizedField

from accounts.models import Theme
from accounts.organisation_forms import GONE
from content.gaps.forms import PageForm
from content.theme_links import ThemeOfPage

SAME_THEMES = SynchronizedField("theme_links", overridable=False)  # in all languages


class ThemedForm(PageForm):
    """The editor's form with the themes to tick; without them where the list is empty."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE, "invalid_pk_value": GONE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._links = {link.theme_id: link for link in self.instance.theme_links.all()}
        self.initial["themes"] = list(self._links)
        themes = Theme.objects.offered(and_those_of=self._links)
        self.fields["themes"].queryset = themes
        if not themes:
            del self.fields["themes"]

    def save(self, commit=True):
        if "themes" in self.cleaned_data:
            self.instance.theme_links = [
                self._links.get(theme.pk) or ThemeOfPage(theme=theme)
                for theme in self.cleaned_data["themes"]
            ]
        return super().save(commit)


class ThemesPanel(FieldPanel):
    """The themes to tick; two versions of a page are compared by the rows that come of it."""

    def __init__(self, field_name="themes", **options):
        words = {
            "heading": _("Themes"),
            "help_text": _(
                "What it is about, from the list that programme managers keep. "
                "The same in all languages; readers choose modules by them."
            ),
        }
        super().__init__(field_name, **words | options)

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self):
            rows = InlinePanel("theme_links", panels=[FieldPanel("theme")], heading=_("Themes"))
            rows = rows.bind_to_model(self.panel.model)
            bound = rows.get_bound_panel(instance=self.instance, request=self.request, form=None)
            return bound.get_comparison()


class Themed:
    """A part of page types that point to themes."""

    base_form_class = ThemedForm

    @property
    def themes(self):
        """Its Themes in the order of the list. Two queries, one where it has none."""
        return Theme.objects.filter(pk__in=[link.theme_id for link in self.theme_links.all()])
