"""That something was completed just now, in words."""

from django.utils.translation import gettext as _

from learning.models import Enrolment, TrackEnrolment


def completed_words(standing, overview=None):
    """That the module of `standing` (a Standing) is completed, and with it its track.

    One query, none where the learner's `overview` is at hand.
    """
    module = standing.module
    words = _("You have completed the module “%(module)s”.") % {"module": module.title}
    completes = overview.completes_track if overview else _completes_track
    if completes(standing):
        track = {"track": module.track.title}
        words += " " + _("With it you have completed the track “%(track)s”.") % track
    return words


def _completes_track(standing):
    """Whether the track was completed with the module of `standing` (1 query)."""
    module, learner = standing.module, standing.user
    own = Enrolment.objects.filter(learner=learner, module=module)
    last = TrackEnrolment.objects.filter(learner=learner, track=module.track)
    return last.filter(completed_at__in=own.values("completed_at")).exists()


def news_of_completion(completion):
    """What a Completion brought, in a sentence or two; empty where it was there before.

    `completion`: what `complete_activity` returned, or None.
    """
    if completion is None or not completion.is_new:
        return ""
    if completion.standing.progress.is_complete:
        return completed_words(completion.standing)
    return _("“%(title)s” is complete.") % {"title": completion.activity.title}
