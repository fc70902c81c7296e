"""The module that the crowd learns in: eighteen lessons, a case study and a quiz."""

from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Q
from wagtail.models import Page

from assessments.models import Attempt, CheckResponse, Pass, QuizRules, QuizVersion, Response
from courses.models import (
    CaseStudyPage,
    LessonPage,
    ModulePage,
    QuizPage,
    TrackPage,
    TrainingIndexPage,
)
from demo.crowd import crowd
from learning.choices import Audience
from learning.models import (
    Absence,
    Activity,
    Completion,
    Enrolment,
    HistoryEntry,
    Module,
    Track,
    TrackEnrolment,
    Visit,
    Watching,
)
from learning.records.history import rewriting_history

SLUG = "crowd"
LESSONS = 18
QUESTIONS = 10
PARAGRAPH = "<p>{}</p>".format("Nobody learns from this text: it is here to be measured. " * 6)


def crowd_module():
    """The crowd's row in the outline, or None."""
    return (
        Module.objects.select_related("track")
        .filter(track__paths__en__endswith=f"/{SLUG}/")
        .first()
    )


def make_pages():
    """Publish the track of the crowd, with one module. Raises CommandError without a catalogue."""
    index = TrainingIndexPage.objects.filter(locale__language_code="en").first()
    if index is None:
        raise CommandError("There is no training index to put the crowd's module into.")
    track = index.add_child(
        instance=TrackPage(
            title="A crowd", slug=SLUG, audience=Audience.EVERYONE, outcome="To be measured."
        )
    )
    module = track.add_child(
        instance=ModulePage(
            title="Twenty activities",
            slug="twenty-activities",
            audience=Audience.EVERYONE,
            hours=5,
            outcomes=[("outcome", "Measure the portal")],
        )
    )
    for number in range(1, LESSONS + 1):
        module.add_child(
            instance=LessonPage(
                title=f"Lesson {number}", slug=f"lesson-{number}", minutes=15, body=_body()
            )
        )
    module.add_child(
        instance=CaseStudyPage(title="Case", slug="case", minutes=15, organisation="Nobody")
    )
    quiz = QuizPage(title="Quiz", slug="quiz", minutes=15, pass_mark=70, questions=_questions())
    module.add_child(instance=quiz)


def _body():
    return [
        block
        for part in range(8)
        for block in (
            ("heading", {"text": f"Part {part + 1}", "level": "h2"}),
            ("text", {"html": PARAGRAPH}),
            ("text", {"html": PARAGRAPH}),
        )
    ]


def _questions():
    return [
        (
            "single_choice",
            {
                "prompt": f"<p>Which answer is right, at question {number}?</p>",
                "points": 1,
                "options": [
                    {"text": "This one", "is_correct": True},
                    {"text": "That one"},
                    {"text": "Neither"},
                ],
            },
        )
        for number in range(1, QUESTIONS + 1)
    ]


def remove_pages(module):
    """Delete the crowd, everything that was recorded in `module`, and its pages."""
    activities = Activity.objects.filter(module=module)
    people = crowd()
    about = Q(activity__in=activities) | Q(module=module) | Q(track=module.track)
    with rewriting_history():
        _delete(HistoryEntry.objects.filter(about | Q(learner__in=people)))
    for records in (
        Response.objects.filter(attempt__activity__in=activities),
        Pass.objects.filter(activity__in=activities),
        Attempt.objects.filter(activity__in=activities),
        CheckResponse.objects.filter(activity__in=activities),
        Watching.objects.filter(activity__in=activities),
        Completion.objects.filter(activity__in=activities),
        Visit.objects.filter(activity__in=activities),
        TrackEnrolment.objects.filter(track=module.track),
        Absence.objects.filter(enrolment__module=module),
        Enrolment.objects.filter(module=module),
        people,
    ):
        _delete(records)
    page = Page.objects.get(translation_key=module.track.key, locale__language_code="en")
    page.specific.delete()
    for frozen in (QuizVersion, QuizRules):
        _delete(frozen.objects.filter(activity__in=activities))
    for rows in (activities, Module.objects.filter(pk=module.pk)):
        _delete(rows)
    _delete(Track.objects.filter(pk=module.track_id))


def _delete(rows):
    """Delete `rows` in the database, without reading them."""
    model = rows.model
    select, values = rows.order_by().values("pk").query.sql_with_params()
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} IN ({select})", values)  # noqa: S608
