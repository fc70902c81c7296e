"""A crowd of fictional learners, for measuring: written in bulk, in every state of progress.

Their rows are what the portal's own functions would have written: every date follows from the day
of enrolment, and every score from the answers.
"""

from datetime import timedelta

from django.db.models import F, JSONField, Value
from django.db.models.functions import JSONObject, TruncDate
from django.utils import timezone

from accounts.models import Country, Organisation, OrganisationKind, User
from assessments.layout import draw_layout
from assessments.models import Attempt, Response
from assessments.passing import Pass, PassOrigin
from assessments.version import current_version
from learning.choices import ActorKind, EntryKind
from learning.models import Completion, Enrolment, HistoryEntry, TrackEnrolment, Visit
from learning.records.insertion import insert_from
from learning.records.workplace import workplace_kept

DOMAIN = "crowd.example"
ORGANISATIONS = 60
STEP = timedelta(hours=12)  # from one activity to the next
STAY = timedelta(hours=2)  # in an activity, until it is completed
# How far twenty learners have come: twelve of them, which is 60 per cent, to the end.
DONE = (*[20] * 12, 0, 2, 5, 8, 11, 14, 17, 19)
LEFT_AFTER = 5
RIGHT = (8, 9, 10)  # answers of those who pass; every fourth had failed before, with five
RIGHT_AT_FIRST = 5
AT_ONCE = 5000
NOTHING = Value({}, JSONField())
# The models of which the crowd writes many rows.
FILLED = (Visit, Completion, HistoryEntry, Attempt, Response)


def crowd():
    """The people of the crowd."""
    return User.objects.filter(email__endswith=f"@{DOMAIN}")


def add_learners(*, module, numbers):
    """Let the learners of these `numbers` (a range) work in `module`, which ends with a quiz.

    Returns how many rows were written. The caller's transaction holds them together.
    """
    activities = list(module.activities.active())
    learners = _people(numbers)
    known = Enrolment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Enrolment.objects.bulk_create(
        [_enrolment(module, activities, *pair) for pair in zip(numbers, learners, strict=True)],
        batch_size=AT_ONCE,
    )
    enrolments = Enrolment.objects.filter(module=module, pk__gt=known).order_by()
    done = sum(
        _completions(enrolments, activity, STEP * place)
        for place, activity in enumerate(activities, 1)
    )
    in_track = insert_from(
        TrackEnrolment,
        enrolments,
        learner_id=F("learner"),
        track_id=F("module__track"),
        enrolled_at=F("enrolled_at"),
        withdrawn_at=F("withdrawn_at"),
        completed_at=F("completed_at"),  # of the only module
        current_id=F("pk"),
        done_elsewhere=Value(0),
    )
    finished = enrolments.exclude(completed_at=None)
    of_module, of_track = {"module_id": F("module")}, {"track_id": F("module__track")}
    told = (
        _tell(EntryKind.ENROLLED, enrolments, F("enrolled_at"), **of_module)
        + _tell(EntryKind.MODULE_COMPLETED, finished, F("completed_at"), **of_module)
        + _tell(EntryKind.TRACK_COMPLETED, finished, F("completed_at"), **of_track)
        + _tell(
            EntryKind.WITHDREW,
            enrolments.exclude(withdrawn_at=None),
            F("withdrawn_at"),
            **of_module,
        )
    )
    attempts = _attempts(activities[-1], enrolments)
    return 2 * len(learners) + in_track + done + told + attempts


def _people(numbers):
    kinds, countries = list(OrganisationKind), list(Country)
    organisations = [
        Organisation.objects.get_or_create(
            name=f"Fictional organisation {number}",
            kind=kinds[number % len(kinds)],
            country=countries[number % len(countries)],
        )[0]
        for number in range(ORGANISATIONS)
    ]
    return User.objects.bulk_create(
        [
            User(
                email=f"learner{number}@{DOMAIN}",
                password="!",  # noqa: S106 -- nobody can log in with it
                first_name="Fictional",
                last_name=f"Learner {number}",
                organisation=organisations[number % ORGANISATIONS],
            )
            for number in numbers
        ],
        batch_size=AT_ONCE,
    )


def _enrolment(module, activities, number, learner):
    done = DONE[number % len(DONE)]
    enrolled_at = timezone.now() - timedelta(days=30 + number % 300, minutes=number % 1440)
    last_active_at = enrolled_at + STEP * done
    return Enrolment(
        learner=learner,
        module=module,
        organisation=learner.organisation,
        organisation_kind=learner.organisation.kind,
        country=learner.organisation.country,
        size_class=learner.organisation.size_class,
        enrolled_at=enrolled_at,
        last_active_at=last_active_at,
        last_activity=activities[done - 1] if done else None,
        completed_at=last_active_at if done == len(activities) else None,
        withdrawn_at=last_active_at + STEP if done == LEFT_AFTER else None,
        done=done,
    )


def _completions(enrolments, activity, after):
    """The visits and completions of `activity`, which come so long `after` enrolment.

    Returns how many rows.
    """
    completed_at = F("enrolled_at") + after
    enrolments = enrolments.filter(last_activity__position__gte=activity.position)
    about = {"activity_id": Value(activity.pk)}
    whose = {"learner_id": F("learner"), **about}
    moment = completed_at - STAY
    return (
        insert_from(Visit, enrolments, **whose, day=TruncDate(moment), visited_at=moment)
        + insert_from(
            Completion,
            enrolments,
            **whose,
            **workplace_kept(),
            completed_at=completed_at,
            is_excused=Value(False),
        )
        + _tell(EntryKind.ACTIVITY_COMPLETED, enrolments, completed_at, **about)
    )


def _attempts(quiz, enrolments):
    """The attempts at `quiz` of those who finished, with their answers; returns how many rows."""
    version = current_version(quiz, "en")
    questions, rules = version.quiz.questions, version.activity.quiz_rules
    layout = draw_layout(version.quiz, rules, 0)
    known = Attempt.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    attempts = []
    for number, (learner, moment) in enumerate(
        enrolments.exclude(completed_at=None).order_by("pk").values_list("learner", "completed_at")
    ):
        rights = [RIGHT_AT_FIRST] if number % 4 == 0 else []
        rights.append(RIGHT[number % len(RIGHT)])
        for place, right in enumerate(rights, 1):
            submitted_at = moment - timedelta(hours=len(rights) - place)
            attempts.append(
                Attempt(
                    learner_id=learner,
                    activity=quiz,
                    version=version,
                    number=place,
                    layout=layout,
                    started_at=submitted_at - timedelta(minutes=10),
                    submitted_at=submitted_at,
                    points_numerator=right,
                    max_points=len(questions),
                    score=100 * right / len(questions),
                    is_passed=right >= RIGHT[0],
                    pass_mark=rules.pass_mark,
                    grading_method=rules.grading_method,
                    show_answers=rules.show_answers,
                )
            )
    Attempt.objects.bulk_create(attempts, batch_size=AT_ONCE)
    written = Attempt.objects.filter(activity=quiz, pk__gt=known)
    whose = {
        "activity_id": F("activity"),
        "attempt_id": F("pk"),
        "data": JSONObject(number="number"),
    }
    passing = written.filter(is_passed=True)
    return (
        len(attempts)
        + _passes(passing)
        + _tell(EntryKind.ATTEMPT_STARTED, written, F("started_at"), **whose)
        + _tell(EntryKind.ATTEMPT_SUBMITTED, written, F("submitted_at"), **whose)
        + _tell(EntryKind.PASS_GIVEN, passing, F("submitted_at"), **{**whose, "data": NOTHING})
        + sum(_answers(written, place, question) for place, question in enumerate(questions))
    )


def _passes(attempts):
    """The passes that `attempts` earned; returns how many."""
    return insert_from(
        Pass,
        attempts,
        learner_id=F("learner"),
        activity_id=F("activity"),
        attempt_id=F("pk"),
        passed_at=F("submitted_at"),
        score_numerator=F("points_numerator"),
        score_denominator=F("max_points"),
        grading_method=F("grading_method"),
        pass_mark=F("pass_mark"),
        origin=Value(PassOrigin.SUBMISSION.value),
    )


def _tell(kind, rows, happened_at, **about):
    """Write the entry of `kind`, of that moment, that belongs to each of `rows`; returns how many.

    The moment and what it is about are expressions over `rows`.
    """
    return insert_from(
        HistoryEntry,
        rows,
        learner_id=F("learner"),
        kind=Value(kind.value),
        happened_at=happened_at,
        actor_kind=Value(ActorKind.IMPORT.value),
        actor_name=Value("crowd"),
        reason=Value(""),
        **{"data": NOTHING, **about},
    )


def _answers(attempts, place, question):
    """Let those who gave more right answers than `place` be right here, and the others wrong."""
    return sum(
        insert_from(
            Response,
            attempts.filter(**condition),
            attempt_id=F("pk"),
            question_id=Value(question.id),
            answer=Value(answer, JSONField()),
            saved_at=F("submitted_at") - timedelta(minutes=1),
            points_numerator=Value(points),
            points_denominator=Value(1),
        )
        for condition, answer, points in (
            ({"points_numerator__gt": place}, question.right_answer(), 1),
            ({"points_numerator__lte": place}, question.wrong_answer(), 0),
        )
    )
