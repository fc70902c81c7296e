"""What learners said of the modules, in Wagtail's admin."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.looking import log_list
from learning.models import Module
from reporting.looked_at import OPINIONS
from reporting.opinions import read_counts, read_words
from reporting.permissions import ReportAccess
from reporting.printing import Printable

TITLE = gettext_lazy("What learners say")


class OpinionsView(
    ReportAccess, PermissionCheckedMixin, Printable, WagtailAdminTemplateMixin, TemplateView
):
    """The modules, each with how many answered, and what."""

    template_name = "reporting/opinions.html"
    page_title = TITLE
    header_icon = "comment"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def header_buttons(self):
        return [self.print_button]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, counts=read_counts())


class ModuleOpinionsView(
    ReportAccess, PermissionCheckedMixin, Printable, WagtailAdminTemplateMixin, TemplateView
):
    """What learners said of one module in their own words."""

    template_name = "reporting/module_opinions.html"
    header_icon = "comment"

    @cached_property
    def module(self):
        """The module in the address. Raises Http404."""
        return get_object_or_404(Module, key=self.kwargs["key"])

    def get_page_title(self):
        return self.module.title

    def get_page_subtitle(self):
        return TITLE

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("opinions"), "label": TITLE},
            {"url": "", "label": self.module.title},
        ]

    @property
    def header_buttons(self):
        return [self.print_button]

    def get_context_data(self, **kwargs):
        opinions = list(read_words(self.module))
        filters = f"module={self.module.pk}"
        log_list(OPINIONS, by=self.request.user, count=len(opinions), filters=filters)
        return super().get_context_data(**kwargs, opinions=opinions)
