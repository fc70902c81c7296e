"""What an editor forgets is said when the page is published; a draft may lack it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from content.gaps.registry import declared_gaps
from courses.models import LessonPage, ModulePrerequisite, QuizPage
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
)
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
STREAMS = {"body", "sources", "outcomes", "questions"}
TEXT = ("text", {"html": "<p>To read.</p>"})


def choice(*right, kind="single_choice", texts=("One", "Two", "Three"), **value):
    options = [
        {"text": text, "is_correct": place in right, "feedback": ""}
        for place, text in enumerate(texts)
    ]
    return (kind, {"prompt": "<p>Which?</p>", "points": 1, "options": options} | value)


def typed(kind, **answer):
    return (kind, {"prompt": "<p>How much?</p>", "points": 1, "answers": [answer]})


def matching(pairs, distractors=()):
    pairs = [{"prompt": prompt, "match": match} for prompt, match in pairs]
    return ("matching", {"prompt": "<p>?</p>", "pairs": pairs, "distractors": list(distractors)})


def gap_text(text, *blanks):
    """Each of `blanks`: how it is answered, then texts, the right ones with a plus before them."""
    return (
        "gap_text",
        {
            "prompt": "<p>Fill in.</p>",
            "text": text,
            "blanks": [
                {
                    "way": way,
                    "points": 1,
                    "answers": [
                        {"text": answer.lstrip("+"), "is_correct": answer[0] == "+"}
                        for answer in answers
                    ],
                }
                for way, *answers in blanks
            ],
        },
    )


TYPED, CHOSEN = ("typed", "+need"), ("chosen", "+tender", "call")
GOOD = [
    choice(0),
    choice(0, texts=("5", "-5", "año", "ano")),
    choice(0, 2, kind="multiple_choice"),
    ("true_false", {"prompt": "<p>True?</p>", "points": 1, "is_true": False}),
    typed("numeric", value=3, tolerance=0, is_correct=True),
    typed("short_answer", text="PPI", is_correct=True),
    matching([("Need", "City"), ("Solution", "Firm")], ["University"]),
    ("ordering", {"prompt": "<p>?</p>", "items": [{"text": "First"}, {"text": "Second"}]}),
    gap_text("[2] follows on [1].", TYPED, CHOSEN),
]
BAD = {
    "no right answer": (choice(), "Mark the right answer."),
    "two right answers": (choice(0, 1), "A single choice has one right answer; 2 are marked"),
    "same answer twice": (choice(0, texts=("Yes", "yes ")), "“yes” is here twice."),
    "same answer with another blank": (
        choice(0, texts=("open data", "Open\u00a0data")),
        "“open data” is here twice.",
    ),
    "nothing right": (choice(kind="multiple_choice"), "Mark at least one answer as right."),
    "no right number": (
        typed("numeric", value=3, tolerance=0, is_correct=False),
        "Mark at least one answer as right.",
    ),
    "no right text": (
        typed("short_answer", text="PPI", is_correct=False),
        "Mark at least one answer as right.",
    ),
    "equal matches": (matching([("Need", "City"), ("Call", "City")]), "“city” is the answer twice"),
    "distractor fits": (
        matching([("Need", "City"), ("Call", "Firm")], ["Firm"]),
        "“firm” is the answer twice",
    ),
    "equal items": (
        ("ordering", {"prompt": "<p>?</p>", "items": [{"text": "One"}, {"text": "One"}]}),
        "“one” is here twice.",
    ),
    "gap without mark": (gap_text("[1]", TYPED, CHOSEN), "The text has no [2]"),
    "mark without gap": (gap_text("[1] [2]", TYPED), "but there is only 1 gap below it."),
    "marks without gaps": (gap_text("[1] [2] [0]", TYPED, CHOSEN), "[0] is in the text, but"),
    "mark twice": (gap_text("[1] [1]", TYPED), "[1] is in the text more than once."),
    "gap without right answer": (
        gap_text("[1]", ("typed", "need")),
        "Gap [1]: Mark at least one answer as right.",
    ),
    "nothing to choose": (gap_text("[1]", ("chosen", "+need")), "Gap [1]: Add an answer"),
    "same answer in a gap": (
        gap_text("[1]", ("chosen", "+need", "Need")),
        "Gap [1]: “need” is here twice.",
    ),
}


def messages(page):
    return [gap.message for gap in declared_gaps(page)]


def test_whole_questions_lack_nothing():
    assert messages(QuizPageFactory.build(parent=None, questions=GOOD)) == []


@pytest.mark.parametrize(("question", "words"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("field", ["questions", "body"])
def test_a_faulty_question_is_named_at_its_block(question, words, field):
    factory = QuizPageFactory if field == "questions" else LessonPageFactory
    page = factory.build(parent=None, **{field: [GOOD[0], question]})
    (gap,) = declared_gaps(page)
    assert words in gap.message
    assert (gap.field, gap.block) == (field, 1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": []}, "The lesson is empty."),
        ({"body": [TEXT], "completion_rule": "checks"}, "no check question"),
        ({"body": [TEXT], "completion_rule": "video"}, "no video"),
    ],
)
def test_a_lesson(fields, words):
    (message,) = messages(LessonPageFactory.build(parent=None, **fields))
    assert words in message


def test_an_empty_quiz_and_case_study():
    assert "no questions" in messages(QuizPageFactory.build(parent=None, questions=[]))[0]
    assert "is empty" in messages(CaseStudyPageFactory.build(parent=None, body=[]))[0]


def test_a_module_that_closes_before_it_opens_and_has_nothing_in_it():
    now = timezone.now()
    module = ModulePageFactory(opens_at=now, closes_at=now - datetime.timedelta(days=1))
    dates, empty = declared_gaps(module)
    assert "closes before it opens" in dates.message
    assert not dates.is_warning
    assert empty.is_warning


@pytest.mark.parametrize("count", [1, 12])
def test_a_module_names_the_drafts_in_it_that_are_not_ready(count, django_assert_num_queries):
    module = ModulePageFactory()
    LessonPageFactory(parent=module)
    for number in range(count):
        for title, body in ((f"Empty {number}", []), (f"Whole {number}", None)):
            lesson = LessonPageFactory(parent=module, title=title, live=False)
            lesson.body = lesson.body if body is None else body
            lesson.save_revision()
    LessonPageFactory(parent=module).save_revision()  # live, with changes
    titles = ", ".join(f"Empty {number}" for number in range(count))
    declared_gaps(module)
    with django_assert_num_queries(3):  # prerequisites, lessons that are live, drafts
        (gap,) = declared_gaps(module)
    assert gap.message == f"Not ready to be published yet: {titles}."
    assert gap.is_warning


def test_a_circle_of_prerequisites_is_found():
    first = ModulePageFactory(title="First")
    second = ModulePageFactory(title="Second", parent=first.get_parent().specific)
    third = ModulePageFactory(title="Third", parent=first.get_parent().specific)
    for after, before in ((second, first), (third, second), (first, third)):
        after.prerequisites.add(ModulePrerequisite(module=before))
        after.save()
    assert any("“Third” comes before this module and after it" in text for text in messages(first))


class TestInTheEditor:
    @pytest.fixture(autouse=True)
    def _publisher(self, client):
        client.force_login(UserFactory(groups=["Publishers"]))

    @pytest.fixture
    def module(self):
        return ModulePageFactory(title="Market")

    def add(self, client, model, parent, data, **actions):
        url = reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])
        defaults = {"title": "New", "slug": "new", "minutes": "5", "comments": inline_formset([])}
        return client.post(url, nested_form_data(defaults | data) | actions, follow=True)

    def lesson(self, blocks):
        return {
            "body": streamfield(blocks),
            "sources": streamfield([]),
            "access": "as_module",
            "completion_rule": "button",
        }

    def module_data(self, **data):
        return {
            "outcomes": streamfield([("outcome", "Read")]),
            "audience": "sme",
            "level": "introductory",
            "hours": "2",
            "body": streamfield([]),
            "tutors": rich_text(""),
            "access": "enrolled",
            "prerequisites": inline_formset([]),
            "sources": streamfield([]),
            "licence": "CC BY 4.0",
        } | data

    def test_an_empty_lesson_may_be_saved_but_not_published(self, client, module):
        response = self.add(client, "lessonpage", module, self.lesson([]))
        draft = LessonPage.objects.get()
        assert not draft.live
        assert "The lesson is empty." in response.content.decode()
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        data = self.lesson([]) | {
            "title": "New",
            "slug": "new",
            "minutes": "5",
            "comments": inline_formset([]),
        }
        response = client.post(url, nested_form_data(data) | {"action-publish": "1"})
        (error,) = response.context["form"].errors.as_data()["body"]
        assert "The lesson is empty." in error.as_json_data()["messages"][0]
        draft.refresh_from_db()
        assert not draft.live
        data |= self.lesson([("text", {"html": rich_text("<p>Now it is not.</p>")})])
        client.post(url, nested_form_data(data) | {"action-publish": "1"})
        draft.refresh_from_db()
        assert draft.live

    @pytest.mark.parametrize("model", ["modulepage", "lessonpage", "quizpage", "casestudypage"])
    def test_a_title_is_enough_for_a_draft(self, client, model, module):
        """What the editor sends when someone typed nothing but a title."""
        parent = module.get_parent() if model == "modulepage" else module
        url = reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])
        form = client.get(url).context["form"]
        data = {name: form[name].value() for name in form.fields}
        data = {name: value for name, value in data.items() if isinstance(value, (str, int))}
        streams = {name: streamfield([]) for name in form.fields if name in STREAMS}
        texts = {name: rich_text("") for name in ("tutors", "introduction") if name in form.fields}
        formsets = {name: inline_formset([]) for name in form.formsets}
        data |= streams | texts | formsets | {"title": "Only a title", "slug": ""}
        data = {name: value for name, value in data.items() if value is not False}
        response = client.post(url, nested_form_data(data), follow=True)
        page = Page.objects.get(title="Only a title").specific
        assert not page.live
        assert page.slug == "only-a-title"
        assert response.redirect_chain
        html = response.content.decode()
        for gap in declared_gaps(page):
            assert gap.message in html

    def test_an_incomplete_lesson_may_not_be_submitted(self, client, module):
        client.force_login(UserFactory(groups=["Editors"]))
        self.add(client, "lessonpage", module, self.lesson([]), **{"action-submit": "1"})
        assert not LessonPage.objects.exists()
        whole = self.lesson([("text", {"html": rich_text("<p>To read.</p>")})])
        self.add(client, "lessonpage", module, whole, **{"action-submit": "1"})
        assert LessonPage.objects.get().current_workflow_state

    def test_a_question_without_right_answer_is_marked_at_its_place(self, client, module):
        option = {"text": "This", "feedback": ""}
        question = {
            "prompt": rich_text("<p>Which?</p>"),
            "image": "",
            "alt_text": "",
            "points": "1",
            "feedback": rich_text(""),
            "lesson": "",
            "options": streamfield_list([option, option | {"text": "That"}]),
        }
        data = {
            "introduction": rich_text(""),
            "questions": streamfield([("single_choice", question)]),
            "pass_mark": "70",
            "show_answers": "never",
            "grading_method": "best",
        }
        response = self.add(client, "quizpage", module, data, **{"action-publish": "1"})
        (error,) = response.context["form"].errors.as_data()["questions"]
        assert error.as_json_data() == {
            "blockErrors": {0: {"messages": ["Mark the right answer."]}}
        }
        assert not QuizPage.objects.exists()
        self.add(client, "quizpage", module, data)
        assert not QuizPage.objects.get().live

    def test_several_pages_at_once_are_looked_at_too(self, client, module):
        whole = LessonPageFactory(parent=module, live=False)
        empty = LessonPageFactory(parent=module, live=False, body=[], title="Empty one")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = client.post(f"{url}?id={whole.pk}&id={empty.pk}", follow=True)
        assert "“Empty one”: The lesson is empty." in response.content.decode()
        assert not LessonPage.objects.live().exists()
        client.post(f"{url}?id={whole.pk}")
        assert LessonPage.objects.live().get() == whole

    def test_several_pages_at_once_may_lack_no_field_either(self, client, module):
        heading = [("heading", {"text": "", "level": "h2"})]
        draft = LessonPageFactory(parent=module, live=False, body=heading, title="Silent")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = client.post(f"{url}?id={draft.pk}", follow=True)
        assert "“Silent”: Block 1 (Heading): “Heading” is still empty." in response.content.decode()
        assert not LessonPage.objects.live().exists()

    def test_nothing_incomplete_is_approved_from_the_list(self, client, module):
        """The publisher emptied it after it was submitted."""
        page = LessonPageFactory(parent=module, live=False)
        page.save_revision()
        task = page.get_workflow().start(page, UserFactory()).current_task_state
        page.body = []
        page.save_revision()
        args = [page.pk, "approve", task.pk]
        url = reverse("wagtailadmin_pages:workflow_action", args=args)
        response = client.post(url, follow=True)
        assert "The lesson is empty." in response.content.decode()
        page.refresh_from_db()
        assert not page.live
        assert page.workflow_in_progress

    def test_the_api_of_the_admin_does_nothing(self, client, module):
        """It would publish what is incomplete and delete what records need."""
        page = LessonPageFactory(parent=module, live=False, body=[])
        page.save_revision()
        for name in ("publish", "delete", "move", "copy"):
            answer = client.post(f"/admin/api/main/pages/{page.pk}/action/{name}/")
            assert answer.status_code == 404
        page.refresh_from_db()
        assert not page.live
        assert client.get(f"/admin/api/main/pages/{page.pk}/").json()["title"] == page.title

    def test_the_preview_bears_blocks_that_are_not_filled(self, client, module):
        stream = LessonPage._meta.get_field("body").stream_block
        empty = [(kind, block.get_default()) for kind, block in stream.child_blocks.items()]
        draft = LessonPageFactory(parent=module, live=False, body=empty)
        draft.save_revision()
        url = reverse("wagtailadmin_pages:view_draft", args=[draft.pk])
        assert client.get(url).status_code == 200

    def test_what_does_not_stand_in_the_way_stands_apart(self, client, module):
        module.outcomes = []
        module.save()
        html = client.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()
        missing, _head, warnings = html.partition("Good to have before readers see it")
        assert "“What you will be able to do” is still empty." in missing
        assert "Nothing in the module is published" not in missing
        assert "Nothing in the module is published" in warnings

    @pytest.mark.parametrize("hours", ["0", "12345", "1.55", "one"])
    def test_wrong_hours_are_answered_with_right_ones(self, client, module, hours):
        response = self.add(
            client, "modulepage", module.get_parent(), self.module_data(hours=hours)
        )
        assert response.context["form"].errors == {
            "hours": ["Write hours between 0.1 and 999.9, such as 1.5."]
        }

    def test_a_prerequisite_is_stored_once(self, client, module):
        after = ModulePageFactory(title="After", parent=module.get_parent().specific)
        url = reverse("wagtailadmin_pages:edit", args=[after.pk])
        data = self.module_data(
            title="After",
            slug="after",
            prerequisites=inline_formset([{"module": module.pk}]),
            comments=inline_formset([]),
        )
        response = client.post(url, nested_form_data(data) | {"action-publish": "1"}, follow=True)
        assert list(after.prerequisites.values_list("module", flat=True)) == [module.pk]
        assert "Nothing in the module is published" in response.content.decode()
        data["prerequisites"] = inline_formset([{"module": after.pk}])
        response = client.post(url, nested_form_data(data) | {"action-publish": "1"})
        assert "comes before this module and after it" in response.content.decode()


def streamfield_list(items):
    """The form data of a ListBlock."""
    data = {"count": str(len(items))}
    for place, item in enumerate(items):
        data[str(place)] = {"deleted": "", "order": str(place), "type": "item", "value": item}
    return data
