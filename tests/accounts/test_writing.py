"""Writing to the people that a filter shows: the form, the preview and the list of letters."""

import pytest
from django.test import Client

from accounts.access_log import AccessKind
from accounts.letter import LetterState
from accounts.letters.mail import LETTER, compose_letter
from accounts.letters.sending import confirm_letter
from accounts.models import DataAccess, Letter
from notices.muting import mute
from tests.factories.letters import LetterFactory
from tests.factories.outline import EnrolmentFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
MODULES = "/admin/reports/completion/write/modules/"
TRACKS = "/admin/reports/completion/write/tracks/"
PEOPLE = "/admin/people/write/"
LANGUAGES = ("en", "es", "it", "he", "ar")


def signed_in(*groups):
    """A client of somebody with these roles."""
    client = Client()
    client.person = UserFactory(groups=groups, preferred_language="en")
    client.force_login(client.person)
    return client


@pytest.fixture
def trainer():
    return signed_in("Trainers")


@pytest.fixture
def manager():
    return signed_in("Programme managers")


def words(**texts):
    """What a form with these texts sends: language=(subject, text)."""
    return {
        f"{name}_{code}": said
        for code, both in texts.items()
        for name, said in zip(("subject", "text"), both, strict=True)
    }


ENGLISH = words(en=("Come on Thursday", "At ten."))


def begun(client, address, **texts):
    """The draft that comes of writing at `address`."""
    answer = client.post(address, words(**texts) if texts else ENGLISH)
    assert answer.status_code == 302, answer.context["form"].errors
    letter = Letter.objects.latest("pk")
    assert answer.url == f"/admin/letters/{letter.pk}/"
    return letter


def test_a_trainer_writes_to_the_learners_of_a_filter_and_sees_all_before(trainer):
    module = ModuleFactory(titles={"en": "Reading tenders"})
    people = [UserFactory(preferred_language=code) for code in (*LANGUAGES, "es", "")]
    for person in people:
        EnrolmentFactory(learner=person, module=module)
        EnrolmentFactory(learner=person)  # in a second module
    EnrolmentFactory(learner__preferred_language="it")  # in another one alone
    query = f"?module={module.pk}&status=not_started"
    report = trainer.get(f"/admin/reports/completion/{query}")
    assert f"write/modules/?module={module.pk}&amp;status=not_started" in report.text
    page = trainer.get(MODULES + query)
    parts = page.context["form"].parts
    assert [(part.code, part.people) for part in parts] == [
        ("en", 2),
        ("es", 2),
        ("it", 1),
        ("he", 1),
        ("ar", 1),
    ]
    assert "Completion by module · Module: Reading tenders · Status: Not started" in page.text
    letter = begun(
        trainer,
        MODULES + query,
        en=("Hello", "One\n\nTwo"),
        es=("Hola", "Uno"),
        it=("", ""),
        he=("שלום", "אחת"),
        ar=("مرحبا", "واحد"),
    )
    assert sorted(letter.people) == sorted(person.pk for person in people)
    answer = trainer.get(f"/admin/letters/{letter.pk}/")
    previews = {each.language: each for each in answer.context["previews"]}
    assert previews.keys() == {"en", "es", "he", "ar"}
    assert (previews["en"].readers, previews["en"].people) == ("English, Italiano", 3)
    assert 'dir="rtl"' in previews["ar"].html
    assert "مرحبا" in previews["ar"].html
    assert "One\n\nTwo" in previews["en"].text
    assert LETTER.key not in str(DataAccess.objects.values_list("kind"))
    sent = trainer.post(f"/admin/letters/{letter.pk}/", follow=True)
    assert "The letter is on its way" in sent.text
    assert Letter.objects.get().state == LetterState.BEING_SENT
    again = trainer.post(f"/admin/letters/{letter.pk}/", follow=True)
    assert "nobody gets it twice" in again.text
    assert DataAccess.objects.filter(kind=AccessKind.LETTER, people_count=7).count() == 1


def test_a_language_is_written_whole_and_nothing_entered_is_lost(trainer):
    EnrolmentFactory(learner__preferred_language="es")
    entered = words(en=("Hello", ""), es=("", "Solo el texto")) | {"subject_en": "S" * 151}
    answer = trainer.post(MODULES, entered)
    assert answer.context["form"].errors == {
        "subject_en": ["Write at most 150 characters; these are 151."],
        "text_en": ["Write the text."],
        "subject_es": ["Write subject and text in this language, or leave both empty."],
    }
    page = answer.text
    assert "S" * 151 in page
    assert "Solo el texto" in page
    assert not Letter.objects.exists()


def test_a_draft_is_changed_and_keeps_what_was_written(trainer):
    EnrolmentFactory(learner__preferred_language="es")
    letter = begun(trainer, MODULES, en=("Hello", "One"), es=("Hola", "Uno"))
    change = f"/admin/letters/{letter.pk}/change/"
    page = trainer.get(change).text
    assert "Hola" in page
    assert "Uno" in page
    assert trainer.post(change, words(en=("Bye", "Two"), es=("", ""))).status_code == 302
    letter.refresh_from_db()
    assert letter.words == {"en": {"subject": "Bye", "text": "Two"}}
    confirm_letter(letter)
    assert trainer.get(change).url == f"/admin/letters/{letter.pk}/"
    trainer.post(change, words(en=("Later", "Three")))
    letter.refresh_from_db()
    assert letter.words["en"]["subject"] == "Bye"


def test_a_draft_is_thrown_away_and_a_letter_under_way_stopped(trainer, manager):
    EnrolmentFactory.create_batch(2)
    page = f"/admin/letters/{begun(trainer, MODULES).pk}/"
    assert 'name="discard"' in trainer.get(page).text
    assert trainer.post(page, {"discard": ""}).url == "/admin/letters/"
    for again in (trainer.post(page, {"discard": ""}), trainer.get(page)):  # a second click
        assert again.url == "/admin/letters/"
    assert "not there any more" in trainer.get("/admin/letters/").text

    letter = begun(trainer, MODULES)
    page = f"/admin/letters/{letter.pk}/"
    trainer.post(page)
    assert 'name="stop"' in manager.get(page).text
    for words_said in ("no more emails leave", "stopped before"):
        assert words_said in manager.post(page, {"stop": ""}, follow=True).text
    assert "The letter was sent meanwhile" in trainer.post(page, {"discard": ""}, follow=True).text
    shown = trainer.get(page).text
    assert str(LetterState.STOPPED.label) in shown
    assert 'name="stop"' not in shown


@pytest.mark.parametrize(
    "damage",
    [
        {"words": 7},
        {"words": {"en": 7, "xx": {"subject": "A"}}},
        {"words": {"en": {"subject": None, "text": [1]}}},
        {"languages": {"xx": 3, "es": "x"}},
        {"unreached": {"xx": 3, "muted": "x"}},
        {"people": "x"},
    ],
)
def test_a_damaged_letter_is_shown_as_one_and_its_list_goes_on(trainer, damage):
    EnrolmentFactory()
    whole, damaged = begun(trainer, MODULES), begun(trainer, MODULES)
    Letter.objects.filter(pk=damaged.pk).update(**damage)
    page = f"/admin/letters/{damaged.pk}/"
    for address in ("/admin/letters/", page, f"{page}change/"):
        assert trainer.get(address).status_code == 200
    listed = trainer.get("/admin/letters/").text
    assert str(whole) in listed
    assert ("This letter is damaged" in listed) == ("words" in damage)


def test_nobody_to_write_to_is_said_with_a_way_back(trainer):
    mute(EnrolmentFactory().learner, LETTER)
    for address in (MODULES, f"{MODULES}?status=completed", f"{MODULES}?country=nowhere", TRACKS):
        answer = trainer.get(address)
        assert "There is nobody to write to." in answer.text
        assert trainer.post(address, ENGLISH).status_code == 200
    assert not Letter.objects.exists()
    assert "They have switched these letters off: 1" in trainer.get(MODULES).text


def test_a_manager_writes_to_the_people_of_a_list(manager):
    wanted = UserFactory(preferred_language="es", first_name="Zoe")
    UserFactory(preferred_language="it")
    assert "/admin/people/write/?language=es" in manager.get("/admin/people/?language=es").text
    letter = begun(manager, f"{PEOPLE}?language=es&q=zoe")
    assert letter.people == [wanted.pk]
    assert letter.about == "People · Language: Español · Search: zoe"


def test_more_than_a_hundred_people_are_confirmed_by_their_number(trainer):
    letter = LetterFactory(written_by=trainer.person, people=list(range(1, 1235)))
    address = f"/admin/letters/{letter.pk}/"
    for wrong in ("", "1233", "many", "1234567890123456789"):
        answer = trainer.post(address, {"number": wrong})
        assert list(answer.context["form"].errors) == ["number"], wrong
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT
    for right in ("1,234", "1.234", "١٢٣٤"):
        Letter.objects.update(confirmed_at=None)
        assert trainer.post(address, {"number": right}).status_code == 302, right
        letter.refresh_from_db()
        assert letter.state == LetterState.BEING_SENT


def test_hostile_words_stay_words(trainer):
    EnrolmentFactory()
    subject = "Hi\r\nBcc: all@example.org"
    text = "<script>alert(1)</script>\r\n\r\n%(writer)s & {{ x }}\n.\nQUIT"
    letter = begun(trainer, MODULES, en=(subject, text))
    message = compose_letter(letter, "en", off_url="")
    assert message.subject == "Hi Bcc: all@example.org"
    assert "\nBcc" not in message.message().as_string()
    assert "<script>alert(1)</script>\n\n%(writer)s & {{ x }}\n.\nQUIT" in message.body
    html = message.alternatives[0].content
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n\n%(writer)s &amp; {{ x }}" in html
    page = trainer.get(f"/admin/letters/{letter.pk}/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page  # as plain text


def test_a_trainer_sees_the_own_letters_and_a_manager_all_that_were_sent(trainer, manager):
    mine, draft, other = (
        LetterFactory(written_by=by) for by in (trainer.person, trainer.person, UserFactory())
    )
    for letter in (mine, other):
        confirm_letter(letter)

    def listed(client):
        return set(client.get("/admin/letters/").context["object_list"])

    assert listed(trainer) == {mine, draft}
    assert listed(manager) == {mine, other}
    assert trainer.get(f"/admin/letters/{other.pk}/").status_code == 404
    assert trainer.post(f"/admin/letters/{other.pk}/").status_code == 404
    assert manager.get(f"/admin/letters/{other.pk}/").status_code == 200
    for address in ("", "change/"):
        assert manager.get(f"/admin/letters/{draft.pk}/{address}").status_code == 404
        assert manager.post(f"/admin/letters/{draft.pk}/{address}", ENGLISH).status_code == 404
    draft.refresh_from_db()
    assert draft.state == LetterState.DRAFT


def test_who_may_not_see_a_list_writes_to_nobody_in_it(trainer):
    UserFactory()
    auditor, editor = signed_in("Auditors"), signed_in("Editors")
    assert "Write to these people" not in auditor.get("/admin/reports/completion/").text
    tried = ((trainer, PEOPLE), (auditor, MODULES), (editor, TRACKS), (auditor, "/admin/letters/"))
    for client, address in tried:
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, ENGLISH).status_code in (302, 403)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("number", [1, 8])
def test_the_screens_cost_the_same_for_one_and_for_eight(trainer, manager, number):
    for _each in range(number):
        enrolled = EnrolmentFactory(learner__preferred_language="es")
        letter = LetterFactory(written_by=trainer.person, people=[enrolled.learner_id])
        confirm_letter(letter)
    costs = {MODULES: 11, TRACKS: 11, f"/admin/letters/{letter.pk}/": 8, "/admin/letters/": 9}
    for address, cost in costs.items():
        trainer.get(address)
        with assert_queries(cost):
            assert trainer.get(address).status_code == 200
    manager.get(PEOPLE)
    with assert_queries(10):
        manager.get(PEOPLE)
