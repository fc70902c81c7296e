"""Rules from the versions, exact points from the rounded ones, and a pass for whoever had passed."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby

from django.db import migrations
from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast, Round

DEFAULTS = {
    "pass_mark": 70,
    "grading_method": "best",
    "attempts_allowed": None,
    "time_limit": None,
    "show_answers": "after_submission",
    "shuffle_questions": False,
    "shuffle_answers": True,
}
PROMISED = ("pass_mark", "grading_method", "show_answers")
CENT = Decimal("0.01")
RECORD = """
    INSERT INTO learning_historyentry (
        learner_id, kind, activity_id, attempt_id, happened_at, actor_kind, actor_name, reason, data
    )
    SELECT
        learner_id, 'pass_given', activity_id, attempt_id, passed_at,
        'import', 'before the history', '', '{}'
    FROM assessments_pass
    WHERE NOT EXISTS (
        SELECT 1 FROM learning_historyentry told
        WHERE told.kind = 'pass_given' AND told.learner_id = assessments_pass.learner_id
            AND told.activity_id = assessments_pass.activity_id
    )
    ORDER BY passed_at, id
"""


def fill(apps, schema_editor):
    fill_rules(apps)
    fill_points(apps)
    give_passes(apps, by_old_rule)
    restore_points(apps)
    give_passes(apps, by_rules_of_now)


def settings_of(version):
    definition = version.definition if isinstance(version.definition, dict) else {}
    stored = definition.get("settings") or {}
    return DEFAULTS | {name: stored[name] for name in DEFAULTS if name in stored}


def fill_rules(apps):
    """The settings of a version are what its attempts were begun with; the current one's hold."""
    QuizVersion, QuizRules, Attempt = (
        apps.get_model("assessments", name) for name in ("QuizVersion", "QuizRules", "Attempt")
    )
    holding = {}
    versions = QuizVersion.objects.order_by("is_current", "pk")
    for version in sorted(versions, key=lambda version: version.is_current and version.language == "en"):
        settings = settings_of(version)
        holding[version.activity_id] = settings
        promised = {name: settings[name] for name in PROMISED}
        Attempt.objects.filter(version=version).update(**promised)
    QuizRules.objects.bulk_create(
        QuizRules(activity_id=activity, **settings) for activity, settings in holding.items()
    )


def fill_points(apps):
    """Two decimals are hundredths."""
    for name in ("Attempt", "Response"):
        marked = apps.get_model("assessments", name).objects.exclude(points=None)
        marked.update(
            points_numerator=Cast(Round(F("points") * 100), BigIntegerField()),
            points_denominator=100,
        )


def counting(scores, method):
    if method == "last":
        return scores[-1]
    if method == "average":
        return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)
    return max(scores)


def exactly(shares, method):
    if method == "last":
        return shares[-1]
    return sum(shares) / len(shares) if method == "average" else max(shares)


def give_passes(apps, judge):
    """A pass for whoever has none and passes by `judge`."""
    Attempt, Pass, QuizRules = (
        apps.get_model("assessments", name) for name in ("Attempt", "Pass", "QuizRules")
    )
    rules_of = {rules.activity_id: rules for rules in QuizRules.objects.all()}
    passed = set(Pass.objects.values_list("learner", "activity"))
    finished = Attempt.objects.exclude(submitted_at=None).exclude(score=None).defer("layout")
    ordered = finished.order_by("activity", "learner", "number").iterator(2000)
    new, met = [], []
    for (learner, activity), group in groupby(ordered, lambda a: (a.learner_id, a.activity_id)):
        attempts = list(group)
        if (learner, activity) in passed:
            continue
        if found := judge(attempts, rules_of[activity]):
            attempt, score, rules, origin = found
            new.append(
                Pass(
                    learner_id=learner,
                    activity_id=activity,
                    attempt_id=attempt.pk,
                    passed_at=attempt.submitted_at,
                    score_numerator=score.numerator,
                    score_denominator=score.denominator,
                    grading_method=rules.grading_method,
                    pass_mark=rules.pass_mark,
                    origin=origin,
                )
            )
            if not attempt.is_passed:
                attempt.is_passed, attempt.pass_mark = True, rules.pass_mark
                met.append(attempt)
    Pass.objects.bulk_create(new, batch_size=1000)
    Attempt.objects.bulk_update(met, ["is_passed", "pass_mark"], batch_size=200)


def by_old_rule(attempts, rules):
    """Judged at its submission by the rules that it was begun with."""
    for number, attempt in enumerate(attempts, 1):
        score = counting([a.score for a in attempts[:number]], attempt.grading_method)
        if score >= attempt.pass_mark:
            return attempt, Fraction(score) / 100, attempt, "old_rule"
    return None


def by_rules_of_now(attempts, rules):
    """As the quiz page judged, which asked the rules of now; or by the exact points."""
    method, mark = rules.grading_method, Fraction(rules.pass_mark, 100)
    shares = [share_of(attempt) for attempt in attempts]
    exact, rounded = exactly(shares, method), counting([a.score for a in attempts], method)
    if exact < mark and rounded < rules.pass_mark:
        return None
    score = exact if exact >= mark else Fraction(rounded) / 100
    origin = "publishing" if exact >= mark else "old_rule"
    attempt = attempts[-1]
    if method == "best":
        attempt = next(
            a
            for a, share in zip(attempts, shares)
            if share >= mark or a.score >= rules.pass_mark
        )
    return attempt, score, rules, origin


def share_of(attempt):
    points = Fraction(attempt.points_numerator or 0, attempt.points_denominator)
    return points / Fraction(attempt.max_points) if attempt.max_points else Fraction(0)


def restore_points(apps):
    """Give back what the rounding of a part of a question took; what it gave is kept."""
    Attempt, Response = (apps.get_model("assessments", name) for name in ("Attempt", "Response"))
    rounded = Response.objects.annotate(rest=F("points_numerator") % 100).exclude(rest=0)
    rounded = rounded.exclude(points_numerator=None).select_related("attempt__version")
    restored, touched = [], set()
    for response in rounded.order_by("attempt").iterator(2000):
        given = Fraction(response.points_numerator, response.points_denominator)
        exact = exact_points(response, given)
        if exact > given:
            response.points_numerator, response.points_denominator = exact.as_integer_ratio()
            restored.append(response)
            touched.add(response.attempt_id)
    Response.objects.bulk_update(
        restored, ["points_numerator", "points_denominator"], batch_size=200
    )
    attempts = []
    for pk in touched:
        attempt = Attempt.objects.get(pk=pk)
        if attempt.submitted_at is None:
            continue
        points = Fraction(0)
        for response in Response.objects.filter(attempt=attempt).exclude(points_numerator=None):
            points += Fraction(response.points_numerator, response.points_denominator)
        attempt.points_numerator, attempt.points_denominator = points.as_integer_ratio()
        attempt.score = max(attempt.score, percent(share_of(attempt)))
        attempts.append(attempt)
    Attempt.objects.bulk_update(
        attempts, ["points_numerator", "points_denominator", "score"], batch_size=200
    )


def exact_points(response, given):
    """The points that were rounded to `given`: so many parts of those that the question has."""
    try:
        questions = response.attempt.version.definition["questions"]
        question = next(q for q in questions if q["id"] == response.question_id)
        parts = {
            "matching": lambda: len(question["pairs"]),
            "ordering": lambda: len(question["items"]),
            "multiple_choice": lambda: sum(o["is_correct"] for o in question["options"]),
        }[question["kind"]]()
        exact = Fraction(round(given * parts / question["points"]) * question["points"], parts)
    except (KeyError, StopIteration, TypeError, ZeroDivisionError):
        return given
    return exact if abs(exact - given) <= Fraction(1, 200) else given


def percent(share):
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    score = exact.quantize(CENT, ROUND_HALF_UP)
    return score if int(score) == int(exact) else exact.quantize(CENT, rounding="ROUND_DOWN")


def empty(apps, schema_editor):
    """Rounded points are there again; rules and passes go with their tables."""
    for name in ("Attempt", "Response"):
        marked = apps.get_model("assessments", name).objects.exclude(points_numerator=None)
        for row in marked.iterator(2000):
            row.points = Decimal(row.points_numerator) / Decimal(row.points_denominator)
            row.save(update_fields=["points"])
    for name in ("Pass", "QuizRules"):
        apps.get_model("assessments", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0003_rules_and_passes'),
        ('learning', '0007_history_so_far'),
    ]

    operations = [
        migrations.RunPython(fill, empty),
        migrations.RunSQL(RECORD, migrations.RunSQL.noop, elidable=True),
    ]
