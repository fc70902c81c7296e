"""What strangers meet at a lesson: open, it says what enrolling adds; closed, what it is."""

import re

import pytest
from django.urls import reverse

from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import module_of, publish
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SECRET = "The text of a closed lesson"
CHECK = (
    "single_choice",
    {
        "prompt": "<p>What comes first?</p>",
        "options": [
            {"text": "The need", "is_correct": True, "feedback": "It comes first."},
            {"text": "The tender", "feedback": "Too early."},
        ],
    },
)


@pytest.fixture
def training():
    """A module with an open lesson, a closed one and a quiz."""

    def make():
        module = ModulePageFactory(title="Reading a city", hours="2.5")
        return {
            "module": module,
            "open": LessonPageFactory(parent=module, access="everyone", body=[CHECK]),
            "closed": LessonPageFactory(
                parent=module,
                title="Who pays",
                minutes=25,
                summary=SECRET,
                search_description=SECRET,
                learning_point=SECRET,
                body=[("text", {"html": f"<p>{SECRET}</p>"})],
            ),
            "quiz": QuizPageFactory(parent=module, title="The last quiz", minutes=10),
        }

    return publish(make)


def plain(html):
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def buttons(html):
    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(r'class="button button-terracotta" href="([^"]*)"', main)


@pytest.mark.parametrize(
    ("name", "facts"),
    [("closed", "Who pays Lesson 2 of 2 25 minutes"), ("quiz", "The last quiz Quiz 10 minutes")],
)
def test_a_shared_link_to_what_is_closed_says_what_it_is_and_leads_in(
    client, training, name, facts
):
    page = training[name]
    response = client.get(page.url + "?from=chat")
    assert response.status_code == 403  # which search engines leave out
    assert "private" in response["Cache-Control"]
    html = assert_valid_html(response)
    assert f"Reading a city {facts} Free of charge" in plain(html)
    assert buttons(html) == [f"/en/accounts/signup/?next={page.url}%3Ffrom%3Dchat"]
    assert f'href="/en/accounts/login/?next={page.url}%3Ffrom%3Dchat">Log in</a>' in html
    assert SECRET not in html
    assert "What comes first?" not in html


def test_who_is_logged_in_enrols_instead(client, training):
    client.force_login(UserFactory())
    html = client.get(training["closed"].url).text
    assert "Who pays Lesson 2 of 2 25 minutes Free of charge" in plain(html)
    assert buttons(html) == []
    assert "Enrol in this module" in html
    assert SECRET not in html


def test_an_open_lesson_ends_with_what_enrolling_adds(client, training):
    added = [
        "What enrolling adds",
        "2 more activities; the module takes 2.5 hours in all.",
        "A quiz that tells why an answer is right or wrong.",
        "Your answers and your progress are kept, on every device.",
        "A record of what you completed, to print.",
    ]
    html = assert_valid_html(client.get(training["open"].url))
    assert " ".join(added) in plain(html)
    assert buttons(html) == [f"/en/accounts/signup/?next={training['open'].url}"]
    client.force_login(UserFactory())
    assert " ".join(added) in plain(client.get(training["open"].url).text)
    client.force_login(EnrolmentFactory(module=module_of(training["module"])).learner)
    assert added[0] not in client.get(training["open"].url).text


def test_its_checks_are_answered_without_an_account_and_without_scripts(client, training):
    lesson = training["open"]
    lesson.refresh_from_db()
    [block] = lesson.body
    address = reverse("check_answer", args=[lesson.translation_key, block.id])
    assert f'action="{address}"' in client.get(lesson.url).text
    option = block.value["options"].bound_blocks[0].id
    answer = assert_valid_html(client.post(address, {f"q-{block.id}": option}))
    assert "It comes first." in answer
    assert f'href="{lesson.url}#check-{block.id}"' in answer


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Free of charge", "25 minutes", "Log in", "Go to the module"]),
        ("es", ["Gratis", "25 minutos", "Iniciar sesión", "Ir al módulo"]),
        ("it", ["Gratis", "25 minuti", "Accedi", "Vai al modulo"]),
        ("he", ["בחינם", "25 דקות", "כניסה", "ליחידת הלימוד"]),
        ("ar", ["مجانًا", "25 دقيقة", "تسجيل الدخول", "إلى الوحدة"]),
    ],
)
def test_a_closed_lesson_speaks_every_language(client, training, language, words):
    response = client.get(training["closed"].url.replace("/en/", f"/{language}/"))
    assert response.status_code == 403
    shown = plain(assert_valid_html(response))
    assert [each for each in words if each not in shown] == []
