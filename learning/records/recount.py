"""Records brought in line with what tracks and modules require now."""

from django.utils import timezone

from learning.choices import EntryReason
from learning.records.enrolment import Enrolment
from learning.records.finishing import finish_module, finish_track, required_modules
from learning.records.history import one_act
from learning.records.track_enrolment import gather_all_track_enrolments

AT_ONCE = 1000


@one_act()
def recount_track(*, track, actor, is_lessened=True):
    """Count anew how much of `track` (a Track) its learners have completed.

    Publishing calls it, in the transaction that changed the outline, when other activities or
    modules are required than before. With `is_lessened`, modules and the track are completed for
    learners who lacked nothing but activities that are no longer required. Without it nobody
    completes anything: the outline only grew, as when a module comes back lesson by lesson.
    `actor` is the Actor that the history names. Returns how many modules were completed.
    """
    now = timezone.now()
    enrolments = Enrolment.objects.filter(module__track=track)
    # With the modules locked nobody enrols, with the enrolments locked nobody completes anything:
    # what was under way is seen in what follows, and what comes then sees the outline as it is.
    list(track.modules.select_for_update().order_by("pk").values_list("pk"))
    held = enrolments.select_for_update(of=("self",), no_key=True)
    list(held.order_by("pk").values_list("pk"))
    enrolments.count_done()
    gather_all_track_enrolments(track=track)
    if not is_lessened:
        return 0
    finished = 0
    act = {"actor": actor, "now": now, "reason": EntryReason.LESS_REQUIRED}
    for module in required_modules(track):
        ready = module.enrolments.active().filter(completed_at=None, done=module.required)
        learners = list(ready.values_list("learner", flat=True))
        finished += len(learners)
        for start in range(0, len(learners), AT_ONCE):
            finish_module(module=module, learners=learners[start : start + AT_ONCE], **act)
    completed = enrolments.exclude(completed_at=None)
    finish_track(track=track, learners=completed.values("learner"), **act)
    return finished
