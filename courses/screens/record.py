"""What a learner has completed, to take along on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.screens.decisions import reasons_by_hand
from courses.screens.results import QuizResult, read_results
from courses.syllabus import syllabuses_of
from learning.derived.standing import Standing
from learning.overview import TrackStanding, learner_overview


@dataclass(frozen=True)
class ModuleOnRecord:
    """A completed module: the learner's Standing, and the results of the quizzes passed in it."""

    standing: Standing
    results: tuple[QuizResult, ...]
    reasons: Mapping[int, str]  # of what was entered by hand, by the activity's primary key

    @property
    def minutes(self):
        """How long what was completed in it takes; what is excused takes none."""
        standing = self.standing
        done = standing.completed.keys() - standing.excused
        return sum(each.minutes for each in standing.activities if each.pk in done)

    @property
    def excused(self):
        """The activities that the learner is excused from."""
        return [each for each in self.standing.activities if each.pk in self.standing.excused]

    @property
    def by_hand(self):
        """The activities that a trainer entered as completed: pairs with the reason."""
        by_hand = self.standing.by_hand
        own = [each for each in self.standing.activities if each.pk in by_hand]
        return [(each, self.reasons.get(each.pk, "–")) for each in own]


@dataclass(frozen=True)
class Record:
    """The tracks and modules that were completed, of each the last first."""

    tracks: tuple[TrackStanding, ...]
    modules: tuple[ModuleOnRecord, ...]

    @property
    def minutes(self):
        """How long all of it takes together."""
        return sum(module.minutes for module in self.modules)


def read_record(learner):
    """The Record of `learner`. Six queries at most, one more where something is by hand."""
    overview = learner_overview(learner, syllabuses_of)
    results = [result for result in read_results(learner) if result.is_passed]
    reasons = reasons_by_hand(overview.finished)
    completed = (track for track in overview.tracks if track.completed_at)
    return Record(
        tracks=tuple(sorted(completed, key=lambda track: track.completed_at, reverse=True)),
        modules=tuple(
            ModuleOnRecord(
                standing,
                tuple(r for r in results if r.activity.module_id == standing.module.pk),
                reasons,
            )
            for standing in overview.finished
        ),
    )
