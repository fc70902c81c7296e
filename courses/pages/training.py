from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from content.blocks import BodyBlock
from content.pages.base import BasePage
from content.pages.breadcrumbs import trail_of
from courses.pages.module import ModulePage
from courses.screens.catalogue import are_known, read_catalogue
from courses.screens.track import read_track
from learning.choices import Audience


class TrainingIndexPage(BasePage):
    """The catalogue of all tracks and modules."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.TrackPage"]
    max_count_per_parent = 1
    page_description = _("The catalogue: lists all tracks and modules, with filters and search.")
    template = "pages/training_index.html"
    is_known = staticmethod(are_known)

    class Meta:
        verbose_name = _("training index")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "catalogue": read_catalogue(request.user, request.GET, ModulePage.objects.live())
        }


class TrackPage(BasePage):
    """A learning path for one audience."""

    audience = models.CharField(
        _("audience"),
        max_length=20,
        choices=Audience.choices,
        help_text=_("It decides the colour and which door of the home page leads here."),
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=300,
        help_text=_("One sentence: what you can do after the whole track."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("audience"),
        FieldPanel("outcome"),
        FieldPanel("body"),
    ]
    parent_page_types = ["courses.TrainingIndexPage"]
    subpage_types = ["courses.ModulePage"]
    page_description = _("A learning path for one audience. Its modules are pages below it.")
    template = "pages/track.html"

    class Meta:
        verbose_name = _("track")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "trail": trail_of(self),
            "screen": read_track(request.user, self, ModulePage.objects.live()),
        }
