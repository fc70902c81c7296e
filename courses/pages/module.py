from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from accounts.languages import SOURCE_LANGUAGE
from content.blocks import BodyBlock
from content.blocks.base import LineBlock
from content.blocks.text import SourceBlock
from content.pages.base import BasePage
from content.pages.breadcrumbs import trail_of
from content.pages.themed import SAME_THEMES, Themed, ThemedForm, ThemesPanel
from courses.pages.activity import activity_page_types
from courses.screens.module import read_module
from learning.choices import AccessRule, Audience, Level


class Licence(models.TextChoices):
    CC_BY = "CC BY 4.0", _("CC BY 4.0: share and adapt, naming the source")
    CC_BY_SA = "CC BY-SA 4.0", _("CC BY-SA 4.0: share and adapt under the same licence")
    CC_BY_NC = "CC BY-NC 4.0", _("CC BY-NC 4.0: share and adapt, not for profit")
    ALL_RIGHTS = "all rights reserved", _("All rights reserved")

    @property
    def deed(self):
        """The address of its text, of all Creative Commons licences alike; empty without one."""
        if self == Licence.ALL_RIGHTS:
            return ""
        _name, terms, version = self.value.lower().split()
        return f"https://creativecommons.org/licenses/{terms}/{version}/"


FAULTS_OF_HOURS = dict.fromkeys(
    ["invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"],
    _("Write hours between 0.1 and 999.9, such as 1.5."),
)


class ModuleForm(ThemedForm):
    class Meta(ThemedForm.Meta):
        error_messages = {"hours": FAULTS_OF_HOURS}


class ModulePage(Themed, BasePage):
    """What a learner enrols in. Its activities are pages below it."""

    image = models.ForeignKey(
        "content.CustomImage",
        verbose_name=_("image"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    outcomes = StreamField(
        [("outcome", LineBlock(label=_("Outcome"), max_length=200))],
        max_num=6,
        verbose_name=_("what you will be able to do"),
        help_text=_("One to six abilities. Each starts with a verb: read, compare, write …"),
    )
    audience = models.CharField(
        _("audience"),
        max_length=20,
        choices=Audience.choices,
        help_text=_("For whom it is written. Learners filter the catalogue by it."),
    )
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=Level.choices,
        default=Level.INTRODUCTORY,
        help_text=_("What learners should know before."),
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=4,
        decimal_places=1,
        default=1,
        validators=[MinValueValidator(Decimal("0.1"))],
        error_messages=FAULTS_OF_HOURS,
        help_text=_("All lessons, case studies and quizzes together, such as 2.5."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    tutors = RichTextField(
        _("who teaches"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Who wrote it and answers questions, in a line or two."),
    )
    in_sequence = models.BooleanField(
        _("in sequence"),
        default=False,
        help_text=_("Each activity opens when the required ones before it are completed."),
    )
    opens_at = models.DateTimeField(
        _("opens at"),
        null=True,
        blank=True,
        help_text=_("Nobody can enrol or read before. Leave empty to open it now."),
    )
    closes_at = models.DateTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("Nobody can enrol or work on it after. Leave empty to keep it open."),
    )
    access = models.CharField(
        _("who may read the lessons"),
        max_length=20,
        choices=AccessRule.choices,
        default=AccessRule.ENROLLED,
        help_text=_("Quizzes always need enrolment."),
    )
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))
    licence = models.CharField(
        _("licence of the content"),
        max_length=30,
        choices=Licence.choices,
        default=Licence.CC_BY,
        help_text=_("What others may do with the texts."),
    )

    base_form_class = ModuleForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("level"), FieldPanel("hours")],
            heading=_("For whom"),
        ),
        ThemesPanel(),
        FieldPanel("outcomes"),
        FieldPanel(
            "image", help_text=_("Above the abilities. Leave empty where it tells nothing.")
        ),
        FieldPanel(
            "body", help_text=_("What the module is about. Lessons are pages of their own.")
        ),
        FieldPanel("tutors"),
        MultiFieldPanel(
            [
                FieldPanel("access"),
                FieldPanel("in_sequence"),
                FieldPanel("opens_at"),
                FieldPanel("closes_at"),
            ],
            heading=_("Rules"),
        ),
        InlinePanel(
            "prerequisites",
            heading=_("Prerequisites"),
            label=_("Module"),
            help_text=_("Modules that must be completed before learners can enrol."),
        ),
        FieldPanel("sources", help_text=_("Where the facts come from.")),
        FieldPanel("licence"),
    ]
    override_translatable_fields = [*BasePage.override_translatable_fields, SAME_THEMES]
    parent_page_types = ["courses.TrackPage"]
    page_description = _("What a learner enrols in: lessons, quizzes and case studies below it.")
    template = "pages/module.html"

    class Meta:
        verbose_name = _("module")

    @classmethod
    def clean_subpage_models(cls):
        """The page types that may stand below it: all types of activities."""
        return activity_page_types()

    @property
    def access_promise(self):
        """Who may read its lessons, in a few words for readers."""
        return AccessRule(self.access).promise

    @property
    def licence_deed(self):
        """The address of the text of its licence, empty where there is none."""
        return Licence(self.licence).deed if self.licence in Licence else ""

    @property
    def picture(self):
        """Its image as a value that `components/blocks/image.html` shows."""
        return {"image": self.image, "alternative": self.image.description, "caption": ""}

    def get_context(self, request, *args, **kwargs):
        trail = trail_of(self)
        return super().get_context(request, *args, **kwargs) | {
            "trail": trail,
            "catalogue_url": trail[0]["url"] if trail else "",
            "screen": read_module(request),
        }

    @cached_property
    def language(self):
        """The code of the language that its lessons are in, for a reader in the active language.

        A translated module may have lessons that are not translated yet.
        One query, none in English.
        """
        if self.alias_of_id:
            return self.alias_of.locale.language_code
        language = get_language()
        if language == SOURCE_LANGUAGE:
            return language
        below = self.get_children().live()
        codes = set(below.values_list("alias_of__locale__language_code", flat=True))
        return codes.pop() if codes and None not in codes else language


class ModulePrerequisite(Orderable):
    """A module to complete before another."""

    page = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="prerequisites")
    module = models.ForeignKey(
        ModulePage, verbose_name=_("module"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("module")]

    class Meta(Orderable.Meta):
        verbose_name = _("prerequisite")
        constraints = [models.UniqueConstraint(fields=["page", "module"], name="prerequisite_once")]

    def __str__(self):
        return str(self.module)
