"""Activities that count as done because somebody decided so: an excuse, a completion by hand."""

from learning.records.completion import Completion, follow_completion
from learning.records.decision import DecisionRefusal, require, require_offered
from learning.records.history import record_change
from learning.records.track_enrolment import gather_track_enrolments
from learning.records.workplace import workplace_of


def require_missing(activity, standing):
    """Raise DecisionRefused unless `activity` is still to be done by the learner of `standing`.

    It and its module are offered, and the learner is enrolled.
    """
    require(standing.is_enrolled, DecisionRefusal.NOT_ENROLLED)
    require_offered(activity, standing)
    require(activity.pk not in standing.excused, DecisionRefusal.EXCUSED)
    require(activity.pk not in standing.completed, DecisionRefusal.DONE)


def count(activity, standing, act, **marks):
    """Let `activity` count as done from now on for the learner of `standing`; return a Completion.

    Completes the module when nothing required is left, and the track when no module is. `act`: what
    `record_change` takes; `marks`: what the Completion says of itself. The caller holds the locks
    on the learner's enrolments in the track.
    """
    learner, now = standing.user, act["happened_at"]
    completion = Completion.objects.create(
        learner=learner,
        activity=activity,
        completed_at=now,
        **marks,
        **workplace_of(learner.pk),
    )
    record_change(**act)
    standing = standing.with_completed(activity, now)
    standing.enrolment.done = standing.progress.done
    standing.enrolment.save(update_fields=["done"])
    gather_track_enrolments(track=standing.module.track, learners=[learner.pk])
    follow_completion(standing, actor=act["actor"], now=now)
    return completion


def uncount(activity, standing, act):
    """Let `activity` no longer count as done; the opposite of `count`.

    Nothing that was completed is taken away: it is refused once the module is completed, or, where
    the order is fixed, something behind the activity. Raises DecisionRefused.
    """
    learner = standing.user
    require(_may_end(standing, activity), DecisionRefusal.USED)
    Completion.objects.filter(learner=learner, activity=activity).delete()
    record_change(**act)
    learner.enrolments.filter(module=activity.module_id).count_done()
    gather_track_enrolments(track=activity.module.track, learners=[learner.pk])


def _may_end(standing, activity):
    """Whether nothing was completed by `activity`, which counts by a decision."""
    if standing.finished_at:
        return False
    place = [each.pk for each in standing.activities].index(activity.pk)
    behind = standing.activities[place + 1 :] if standing.module.in_sequence else ()
    return standing.missing(behind) == list(behind)


def act_of(kind, learner, about, actor, reason, now):
    """What `record_change` takes to tell of a decision of this `kind`."""
    return {
        "kind": kind,
        "learners": [learner.pk],
        "about": about,
        "actor": actor,
        "happened_at": now,
        "reason": reason,
    }
