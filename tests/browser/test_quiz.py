"""The quiz player as learners use it."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import Attempt, Response
from learning.models import Activity
from tests.browser.accessibility import assert_accessible
from tests.browser.keyboard import tab_to
from tests.factories.pages import QuizPageFactory
from tests.factories.quizzes import enrolled_learner

OPTIONS = [
    {"text": "The need", "is_correct": True, "feedback": "It comes first."},
    {"text": "The tender", "feedback": "Too early."},
]
QUESTIONS = [
    ("single_choice", {"prompt": "<p>What comes first?</p>", "points": 1, "options": OPTIONS}),
    ("multiple_choice", {"prompt": "<p>Which two?</p>", "points": 2, "options": OPTIONS}),
    ("numeric", {"prompt": "<p>How much?</p>", "unit": "EUR", "answers": [{"value": "5000"}]}),
    (
        "short_answer",
        {"prompt": "<p>Where?</p>", "answers": [{"text": "Málaga", "is_correct": True}]},
    ),
    (
        "matching",
        {
            "prompt": "<p>Which belongs to which?</p>",
            "pairs": [
                {"prompt": "Murcia", "match": "Parking"},
                {"prompt": "Genoa", "match": "Air"},
            ],
            "distractors": ["Water"],
        },
    ),
    (
        "ordering",
        {"prompt": "<p>In which order?</p>", "items": [{"text": "Ask"}, {"text": "Buy"}]},
    ),
    (
        "gap_text",
        {
            "prompt": "<p>What is missing?</p>",
            "text": "The [1] comes before the [2].",
            "blanks": [
                {"answers": [{"text": "need", "is_correct": True}], "way": "typed"},
                {"answers": [{"text": "tender", "is_correct": True}], "way": "chosen"},
            ],
        },
    ),
]


@pytest.fixture
def quiz():
    """A quiz with a question of every control, without a time limit."""
    return QuizPageFactory(questions=QUESTIONS, shuffle_answers=False)


@pytest.fixture
def learner(quiz, context, log_in):
    learner = enrolled_learner(Activity.objects.get(key=quiz.translation_key))
    log_in(context, learner)
    return learner


@pytest.fixture
def player(page, quiz, learner):
    """The page with the questions of an attempt just begun."""
    page.goto(quiz.url)
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("heading", name="Question 1 of 7")).to_be_visible()
    return page


def question(page, number):
    return page.locator(f"#question-{number}")


def expect_saved(page, number):
    expect_state(page, number, "answer saved")


def expect_state(page, number, words):
    link = page.get_by_role("link", name=re.compile(rf"Question {number}\s*, {words}"))
    expect(link).to_be_visible()


def answer_everything(page):
    question(page, 1).get_by_label("The need").check()
    question(page, 2).get_by_label("The need").check()
    question(page, 3).get_by_label("Your answer").fill("5 000")
    question(page, 4).get_by_label("Your answer").fill("malaga")
    question(page, 5).get_by_label("Murcia").select_option("Parking")
    question(page, 5).get_by_label("Genoa").select_option("Air")
    question(page, 6).get_by_label("Ask").select_option("1")
    question(page, 6).get_by_label("Buy").select_option("2")
    question(page, 7).get_by_label("Gap 1").fill("Need")
    question(page, 7).get_by_label("Gap 2").select_option("tender")


def finish(page):
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Submit my answers").click()


def test_each_answer_is_saved_as_it_is_given(player):
    answer_everything(player)
    for number in range(1, 8):
        expect_saved(player, number)
    expect(player.locator("[data-status]")).to_have_text(re.compile(r"Saved \d\d:\d\d CES?T"))
    assert Response.objects.count() == 7
    finish(player)
    expect(player.locator(".result")).to_contain_text("100 %")


def test_enter_in_a_field_saves_and_stays(player):
    player.evaluate("document.body.dataset.here = ''")
    field = question(player, 4).get_by_label("Your answer")
    field.fill("malaga")
    field.press("Enter")
    expect_saved(player, 4)
    expect(field).to_be_focused()
    expect(player.locator("body")).to_have_attribute("data-here", "")
    number = question(player, 3).get_by_label("Your answer")
    number.fill("many")
    number.press("Enter")
    expect(question(player, 3).locator("[data-error]")).to_contain_text("digits")
    expect(number).to_have_value("many")
    expect(number).to_be_focused()


def test_another_device_goes_on_where_this_one_stopped(player, new_context, quiz, learner, log_in):
    question(player, 4).get_by_label("Your answer").fill("malaga")
    expect_saved(player, 4)
    player.close()
    other = new_context()
    log_in(other, learner)
    page = other.new_page()
    page.goto(quiz.url)
    page.get_by_role("button", name="Continue your attempt").click()
    expect(question(page, 4).get_by_label("Your answer")).to_have_value("malaga")
    assert Attempt.objects.count() == 1


def test_the_keyboard_alone_is_enough(page, quiz, learner):
    page.goto(quiz.url)
    tab_to(page, page.get_by_role("button", name="Start the quiz"))
    page.keyboard.press("Enter")
    tab_to(page, question(page, 1).get_by_label("The need"))
    page.keyboard.press("Space")
    tab_to(page, question(page, 2).get_by_label("The need"))
    page.keyboard.press("Space")
    tab_to(page, question(page, 3).get_by_label("Your answer"))
    page.keyboard.type("5000")
    tab_to(page, question(page, 4).get_by_label("Your answer"))
    page.keyboard.type("Malaga")
    for label, key in (("Murcia", "P"), ("Genoa", "A")):
        tab_to(page, question(page, 5).get_by_label(label))
        page.keyboard.press(key)
    for select in question(page, 6).locator("select").all():
        tab_to(page, select)
        page.keyboard.press("1" if "Ask" in select.locator("xpath=..").inner_text() else "2")
    for label, key in (("Gap 1", "Need"), ("Gap 2", "t")):
        tab_to(page, question(page, 7).get_by_label(label))
        page.keyboard.type(key)
    expect_saved(page, 7)
    tab_to(page, page.get_by_role("button", name="Finish"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Submit my answers"))
    page.keyboard.press("Enter")
    expect(page.locator(".result")).to_contain_text("100 %")


def test_without_scripts_forms_do_it(new_context, quiz, learner, log_in):
    context = new_context(java_script_enabled=False)
    log_in(context, learner)
    page = context.new_page()
    page.goto(quiz.url)
    page.get_by_role("button", name="Start the quiz").click()
    question(page, 1).get_by_label("The need").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("status")).to_contain_text(["Your answers are saved."])
    expect_saved(page, 1)
    question(page, 4).get_by_label("Your answer").fill("malaga")
    question(page, 4).get_by_label("Your answer").press("Enter")
    expect_saved(page, 4)
    expect(question(page, 4)).to_be_focused()
    answer_everything(page)
    finish(page)
    expect(page.locator(".result")).to_contain_text("100 %")


def test_a_lost_connection_loses_nothing(player, context):
    context.set_offline(True)
    question(player, 4).get_by_label("Your answer").fill("malaga")
    question(player, 1).get_by_label("The need").check()
    expect(player.locator("[data-status]")).to_contain_text("kept here and will be sent")
    player.get_by_role("button", name="Finish").click()
    expect(question(player, 4).get_by_label("Your answer")).to_have_value("malaga")
    assert not Response.objects.exists()
    context.set_offline(False)
    expect_saved(player, 1)
    expect_saved(player, 4)
    assert Response.objects.count() == 2


def test_a_portal_that_is_away_loses_nothing(player):
    away = {"status": 503, "json": {"message": "The portal cannot be reached."}}
    player.route("**/save/", lambda route: route.fulfill(**away))
    question(player, 4).get_by_label("Your answer").fill("malaga")
    expect(player.locator("[data-status]")).to_contain_text("kept here and will be sent")
    player.unroute("**/save/")
    expect_saved(player, 4)
    assert Response.objects.get().answer == "malaga"


@pytest.mark.parametrize("button", ["Save and go on", "Finish"])
def test_after_a_new_log_in_elsewhere_the_form_goes_through(
    player, context, learner, end_session, log_in_elsewhere, button
):
    end_session(context)
    question(player, 4).get_by_label("Your answer").fill("malaga")
    status = player.locator("[data-status]")
    expect(status).to_contain_text("Your answers are kept here.")
    link = status.get_by_role("link", name="Log in again in another tab.")
    link.focus()
    with player.expect_response("**/save/"):
        pass  # it is tried again, and the link keeps the focus
    expect(link).to_be_focused()
    with context.expect_page() as tab:
        link.click()
    expect(tab.value.get_by_role("heading", name="Log in", exact=True)).to_be_visible()
    tab.value.close()
    log_in_elsewhere(context, learner)
    question(player, 1).get_by_label("The need").check()
    expect_saved(player, 4)
    player.get_by_role("button", name=button).click()
    landing = {"Save and go on": "Your answers are saved.", "Finish": "5 questions are still"}
    expect(player.get_by_role("main")).to_contain_text(landing[button])
    assert Response.objects.count() == 2


def test_what_was_not_sent_is_sent_by_the_next_visit(player, context, quiz):
    context.set_offline(True)
    question(player, 4).get_by_label("Your answer").fill("malaga")
    expect(player.locator("[data-status]")).to_contain_text("kept here and will be sent")
    url = player.url
    player.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(url)
    expect(question(page, 4).get_by_label("Your answer")).to_have_value("malaga")
    expect_saved(page, 4)
    assert Response.objects.get().answer == "malaga"


def test_logging_out_leaves_no_answers_in_the_browser(player, context):
    kept = "() => Object.keys(localStorage).filter((key) => key.startsWith('quiz-')).length"
    context.set_offline(True)
    question(player, 4).get_by_label("Your answer").fill("malaga")
    expect(player.locator("[data-status]")).to_contain_text("kept here and will be sent")
    player.route("**/save/", lambda route: route.abort())
    context.set_offline(False)
    other = context.new_page()
    other.goto("/en/my-learning/")
    assert other.evaluate(kept) == 1
    other.locator("summary", has_text="Your account").click()
    other.get_by_role("button", name="Log out").click()
    expect(other.get_by_role("link", name="Log in", exact=True).first).to_be_visible()
    assert other.evaluate(kept) == 0


@pytest.mark.hasty
def test_what_was_answered_before_the_script_came_is_saved(page, quiz, learner):
    held = []
    page.route("**/js/quiz.js", lambda route: held.append(route))
    page.goto(quiz.url)
    with page.expect_request("**/js/quiz.js"):
        page.get_by_role("button", name="Start the quiz").click()
    question(page, 4).get_by_label("Your answer").fill("malaga")
    question(page, 6).get_by_role("combobox").first.select_option("2")
    question(page, 1).get_by_label("The need").check()
    held[0].continue_()
    for number in (1, 4, 6):
        expect_saved(page, number)
    assert Response.objects.count() == 3


def test_two_tabs_know_of_each_other(player, context):
    other = context.new_page()
    other.goto(player.url)
    for page in (player, other):
        expect(page.locator("[data-status]")).to_contain_text("open in another tab")
    question(player, 4).get_by_label("Your answer").fill("malaga")
    expect_saved(player, 4)
    expect(question(other, 4).get_by_label("Your answer")).to_have_value("malaga")
    question(other, 1).get_by_label("The need").check()
    expect_saved(player, 1)
    assert Response.objects.count() == 2


def test_a_double_click_starts_and_submits_once(page, quiz, learner):
    page.goto(quiz.url)
    page.get_by_role("button", name="Start the quiz").dblclick()
    expect(page.get_by_role("heading", name="Question 1 of 7")).to_be_visible()
    page.get_by_role("button", name="Finish").dblclick()
    page.get_by_role("button", name="Submit my answers").dblclick()
    expect(page.locator(".result")).to_be_visible()
    assert Attempt.objects.get().number == 1


def test_a_tab_of_a_submitted_attempt_leads_to_the_result(player, context):
    other = context.new_page()
    other.goto(player.url)
    finish(other)
    expect(other.locator(".result")).to_be_visible()
    # No `check`, which would look at the field once more: the page may be gone by then.
    question(player, 1).get_by_label("The need").click()
    expect(player.locator(".result")).to_be_visible()


def test_what_will_not_count_is_never_called_saved(player, context):
    other = context.new_page()
    other.goto(player.url)
    for label in ("Ask", "Buy"):
        question(player, 6).get_by_label(label).select_option("1")
    for page in (player, other):
        expect_state(page, 6, "needs a correction")
    question(player, 6).get_by_label("Buy").select_option("2")
    for page in (player, other):
        expect_saved(page, 6)
    field = question(player, 4).get_by_label("Your answer")
    field.evaluate("f => f.removeAttribute('maxlength')")
    field.fill("a" * 600)
    expect_state(player, 4, "needs a correction")
    expect(player.locator("[data-status]")).to_be_empty()
    field.fill("a")
    expect_saved(player, 4)
    expect(player.locator("[data-status]")).to_contain_text("Saved")


def test_all_numbers_are_in_sight_on_a_phone(page, context, log_in):
    quiz = QuizPageFactory(questions=QUESTIONS[:1] * 12)
    log_in(context, enrolled_learner(Activity.objects.get(key=quiz.translation_key)))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(quiz.url)
    page.get_by_role("button", name="Start the quiz").click()
    for link in page.locator(".question-nav a").all():
        expect(link).to_be_in_viewport(ratio=1)


def test_what_cannot_be_read_as_a_number_is_said_at_once(player):
    field = question(player, 3).get_by_label("Your answer")
    field.fill("many")
    expect(question(player, 3).locator("[data-error]")).to_contain_text("digits")
    expect(field).to_have_attribute("aria-invalid", "true")
    player.get_by_role("button", name="Save and go on").click()
    expect(player.get_by_role("alert").filter(has_text="look at these answers")).to_be_visible()
    field.fill("5000")
    expect(question(player, 3).locator("[data-error]")).to_be_hidden()
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(player.get_by_role("alert").filter(has_text="look at these answers")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_state_is_accessible(page, quiz, learner, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(quiz.url)
    assert_accessible(page)
    page.get_by_role("button", name="Start the quiz").click()
    question(page, 1).get_by_label("The tender").check()
    question(page, 2).get_by_label("The need").check()
    question(page, 3).get_by_label("Your answer").fill("many")
    expect(question(page, 3).locator("[data-error]")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="4 questions are still unanswered")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Submit my answers").click()
    expect(page.locator(".result")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(quiz.url)
    assert_accessible(page)
