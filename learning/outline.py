"""The outline: tracks, their modules, the modules' activities.

Publishing compiles the page tree into these rows (`courses.publishing`); nobody edits them by hand.
A row is known by `key`, the translation key that a page shares with its translations. Rows are
retired, never deleted, so that records which point at them stay readable.
"""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.languages import TextsField, in_language, language_among
from learning.activity_type import ACTIVITY_TYPES
from learning.choices import AccessRule, ActivityAccess, Audience, CompletionRule, Level
from learning.opening import Opening, open_at

COMING_BACK = timedelta(days=1)  # how long what came back waits for its parts


def with_track(module):
    """A Q: the module that the path `module` leads to is active, or was retired with its track."""
    retired_at = f"{module}__retired_at"
    return Q(**{retired_at: None}) | Q(**{f"{retired_at}__gte": F(f"{module}__track__retired_at")})


class OutlineQuerySet(models.QuerySet):
    """QuerySet of tracks, modules or activities."""

    def active(self):
        """Rows whose page is live in at least one language."""
        return self.filter(retired_at=None)


class TrackQuerySet(OutlineQuerySet):
    """QuerySet of tracks."""

    def offered(self):
        """The active ones of which a module is active too."""
        return self.active().filter(Exists(Module.objects.active().filter(track=OuterRef("pk"))))


class ModuleQuerySet(OutlineQuerySet):
    """QuerySet of modules."""

    def open_at(self, now):
        """Those that their dates open at the moment `now`."""
        return self.filter(open_at(now))

    def whole(self, now):
        """Those in use at the moment `now`, but for what is just coming back piece by piece.

        A module that came back waits a day for those of its activities that are still offline, and
        so does a track for its modules.
        """
        recently = now - COMING_BACK
        activities = Activity.objects.filter(module=OuterRef("pk"), retired_at__isnull=False)
        modules = Module.objects.filter(track=OuterRef("track"), retired_at__isnull=False)
        return (
            self.active()
            .filter(track__retired_at=None)
            .exclude(Exists(activities), returned_at__gt=recently)
            .exclude(Exists(modules), track__returned_at__gt=recently)
        )


class ActivityQuerySet(OutlineQuerySet):
    """QuerySet of activities."""

    def in_track(self):
        """Those that count in their track: the activities of its active modules.

        In a retired track, those of the modules that were retired with it.
        """
        return self.on_record().filter(with_track("module"))

    def required(self):
        """Those that completing the module takes."""
        return self.filter(is_required=True)

    def on_record(self):
        """The active ones; in a retired module, those that were retired with it."""
        return self.filter(Q(retired_at=None) | Q(retired_at__gte=F("module__retired_at")))


class OutlineRow(models.Model):
    """The fields that tracks, modules and activities share."""

    key = models.UUIDField(_("key"), unique=True, editable=False)
    # A page that shows another language's text has a path in its language, and no title.
    titles = TextsField(_("titles by language"), default=dict)
    paths = TextsField(
        _("paths by language"), default=dict, help_text=_("Below the language's home page.")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """The title in the active language."""
        return in_language(self.titles)

    @property
    def title_language(self):
        """The code of the language that `title` is in."""
        return language_among(self.titles)

    @property
    def url(self):
        """The page's address in the active language, or in English where it is missing there."""
        language = language_among(self.paths)
        return f"/{language}/{self.paths[language]}" if language else ""

    @property
    def is_active(self):
        """Whether its page is live in at least one language."""
        return self.retired_at is None


class Track(OutlineRow):
    """A learning path for one audience."""

    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices)
    returned_at = models.DateTimeField(_("came back at"), null=True, blank=True)

    objects = TrackQuerySet.as_manager()

    class Meta(OutlineRow.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")


class Module(OutlineRow):
    """What a learner enrols in."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="modules")
    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    access = models.CharField(_("who may read"), max_length=20, choices=AccessRule.choices)
    in_sequence = models.BooleanField(_("activities in sequence"), default=False)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    returned_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="leads_to"
    )

    objects = ModuleQuerySet.as_manager()

    class Meta(OutlineRow.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def is_offered(self):
        """Whether its page and that of its track are live in at least one language."""
        return self.is_active and self.track.is_active

    @property
    def opening(self):
        """The Opening that its dates describe."""
        return Opening(self.opens_at, self.closes_at)


class Activity(OutlineRow):
    """A step of a module: a lesson, a quiz, a case study …"""

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("kind"), max_length=20)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    is_required = models.BooleanField(_("required"), default=True)
    access = models.CharField(
        _("who may read"),
        max_length=20,
        choices=ActivityAccess.choices,
        default=ActivityAccess.AS_MODULE,
    )
    completion_rule = models.CharField(
        _("completed by"), max_length=20, choices=CompletionRule.choices
    )

    objects = ActivityQuerySet.as_manager()

    class Meta(OutlineRow.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    @property
    def is_opened(self):
        """Whether everyone may read it, though its module lets in fewer."""
        return self.access == ActivityAccess.EVERYONE and self.module.access != AccessRule.EVERYONE

    @property
    def type(self):
        """The ActivityType of its kind."""
        return ACTIVITY_TYPES[self.kind]
