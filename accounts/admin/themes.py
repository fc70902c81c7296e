"""The list of themes, for those who manage the programme."""

from django import forms
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import transaction
from django.db.models import BigIntegerField, CharField, Count, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page, ReferenceIndex

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
    """Themes in their order, each with how many organisations and pages have it."""

    results_template_name = "accounts/admin/themes_results.html"
    paginator_class = CountingPaginator
    add_item_label = _("Add a theme")

    def get_base_queryset(self):
        counts = {f"{name}_count": _count(name) for name in THEMES}
        return Theme.objects.annotate(**counts, pages_count=_count_pages())


class ThemeCreateView(CheckingAgain, Adding, CreateView):
    heading = _("Add a theme")


class ThemeEditView(CheckingAgain, EditView):
    """The names of one theme."""


class ThemeDeleteView(DeleteView):
    """Asks before it deletes; where something points to the theme it leads to retiring it."""

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
        """Whether a row of any model points to it; those of apps above are not known by name."""
        return any(
            relation.related_model._default_manager.filter(
                **{relation.field.name: self.object}
            ).exists()
            for relation in Theme._meta.related_objects
        )


class ThemePagesView(UsageView):
    """The pages that point to a theme; managers, who edit none, are led to those that are live."""

    page_title = _("Pages")
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda page: page.live and page.get_url()),
        Column("kind", label=_("Type"), accessor="page_type_display_name"),
        Column("state", label=_("State"), accessor=lambda page: capfirst(page.status_string)),
    ]

    def get_queryset(self):
        return pages_with(Value(self.object.pk)).order_by("path")

    def get_table(self, object_list, **kwargs):
        return Table(self.columns, object_list, **kwargs)


def _count(name):
    """How many organisations have a Theme in their field `name`, as an expression."""
    rows = getattr(Organisation, name).through.objects.filter(theme=OuterRef("pk"))
    rows = rows.filter(organisation__merged_into=None).order_by().values("theme")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def pages_with(pk):
    """The English pages that point to the Theme with that key, a value or an expression.

    Wagtail keeps what refers to what: pages are an affair of apps above.
    """
    kinds = ContentType.objects.get_for_models(Page, Theme)
    found = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        to_content_type=kinds[Theme],
        to_object_id=Cast(pk, CharField()),
    )
    pks = found.values_list(Cast("object_id", BigIntegerField()))
    return Page.objects.filter(pk__in=pks, locale__language_code=SOURCE_LANGUAGE)


def _count_pages():
    """How many pages point to a Theme, as an expression."""
    rows = pages_with(OuterRef(OuterRef("pk"))).order_by().values("locale")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _link_to_pages(theme):
    """How many pages point to `theme`, as the way to them."""
    if not theme.pages_count:
        return intcomma(0)
    url = reverse("themes:usage", args=[theme.pk])
    return format_html('<a href="{}">{}</a>', url, intcomma(theme.pages_count))


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
    """The themes that organisations and pages may point to."""

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
    usage_view_class = ThemePagesView
    list_display = [
        "__str__",
        Column("offers", label=_("Offered by"), accessor=_link("offers")),
        Column("looks_for", label=_("Looked for by"), accessor=_link("looks_for")),
        Column("pages", label=_("Pages"), accessor=_link_to_pages),
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
