"""Knowledge checks inside lessons, over HTTP."""

import pytest
from django.urls import reverse

from accounts.own_data.reading import read_everything
from assessments.formats.matching import token
from assessments.models import CheckResponse
from learning.models import Activity, Completion
from learning.records.enrolment import enrol
from tests.factories.actors import ACTOR
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
FRAGMENT = {"x-fragment": "check"}
QUESTION = {
    "prompt": "<p>Who signs?</p>",
    "points": 1,
    "feedback": "<p>See the statutes.</p>",
    "options": [
        {"text": "The mayor", "is_correct": False, "feedback": "Not below the threshold."},
        {"text": "The department", "is_correct": True, "feedback": "Yes."},
    ],
}


@pytest.fixture
def lesson(publishing):
    """A lesson of open education that its two checks complete."""
    with publishing():
        page = LessonPageFactory(
            parent=ModulePageFactory(access="everyone"),
            completion_rule="checks",
            body=[
                ("single_choice", QUESTION),
                ("short_answer", {"prompt": "<p>Where?</p>", "answers": [{"text": "Genoa"}]}),
            ],
        )
    page.refresh_from_db()
    page.activity = Activity.objects.get(key=page.translation_key)
    return page


@pytest.fixture
def learner(client, lesson):
    learner = UserFactory()
    enrol(learner=learner, module=lesson.activity.module, actor=ACTOR)
    client.force_login(learner)
    return learner


def address(lesson, number=0, question_id=None):
    key = question_id or lesson.body[number].id
    return reverse("check_answer", args=[lesson.translation_key, key])


def option(lesson, number):
    return lesson.body[0].value["options"].bound_blocks[number].id


def answer(lesson, number):
    return {f"q-{lesson.body[0].id}": option(lesson, number)}


def test_a_lesson_asks_its_checks_without_their_key(client, lesson):
    html = assert_valid_html(client.get(lesson.url))
    assert html.count("data-check") == 2
    assert "Not below the threshold." not in html
    assert "See the statutes." not in html


def test_a_preview_of_a_new_lesson_shows_its_checks(rf, lesson):
    Activity.objects.all().delete()
    html = lesson.serve_preview(rf.get("/"), "").render().content.decode()
    assert html.count("data-check") == 2


def test_an_enrolled_learner_comes_back_to_the_marked_question(client, lesson, learner):
    response = client.post(address(lesson), answer(lesson, 0))
    assert response.url == f"{lesson.url}#check-{lesson.body[0].id}-verdict"
    kept = CheckResponse.objects.get()
    assert (kept.answer, kept.is_correct) == (option(lesson, 0), False)
    html = client.get(lesson.url).content.decode()
    assert "Not below the threshold." in html
    assert "See the statutes." in html


def test_answering_again_replaces_the_answer(client, lesson, learner):
    client.post(address(lesson), answer(lesson, 0))
    client.post(address(lesson), answer(lesson, 1))
    assert CheckResponse.objects.get().is_correct


def test_the_lesson_leads_to_the_question_that_is_open(client, lesson, learner):
    first, second = (f'href="#check-{block.id}"' for block in lesson.body)
    assert first in client.get(lesson.url).content.decode()
    client.post(address(lesson), answer(lesson, 0))
    html = client.get(lesson.url).content.decode()
    assert second in html
    assert first not in html


def test_the_last_check_answered_completes_the_lesson(client, lesson, learner):
    client.post(address(lesson), answer(lesson, 0))
    assert not Completion.objects.exists()
    client.post(address(lesson, 1), {f"q-{lesson.body[1].id}": "Genoa"})
    assert Completion.objects.get().activity == lesson.activity


def test_a_script_gets_the_question_alone(client, lesson, learner):
    response = client.post(address(lesson), answer(lesson, 1), headers=FRAGMENT)
    html = assert_valid_html(response, is_page=False)
    assert "<html" not in html
    assert "See the statutes." in html


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_who_is_not_enrolled_is_told_and_nothing_is_kept(client, lesson, is_signed_in):
    if is_signed_in:
        client.force_login(UserFactory())
    response = client.post(address(lesson), answer(lesson, 0))
    assert response.status_code == 200
    html = assert_valid_html(response)
    assert "Not below the threshold." in html
    assert f"{lesson.url}#check-" in html
    assert not CheckResponse.objects.exists()


def test_who_may_not_read_the_lesson_learns_nothing(client, lesson):
    lesson.activity.module.access = "enrolled"
    lesson.activity.module.save()
    client.force_login(UserFactory())
    response = client.post(address(lesson), answer(lesson, 0))
    assert response.url == lesson.url


@pytest.mark.parametrize("access", ["enrolled", "everyone"])
def test_whose_session_has_ended_is_asked_to_log_in(client, lesson, learner, access):
    lesson.activity.module.access = access
    lesson.activity.module.save()
    assert 'name="keep"' in client.get(lesson.url).text
    client.logout()
    sent = answer(lesson, 0) | {"keep": "1"}
    script = client.post(address(lesson), sent, headers=FRAGMENT)
    assert script.status_code == 401
    assert "Log in again" in script.json()["html"]
    form = client.post(address(lesson), sent)
    assert form.status_code == 401
    assert dict(form.context["entered"]) == sent


@pytest.mark.parametrize(
    ("value", "message"), [("", "Write an answer first."), ("a" * 10_000, "10000 characters")]
)
def test_blank_and_huge_answers_come_back_with_a_message(client, lesson, learner, value, message):
    data = {f"q-{lesson.body[1].id}": value}
    response = client.post(address(lesson, 1), data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not CheckResponse.objects.exists()


def test_a_half_answered_question_comes_back_with_what_was_chosen(
    client, lesson, learner, publishing
):
    pairs = [{"prompt": "Murcia", "match": "Parking"}, {"prompt": "Genoa", "match": "Air"}]
    with publishing():
        lesson.body.append(("matching", {"prompt": "<p>Which to which?</p>", "pairs": pairs}))
        lesson.save_revision().publish()
    lesson.refresh_from_db()
    block = lesson.body[2]
    first, second = (pair.id for pair in block.value["pairs"].bound_blocks)
    chosen = {f"q-{block.id}-{first}": token("Parking")}
    response = client.post(address(lesson, 2), chosen)
    assert response.status_code == 422
    assert "Choose an answer for each part first." in response.text
    assert f'<option value="{token("Parking")}" selected>' in response.text
    assert not CheckResponse.objects.exists()
    client.post(address(lesson, 2), {**chosen, f"q-{block.id}-{second}": token("Parking")})
    assert CheckResponse.objects.exists()


def test_a_gap_left_open_comes_back_with_what_was_filled_in(client, lesson, learner, publishing):
    need, tender = ([{"text": text, "is_correct": True}] for text in ("need", "tender"))
    blanks = [{"answers": need, "points": 1}, {"answers": tender, "points": 1, "way": "chosen"}]
    value = {"prompt": "<p>Fill in.</p>", "text": "[1]\n[2].", "blanks": blanks}
    with publishing():
        lesson.body.append(("gap_text", value))
        lesson.save_revision().publish()
    lesson.refresh_from_db()
    block = lesson.body[2]
    first, second = block.value["blanks"].bound_blocks
    typed = {f"q-{block.id}-{first.id}": "the <need>"}
    response = client.post(address(lesson, 2), typed)
    assert response.status_code == 422
    html = assert_valid_html(response)
    assert "Fill in each gap first." in html
    assert 'value="the &lt;need&gt;"' in html
    assert 'aria-label="Gap 2"' in html
    chosen = second.value["answers"].bound_blocks[0].id
    client.post(address(lesson, 2), {**typed, f"q-{block.id}-{second.id}": chosen})
    assert CheckResponse.objects.get().answer == {first.id: "the <need>", second.id: chosen}
    html = assert_valid_html(client.get(lesson.url))
    assert "<br>" in html
    assert "Right answer:" in html


@pytest.mark.parametrize("question_id", ["other", "a%00b"])
def test_an_unknown_question_is_not_found(client, lesson, learner, question_id):
    assert client.post(address(lesson, question_id=question_id)).status_code == 404


def test_reading_the_address_leads_to_the_lesson(client, lesson):
    assert client.get(address(lesson)).url == lesson.activity.url


def test_checks_cost_two_queries_however_many(
    client, lesson, learner, publishing, django_assert_max_num_queries
):
    client.get(lesson.url)  # fills the caches
    with django_assert_max_num_queries(100) as few:
        client.get(lesson.url)
    with publishing():
        lesson.body.extend([("single_choice", QUESTION)] * 28)
        lesson.save_revision().publish()
    client.get(lesson.url)
    with django_assert_max_num_queries(100) as many:
        client.get(lesson.url)
    assert len(few) == len(many)


def test_a_person_reads_in_their_data_what_they_were_asked_and_answered(client, lesson, learner):
    typed = lesson.body[1].id
    client.post(address(lesson), answer(lesson, 1))
    client.post(address(lesson, 1), {f"q-{typed}": "Genoa & Murcia"})
    client.post(address(lesson), answer(lesson, 0))
    table = own_table(learner, "assessments.CheckResponse")
    (first, second), total = table.newest(5)
    headings = [column.heading for column in table.source.shown_columns]
    assert headings[1:3] == ["Question", "Answer"]
    assert first[1:3] == ["Where?", "Genoa & Murcia"]
    assert second[1:4] == ["Who signs?", "The mayor", "No"]
    assert next(table.values())["question_id"] == lesson.body[0].id
    lesson.body = []
    lesson.save()
    (_first, second), _total = table.newest(5)
    assert second[1] == "A question that the lesson no longer has"
    assert total == 2


def own_table(person, key):
    """What is kept about `person` under a name of the declarations."""
    tables = (
        table for part in read_everything(person) for kept in part.kinds for table in kept.tables
    )
    return next(table for table in tables if table.source.key == key)
