"""The list of themes, for those who manage the programme."""

from django import forms
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.views import Adding, CheckingAgain, CountingPaginator, Searching
from accounts.languages import SOURCE_LANGUAGE
from accounts.models import Organisation, Theme
from accounts.profile import THEMES
from accounts.searched import as_searched
from accounts.typed import NameField


class ThemeForm(WagtailAdminModelForm):
    """The names of a theme, one field for each language, and whether it is retired."""

    is_retired = forms.BooleanField(
        label=_("Retired"),
        required=False,
        help_text=_("It can no longer be chosen. Whoever has it keeps it."),
    )

    class Meta:
        model = Theme
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_retired"] = self.instance.retired_at is not None
        for code, language in settings.LANGUAGES:
            self.initial[f"name_{code}"] = self.instance.names.get(code, "")
            self.fields[f"name_{code}"] = NameField(
                label=_("Name (%(language)s)") % {"language": language},
                max_length=80,
                required=code == SOURCE_LANGUAGE,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
                error_messages={"required": _("Write the name of the theme.")},
            )
        is_main = self.fields[f"name_{SOURCE_LANGUAGE}"]
        is_main.help_text = _("Shown, too, where the name in another language is missing.")
        self.order_fields([*(f"name_{code}" for code, _language in settings.LANGUAGES)])

    def clean(self):
        """Refuses a name that another theme has in any language, and commas, which part themes."""
        data = super().clean()
        taken = Theme.objects.exclude(pk=self.instance.pk).by_name()
        for key, name in self._names(data).items():
            if "," in name or ";" in name:
                words = _("Leave out commas and semicolons: they stand between themes in tables.")
                self.add_error(f"name_{key}", words)
            elif other := taken.get(as_searched(name)):
                words = _("This theme is in the list already, as “%(name)s”.") % {"name": other}
                self.add_error(f"name_{key}", words)
        return data

    def save(self, commit=True):
        self.instance.names = self._names(self.cleaned_data)
        if not self.cleaned_data["is_retired"]:
            self.instance.retired_at = None
        elif self.instance.retired_at is None:
            self.instance.retired_at = timezone.now()
        return super().save(commit)

    def _names(self, data):
        """{language: name} of what was written in `data`."""
        names = {code: data.get(f"name_{code}") for code, _language in settings.LANGUAGES}
        return {code: name for code, name in names.items() if name}


class ThemeIndexView(Searching, KnowsItsFilters, IndexView):
    """Themes in their order, each with how many organisations have it."""

    results_template_name = "accounts/admin/themes_results.html"
    paginator_class = CountingPaginator
    add_item_label = _("Add a theme")

    def get_base_queryset(self):
        return Theme.objects.annotate(**{f"{name}_count": _count(name) for name in THEMES})


class ThemeCreateView(CheckingAgain, Adding, CreateView):
    heading = _("Add a theme")


class ThemeEditView(CheckingAgain, EditView):
    """The names of one theme."""


class ThemeDeleteView(DeleteView):
    """Asks before it deletes; where organisations have the theme it leads to retiring it."""

    template_name = "accounts/admin/delete_theme.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_protected": self._is_in_use()}

    def form_valid(self, form):
        with transaction.atomic():
            # Held, nobody chooses it before it is gone.
            list(Theme.objects.select_for_update().filter(pk=self.object.pk))
            if not self._is_in_use():
                return super().form_valid(form)
        return self.get(self.request)

    def _is_in_use(self):
        return self.object.offered_by.exists() or self.object.looked_for_by.exists()


def _count(name):
    """How many organisations have a Theme in their field `name`, as an expression."""
    rows = getattr(Organisation, name).through.objects.filter(theme=OuterRef("pk"))
    rows = rows.filter(organisation__merged_into=None).order_by().values("theme")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _link(name):
    """What shows how many organisations have a Theme in their field `name`, as the way to them."""

    def link(theme):
        number = getattr(theme, f"{name}_count")
        if not number:
            return intcomma(number)
        url = f"{reverse('organisations:index')}?{name}={theme.pk}"
        return format_html('<a href="{}">{}</a>', url, intcomma(number))

    return link


def say_retired(theme):
    """Since when nobody chooses it any more; empty where it is offered."""
    if theme.retired_at is None:
        return ""
    day = date_format(localtime(theme.retired_at), "SHORT_DATE_FORMAT")
    return _("retired on %(day)s") % {"day": day}


class ThemeViewSet(ModelViewSet):
    """The themes that organisations may choose."""

    model = Theme
    name = "themes"
    icon = "tag"
    menu_label = _("Themes")
    menu_order = 615
    add_to_settings_menu = True
    index_view_class = ThemeIndexView
    add_view_class = ThemeCreateView
    edit_view_class = ThemeEditView
    delete_view_class = ThemeDeleteView
    list_display = [
        "__str__",
        Column("offers", label=_("Offered by"), accessor=_link("offers")),
        Column("looks_for", label=_("Looked for by"), accessor=_link("looks_for")),
        Column("retired_at", label=_("State"), accessor=say_retired),
    ]
    search_fields = ["searched_names"]
    ordering = "position"
    sort_order_field = "position"
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs):
        """Without Wagtail's count of uses: the list counts them."""
        return super().get_common_view_kwargs(usage_url_name=None, **kwargs)

    def get_form_class(self, for_update=False):
        return ThemeForm
