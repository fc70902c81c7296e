"""Two accounts of one person: how attempts at quizzes follow, and what they earned."""

from collections import defaultdict

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.one_person.following import MergeRefused, Refusal
from accounts.one_person.rows import keep_one, lead_over
from assessments.allowance import Allowance, AllowanceKind
from assessments.attempt import Attempt, settle_attempt, submit_attempt
from assessments.check import CheckResponse
from assessments.definition import UnreadableQuiz
from assessments.passing import Pass
from assessments.quiz_rules import QuizRules
from learning.actor import Actor
from learning.choices import EntryKind
from learning.models import HistoryEntry
from learning.records.history import rewriting_history

AT_ONCE = 500
ASIDE = 10_000  # added to numbers while they change, so that none meets another


def older_attempts(merged, into):
    """The older one of two attempts under way at a quiz, of each quiz where both Users have one."""
    rows = Attempt.objects.open().filter(learner__in=[merged, into]).order_by("started_at", "pk")
    first, older = {}, []
    for attempt in rows.select_related("activity", "learner"):
        if attempt.activity_id in first:
            older.append(first[attempt.activity_id])
        first[attempt.activity_id] = attempt
    return older


def attempts_in_words(merged, into):
    """What would be handed in, in words: of each quiz the attempt, its day and its account."""
    return [
        _("“%(title)s”: the attempt of %(date)s, in the account of %(address)s")
        % {
            "title": attempt.activity.title,
            "date": date_format(localtime(attempt.started_at), "DATETIME_FORMAT"),
            "address": attempt.learner.email,
        }
        for attempt in older_attempts(merged, into)
    ]


def prepare_attempts(merge):
    """Hand in the older of two attempts under way, and hold all. Raises MergeRefused."""
    for attempt in older_attempts(merge.merged, merge.into):
        if not settle_attempt(attempt=attempt).is_open:
            continue
        if not merge.hands_in:
            raise MergeRefused(Refusal.UNDER_WAY)
        actor = Actor.on_behalf(of=attempt.learner, by=merge.by)
        try:
            submit_attempt(attempt=attempt, actor=actor)
        except UnreadableQuiz:
            raise MergeRefused(Refusal.UNREADABLE) from None
    held = Attempt.objects.select_for_update(of=("self",)).filter(learner__in=merge.ids)
    list(held.order_by("pk").values_list("pk"))


def merge_attempts(merge):
    """Attempts follow, numbered in the order in which they were begun; and what was allowed."""
    of_both = Attempt.objects.filter(learner__in=merge.ids).order_by("started_at", "pk")
    by_quiz = {}
    for attempt in of_both.defer("layout"):
        by_quiz.setdefault(attempt.activity_id, []).append(attempt)
    learners = {quiz: {each.learner_id for each in own} for quiz, own in by_quiz.items()}
    shared = {quiz: own for quiz, own in by_quiz.items() if len(learners[quiz]) == 2}
    numbers, changed = {}, []
    for own in shared.values():
        for number, attempt in enumerate(own, 1):
            numbers[attempt.learner_id, attempt.activity_id, attempt.number] = number
            if number != attempt.number or attempt.learner_id == merge.merged.pk:
                changed.append(attempt)
            attempt.number = number
    Attempt.objects.filter(pk__in=[each.pk for each in changed]).update(number=F("number") + ASIDE)
    # The other account's are further aside: both may have the same number.
    own = Attempt.objects.filter(learner=merge.merged)
    own.filter(activity__in=shared).update(number=F("number") + ASIDE, learner=merge.into)
    lead_over(merge, Attempt, "learner")
    Attempt.objects.bulk_update(changed, ["number"], batch_size=AT_ONCE)
    _number_history(changed)
    _merge_allowances(merge, shared, numbers)


def _number_history(attempts):
    """Let the history name `attempts` by the numbers that they have now."""
    numbers = {attempt.pk: attempt.number for attempt in attempts}
    quizzes = {attempt.activity_id for attempt in attempts}
    entries = list(HistoryEntry.objects.filter(activity__in=quizzes, attempt_id__in=numbers))
    told = [entry for entry in entries if "number" in entry.details]
    for entry in told:
        entry.data["number"] = numbers[entry.attempt_id]
    with rewriting_history():
        HistoryEntry.objects.bulk_update(told, ["data"], batch_size=AT_ONCE)


def _merge_allowances(merge, shared, numbers):
    """A further attempt that was begun keeps its attempt; others come behind what is used by now.

    More time is given once: the longer one stays. `shared`: {quiz (id): attempts of both};
    `numbers`: {(learner, quiz, number before): number now}.
    """
    limits = dict(QuizRules.objects.values_list("activity", "attempts_allowed"))
    further = Allowance.objects.standing().attempts().filter(learner__in=merge.ids)
    given = list(further.order_by("given_at", "pk"))
    learners = defaultdict(set)
    for each in given:
        learners[each.activity_id].add(each.learner_id)
    behind = {}
    for each in given:
        quiz = each.activity_id
        number = numbers.get((each.learner_id, quiz, each.amount))
        if number is None and (quiz in shared or len(learners[quiz]) == 2):
            used = max(len(shared.get(quiz, ())), limits.get(quiz) or 0)
            number = behind[quiz] = behind.get(quiz, used) + 1
        each.amount = number or each.amount
    further.update(amount=F("amount") + ASIDE)
    further.filter(learner=merge.merged).update(amount=F("amount") + ASIDE)
    times = Q(kind=AllowanceKind.TIME, taken_back_at=None)
    longer = {"order": ("-amount",), "among": times}
    for given_up in keep_one(merge, Allowance, "learner", "activity", **longer):
        noted = EntryKind.TIME_GIVEN, given_up.activity_id, given_up.given_at
        merge.outdone.add(noted)
    Allowance.objects.bulk_update(given, ["amount"], batch_size=AT_ONCE)


def merge_passes(merge):
    """The earlier pass of each quiz."""
    keep_one(merge, Pass, "learner", "activity", order=("passed_at",))


def merge_check_responses(merge):
    """The last answer to each check question, as always."""
    fields = ("activity", "question_id")
    keep_one(merge, CheckResponse, "learner", *fields, order=("-answered_at",))
