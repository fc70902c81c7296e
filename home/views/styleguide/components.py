"""Every component in its states, for those who build pages. Served in development only."""

from datetime import UTC, datetime
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render

from assessments.choices import Verdict
from assessments.question import Row
from courses.screens.activity_list import ActivityState
from courses.screens.asking import NAVIGATOR_STATES, AnswerState
from learning.access import refused
from learning.activity_type import ACTIVITY_TYPES
from learning.choices import Audience, Level, Reason
from learning.derived.progress import Progress

AUDIENCES = ("sme", "civil_servant", "everyone")
DATE = datetime(2027, 3, 1, 9, tzinfo=UTC)
MISSING = ({"title": "What a city buys", "url": "#"}, {"title": "Who decides", "url": "#"})
OPTIONS = ("The head of the department that has the problem", "The mayor", "The ministry")
LONG_NAME = (
    "Contratación precomercial e internacionalización de soluciones interadministrativas "
    "(contrataciondelestado.es/licitaciones-de-innovacion-abierta)"
)


class SampleForm(forms.Form):
    """One field of each kind."""

    email = forms.EmailField(label="Email", help_text="We send a link to confirm it.")
    organisation = forms.CharField(label="Organisation", help_text="Start typing its name.")
    kind = forms.ChoiceField(
        label="Kind of organisation",
        choices=[("sme", "SME"), ("city", "City or public body"), ("university", "University")],
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label="Country", choices=[("es", "Spain"), ("it", "Italy")])
    message = forms.CharField(label="What would you like to ask?", widget=forms.Textarea)
    newsletter = forms.BooleanField(label="Send me news of the programme", required=False)


def sample_row(title, summary, *, audience, hours, done=(), status=""):
    """A module in a list, as courses.screens.module_list.ModuleRow shows it."""
    module = {
        "url": "#",
        "title": title,
        "audience": audience.value,
        "get_audience_display": audience.label,
        "get_level_display": Level.INTRODUCTORY.label,
        "hours": hours,
    }
    return {
        "standing": {"module": module},
        "summary": summary,
        "tile": done,
        "ornament": 0,
        "petals": 6,
        "status": status,
    }


def sample_item(title, kind, state, *, is_required=True, **details):
    """An activity in an outline, as courses.screens.activity_list.ActivityItem shows it."""
    activity = {
        "title": title,
        "type": ACTIVITY_TYPES[kind],
        "minutes": 15,
        "is_required": is_required,
    }
    return {
        "activity": activity,
        "state": state,
        "url": "" if state == ActivityState.LOCKED else "#",
        **details,
    }


def components(request):
    """The page with all components."""
    wall = [
        {"done": [True] * (5 + index % 5), "motif": AUDIENCES[index % 3]} for index in range(12)
    ]
    started = [index < 3 for index in range(7)]
    context = {
        "form": SampleForm(),
        "form_with_errors": SampleForm({"email": "anna@", "country": "es", "message": "?"}),
        "wall": wall,
        "started": started,
        "counts": [(0, 7), (3, 7), (7, 7), (1, 1), (1, 2), (2, 3), (5, 12), (17, 24), (24, 24)],
        "audiences": AUDIENCES,
        "items": [
            sample_item("What a city buys", "lesson", ActivityState.DONE),
            sample_item("Who decides", "lesson", ActivityState.OPEN, is_current=True),
            sample_item("Park4Dis, Murcia", "case_study", ActivityState.OPEN, is_required=False),
            sample_item(
                "Check what you learnt",
                "quiz",
                ActivityState.LOCKED,
                note="opens when the lessons are done",
            ),
            sample_item(LONG_NAME, "lesson", ActivityState.OPEN, note=LONG_NAME),
        ],
        "refusals": [
            refused(Reason.LOG_IN),
            refused(Reason.ENROL),
            refused(Reason.NOT_OPEN_YET, date=DATE),
            refused(Reason.CLOSED, date=DATE),
            refused(Reason.PREREQUISITES, missing=MISSING),
            refused(Reason.SEQUENCE, missing=MISSING),
            refused(Reason.RETIRED),
        ],
        "long_name": LONG_NAME,
        "rows": [
            sample_row(
                "Smart-city market and problem finding",
                "Find the problem that a city pays to solve, and the person who owns it.",
                audience=Audience.SME,
                hours=Decimal("2.5"),
                done=started,
                status="In progress",
            ),
            sample_row(
                "Why and when to buy innovation",
                "Tell a need that the market can meet from one that it cannot yet.",
                audience=Audience.CIVIL_SERVANT,
                hours=2,
            ),
            sample_row(
                LONG_NAME,
                LONG_NAME,
                audience=Audience.SME,
                hours=Decimal("2.5"),
                done=started,
                status=LONG_NAME,
            ),
        ],
        "sizes": [24, 32, 48, 72, 144],
        "icons": ["search", "clock", "lock", "circle-check", "circle-x", "book-open", "map-pin"],
        "page_obj": Paginator(range(90), 30).page(2),
        "trail": [{"title": "Training", "url": "#"}, {"title": LONG_NAME, "url": "#"}],
        "progress": Progress(done=3, total=7),
        "key_figure": {
            "figure": "72.7 %",
            "label": "of the visitors asked in Barcelona would co-operate with the developers",
            "source": "Visitor survey, Smart City Expo 2022",
            "source_url": "#",
        },
        "options": [
            Row(name="sg-q3", value="a", label=OPTIONS[0], is_chosen=True),
            Row(name="sg-q3", value="b", label=OPTIONS[1]),
        ],
        "marked_options": [
            Row(name="", label=OPTIONS[0], is_right=True, feedback="Below the threshold."),
            Row(name="", label=OPTIONS[1], is_right=False, is_chosen=True),
            Row(name="", label=OPTIONS[2], is_right=False),
        ],
        "verdicts": Verdict,
        "states": NAVIGATOR_STATES,
        "questions": [
            {"number": number, "url": f"#question-{number}", "state": state, "is_current": current}
            for number, state, current in (
                (1, AnswerState.SAVED, False),
                (2, AnswerState.SAVED, False),
                (3, AnswerState.ANSWERED, True),
                (4, AnswerState.FAULTY, False),
                (5, AnswerState.OPEN, False),
            )
        ],
    }
    return render(request, "styleguide/components.html", context)
