"""A letter goes to each of its people once, a part at a time, whatever happens meanwhile."""

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from accounts.erasure.asking import ask_to_forget
from accounts.erasure.erase import forget
from accounts.letter import LetterState
from accounts.letters import sending
from accounts.letters.audience import audience_of
from accounts.letters.mail import LETTER
from accounts.letters.sending import (
    AT_ONCE,
    begin_letter,
    confirm_letter,
    discard_letter,
    send_letters,
    stop_letter,
)
from accounts.looking import looks_at
from accounts.models import Letter, User
from accounts.one_person.merge import merge_people
from notices.models import Mail, MailState, RefusedAddress
from notices.muting import mute
from notices.sending import send_waiting
from tests.factories.letters import WORDS, LetterFactory
from tests.factories.people import UserFactory
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db(transaction=True)
SPANISH = {"es": {"subject": "Hasta el jueves", "text": "Empieza a las diez."}}


def trainer(**facts):
    """Somebody who may write to many people."""
    return UserFactory(groups=["Trainers"], **facts)


def written(people, words=WORDS, by=None):
    """A letter to `people` that was confirmed."""
    audience = audience_of(User.objects.filter(pk__in=[each.pk for each in people]))
    by = by or trainer(email="marta@example.org", first_name="Marta", last_name="Ruiz")
    letter = begin_letter(by=by, words=words, about="People", audience=audience)
    assert confirm_letter(letter)
    return letter


def crowd(number):
    """So many people with confirmed addresses, made at once."""
    people = User.objects.bulk_create(User(email=f"p{n}@example.org") for n in range(number))
    emails = User.emailaddress_set.rel.related_model
    emails.objects.bulk_create(
        emails(user=each, email=each.email, verified=True, primary=True) for each in people
    )
    return people


def run(letter):
    """What the jobs of a minute do; the Letter afterwards."""
    call_command("send_letters", verbosity=0)
    send_waiting()
    return Letter.objects.get(pk=letter.pk)


def sent():
    """{address: message} of what has left."""
    return {address: each for each in outbox.outbox for address in each.to}


def test_each_person_is_written_to_in_their_language_and_answers_the_writer():
    ana = UserFactory(preferred_language="es", email="ana@example.org")
    dov = UserFactory(preferred_language="he", email="dov@example.org")
    letter = run(written([ana, dov], WORDS | SPANISH))
    assert letter.state == LetterState.BEING_SENT
    letter = run(letter)
    assert (letter.state, letter.sent_count, letter.missed_count) == (LetterState.SENT, 2, 0)
    messages = sent()
    assert messages["ana@example.org"].subject == "Hasta el jueves"
    assert "Empieza a las diez." in messages["ana@example.org"].body
    assert 'lang="es" dir="ltr"' in messages["ana@example.org"].alternatives[0].content
    english = messages["dov@example.org"]  # nothing was written in Hebrew
    assert english.subject == "See you on Thursday"
    assert "Marta Ruiz wrote to you:\n\nIt begins at ten.\n\nBring questions!" in english.body
    assert 'lang="en" dir="ltr"' in english.alternatives[0].content
    assert {each.reply_to[0] for each in messages.values()} == {"marta@example.org"}
    assert all("List-Unsubscribe" in each.extra_headers for each in messages.values())


def test_who_gets_none_is_counted_by_the_first_reason():
    reached = [UserFactory(preferred_language="ar"), UserFactory(preferred_language="")]
    UserFactory(is_active=False)
    forget(UserFactory())
    ask_to_forget(UserFactory(), by=None)
    UserFactory(verified=False)
    RefusedAddress.objects.create(address=UserFactory().email)
    mute(UserFactory(), LETTER)
    with assert_queries(1):
        audience = audience_of(User.objects.all())
    assert audience.people == [each.pk for each in reached]
    assert audience.languages == {"en": 1, "ar": 1}
    assert next(iter(audience.languages)) == "en"
    assert audience.unreached == {"switched_off": 3, "unconfirmed": 1, "refused": 1, "muted": 1}


def test_who_is_switched_off_erased_or_mutes_meanwhile_gets_none_and_is_counted():
    people = [UserFactory() for _number in range(5)]
    letter = written(people)
    User.objects.filter(pk=people[0].pk).update(is_active=False)
    forget(people[1])
    call_command("send_letters", verbosity=0)
    mute(people[2], LETTER)
    User.objects.filter(pk=people[3].pk).update(is_active=False)
    send_waiting()
    letter = run(letter)
    assert (letter.state, letter.sent_count, letter.missed_count) == (LetterState.SENT, 1, 4)
    assert set(sent()) == {people[4].email}


def test_a_second_confirmation_sends_nothing_twice():
    people = [UserFactory()]
    letter = written(people)
    assert not confirm_letter(letter)
    for _minute in range(3):
        letter = run(letter)
    assert len(outbox.outbox) == 1
    assert send_letters() == 0


def test_a_worker_that_dies_between_loses_nobody_and_doubles_nobody(monkeypatch):
    people = crowd(AT_ONCE + 2)
    written(people)
    queue = sending.queue_mails

    def die(mails):
        queue(mails)
        raise SystemExit

    monkeypatch.setattr(sending, "queue_mails", die)
    with pytest.raises(SystemExit):
        send_letters()
    assert not Mail.objects.filter(kind=LETTER.key).exists()
    monkeypatch.undo()
    assert send_letters() == AT_ONCE
    Mail.objects.update(state=MailState.SENT)  # left, and its worker died before it was counted
    assert send_letters() == 2
    assert sorted(Mail.objects.values_list("person", flat=True)) == sorted(p.pk for p in people)


def test_the_next_ones_wait_until_those_before_have_left_or_are_put_off():
    letter = written(crowd(AT_ONCE + 1))
    assert send_letters() == AT_ONCE
    assert send_letters() == 0
    last = Mail.objects.last()
    Mail.objects.exclude(pk=last.pk).update(state=MailState.SENT)
    assert send_letters() == 0
    Mail.objects.filter(pk=last.pk).update(tries=1, due_at=timezone.now())
    assert send_letters() == 1
    letter.refresh_from_db()
    assert (letter.sent_count, letter.finished_at) == (AT_ONCE - 1, None)


def test_a_letter_that_cannot_be_sent_stops_no_other(monkeypatch, caplog):
    broken, whole = written([UserFactory()]), written([UserFactory()], by=trainer())
    Letter.objects.filter(pk=broken.pk).update(people=[{"a": 1}])
    assert send_letters() == 1
    assert f"The letter {broken.pk} cannot be sent" in caplog.text
    assert Mail.objects.get().data == {"letter": whole.pk}


@pytest.mark.parametrize("number", [1, 8])
def test_bringing_a_letter_further_takes_as_many_queries_for_few_as_for_more(number):
    written(crowd(number))
    # Letters, the writer's permissions (2), what waits, the row held, whom it goes to (2), emails,
    # the row, the count, the row.
    with assert_queries(11):
        send_letters()


def test_five_thousand_people_are_found_and_kept_in_two_queries(django_assert_max_num_queries):
    people = User.objects.filter(pk__in=[each.pk for each in crowd(5000)])
    by = trainer()
    with assert_queries(2):
        begin_letter(by=by, words=WORDS, about="", audience=audience_of(people))
    assert confirm_letter(Letter.objects.get())
    with django_assert_max_num_queries(40):  # SQLite takes some eighty rows at a time
        assert send_letters() == AT_ONCE


def test_the_log_of_looks_names_everybody_who_is_written_to():
    ana, ben = UserFactory(), UserFactory()
    draft = LetterFactory(people=[ana.pk])
    assert looks_at(ana) == []
    confirm_letter(draft)
    (look,) = looks_at(ana)
    assert (look.screen, str(look.kind)) == ("Letters", "Letter to them")
    assert looks_at(ben) == []


def test_letters_go_with_their_writer_and_name_nobody_who_was_erased():
    gone = trainer(first_name="Ada", last_name="Byron")
    letter = written([UserFactory()], by=gone)
    other = LetterFactory(about="People · Search: ada BYRON")
    call_command("send_letters", verbosity=0)
    forget(User.objects.get(pk=gone.pk))
    send_waiting()
    assert outbox.outbox == []
    assert not Letter.objects.filter(pk=letter.pk).exists()
    other.refresh_from_db()
    assert other.about == ""
    mail = Mail.objects.get(kind=LETTER.key)
    assert (mail.state, mail.error) == (MailState.WITHHELD, "The letter was erased.")


def test_drafts_go_after_a_day_and_letters_after_two_years():
    now = timezone.now()
    ages = {"new draft": (1, None), "old draft": (25, None), "letter": (999, 999)}
    ages["old letter"] = (24 * 732, 24 * 732)
    for name, (begun, confirmed) in ages.items():
        LetterFactory(
            about=name,
            begun_at=now - timezone.timedelta(hours=begun),
            confirmed_at=confirmed and now - timezone.timedelta(hours=confirmed),
        )
    ended = Letter.objects.ended(now).values_list("about", flat=True)
    assert set(ended) == {"old draft", "old letter"}


def test_a_letter_that_is_stopped_goes_to_nobody_who_has_it_not_yet(monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 1)
    people = [UserFactory() for _number in range(4)]
    letter = run(written(people))
    call_command("send_letters", verbosity=0)  # the second waits in the outbox
    assert stop_letter(letter)
    assert not stop_letter(letter)
    letter = run(run(letter))
    assert (letter.state, letter.sent_count, letter.missed_count) == (LetterState.STOPPED, 1, 3)
    assert sent().keys() == {people[0].email}


@pytest.mark.parametrize("change", [{"is_active": False}, {"groups": []}])
def test_it_stops_where_its_writer_may_write_no_more(change):
    writer = trainer()
    letter = written([UserFactory()], by=writer)
    if "groups" in change:
        writer.groups.clear()
    else:
        User.objects.filter(pk=writer.pk).update(**change)
    assert run(run(letter)).state == LetterState.STOPPED
    assert not sent()


def test_whose_account_is_merged_meanwhile_gets_it_once_where_it_stays():
    kept, first, second = (UserFactory() for _number in range(3))
    letter = written([kept, first, second])
    for merged, into in ((first, kept), (second, first)):
        User.objects.filter(pk=merged.pk).update(merged_into=into, is_active=False)
    letter = run(run(letter))
    assert (letter.state, letter.sent_count) == (LetterState.SENT, 1)
    assert [each.to for each in outbox.outbox] == [[kept.email]]


def test_a_letter_that_waits_goes_to_the_account_that_stays_unless_that_gets_it_too():
    kept, first, second = (UserFactory() for _number in range(3))
    both, other = written([kept, first, second]), written([second], by=trainer())
    send_letters()
    assert Mail.objects.filter(kind=LETTER.key, state=MailState.WAITING).count() == 4
    manager = UserFactory(groups=["Programme managers"])
    for merged, into in ((second, first), (first, kept)):
        merge_people(merged=merged, into=into, by=manager)
    send_waiting()
    letters = Mail.objects.filter(kind=LETTER.key, state=MailState.SENT)
    ids = sorted(int(each.key.rpartition(":")[2]) for each in letters)
    assert (ids, {each.person for each in letters}) == ([both.pk, other.pk], {kept})
    to = [each.to for each in outbox.outbox if "wrote to you" in each.body]
    assert to == [[kept.email]] * 2
    assert run(run(both)).state == run(other).state == LetterState.SENT


def test_a_damaged_letter_ends_and_stops_no_other():
    damaged = written([UserFactory()])
    Letter.objects.filter(pk=damaged.pk).update(people="x", words=7, languages={"xx": 1})
    whole = run(run(written([UserFactory()], by=trainer())))
    assert whole.state == LetterState.SENT
    damaged.refresh_from_db()
    assert (damaged.state, str(damaged)) == (LetterState.SENT, "This letter is damaged")


def test_a_draft_is_thrown_away_and_nothing_else():
    draft, sent_one = LetterFactory(), written([UserFactory()])
    assert discard_letter(draft)
    assert not discard_letter(draft)
    assert not discard_letter(sent_one)
    assert Letter.objects.get() == sent_one
