"""Pages below the home page, for tests of publishing and screens.

Use them in tests marked `django_db(transaction=True)`, or inside
`django_capture_on_commit_callbacks(execute=True)`, so that publishing reaches the outline.
"""

import factory
import wagtail_factories
from wagtail.models import Site

from courses.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    LessonPage,
    ModulePage,
    QuizPage,
    TrackPage,
    TrainingIndexPage,
)
from home.models import StandardPage
from learning.choices import AccessRule, Audience


def home_page():
    """The home page that the migrations made."""
    return Site.objects.get(is_default_site=True).root_page.specific


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Standard page {n}")
    parent = factory.LazyFunction(home_page)


class TrainingIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = TrainingIndexPage

    title = "Training"
    slug = "training"
    parent = factory.LazyFunction(home_page)


class TrackPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = TrackPage

    title = factory.Sequence(lambda n: f"Track {n}")
    parent = factory.SubFactory(TrainingIndexPageFactory)
    audience = Audience.SME
    outcome = "Sell your solution to a city."


class ModulePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ModulePage

    title = factory.Sequence(lambda n: f"Module {n}")
    parent = factory.SubFactory(TrackPageFactory)
    audience = Audience.SME
    hours = 2
    access = AccessRule.ENROLLED
    outcomes = [("outcome", "Read a challenge sheet")]


class LessonPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"Lesson {n}")
    parent = factory.SubFactory(ModulePageFactory)
    minutes = 10
    body = [("text", {"html": "<p>A text to read.</p>"})]


class QuizPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = QuizPage

    title = factory.Sequence(lambda n: f"Quiz {n}")
    parent = factory.SubFactory(ModulePageFactory)
    minutes = 10
    questions = [
        (
            "single_choice",
            {
                "prompt": "<p>Which step comes first?</p>",
                "alt_text": "",
                "points": 1,
                "options": [
                    {"text": "The need", "is_correct": True, "feedback": "Yes."},
                    {"text": "The tender", "is_correct": False, "feedback": "Too early."},
                ],
            },
        )
    ]


class CaseStudyIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CaseStudyIndexPage

    title = "Case studies"
    slug = "case-studies"
    parent = factory.LazyFunction(home_page)


class CaseStudyPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CaseStudyPage

    title = factory.Sequence(lambda n: f"Case study {n}")
    parent = factory.SubFactory(CaseStudyIndexPageFactory)
    minutes = 10
    organisation = "A hospital"
