"""Two accounts of one person: everything follows, nothing is lost, nobody may do more."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.consent import decide, decisions_of, given
from accounts.erasure.asking import Refused, ask_to_forget, forget_now
from accounts.looking_after import Refusal as Ordinary
from accounts.models import Erasure, Session, Statistics, User
from accounts.one_person.following import MergeRefused, Refusal
from accounts.one_person.merge import MERGED, find_refusal, merge_people
from accounts.own_data.reading import read_everything, tables_with_rows
from accounts.own_data.sources import whose
from assessments.attempt import save_answers, submit_attempt
from assessments.choices import GradingMethod
from assessments.models import Allowance, Attempt, Pass, QuizRules
from assessments.standing import read_quiz_standing
from learning.choices import EntryKind
from learning.models import (
    Completion,
    Enrolment,
    HistoryEntry,
    Opinion,
    TrackEnrolment,
    Visit,
    Watching,
)
from learning.records.completion import complete_activity
from learning.records.drift import find_drifts
from learning.records.enrolment import enrol, withdraw
from learning.records.opinion import give_opinion
from learning.records.watching import record_watching
from notices.kinds import KINDS
from notices.models import Muting
from notices.muting import mute
from tests.accounts.filled import Filled
from tests.accounts.test_erasure import dump, told_to_stay
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, change_rules, definition

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(groups=["Programme managers"])


@pytest.fixture
def two():
    return UserFactory(email="old@example.org"), UserFactory(email="new@example.org")


def reason_of(*, merged, into, by, **options):
    with pytest.raises(MergeRefused) as refused:
        merge_people(merged=merged, into=into, by=by, **options)
    return refused.value.reason


def finish(attempt, right):
    save_answers(attempt=attempt, answers={f"id-{n}": "right" for n in range(right)})
    return submit_attempt(attempt=attempt, actor=ACTOR)


def test_lives_in_one_module_become_one(two, manager):
    old, new = two
    module = ModuleFactory()
    first, second = ActivityFactory.create_batch(2, module=module)
    day = timedelta(days=1)
    with time_machine.travel("2026-05-04T10:00:00+00:00", tick=False) as clock:
        enrol(learner=old, module=module, actor=ACTOR)
        begun = timezone.now()
        clock.shift(day)
        complete_activity(learner=old, activity=first, actor=ACTOR)
        earlier = timezone.now()
        clock.shift(day)
        withdraw(learner=old, module=module, actor=ACTOR)
        clock.shift(day)
        enrol(learner=new, module=module, actor=ACTOR)
        complete_activity(learner=new, activity=first, actor=ACTOR)
        clock.shift(day)
        complete_activity(learner=new, activity=second, actor=ACTOR)
        completed = timezone.now()
        clock.shift(day)
        merge_people(merged=old, into=new, by=manager)
        [enrolment] = Enrolment.objects.all()
        assert (enrolment.learner, enrolment.enrolled_at) == (new, begun)
        assert enrolment.organisation == old.organisation  # where the person worked on that day
        assert enrolment.withdrawn_at is None
        assert enrolment.completed_at == completed
        assert Completion.objects.get(activity=first).completed_at == earlier
        told = [entry.words for entry in HistoryEntry.objects.filter(learner=new).order_by("pk")]
        assert HistoryEntry.objects.exclude(learner=new).count() == 0
        assert f"In the other account: Completed “{first.title}”" in told
        assert f"In the other account: Withdrew from “{module.title}”" in told
        assert f"Records of another account came over to “{module.track.title}”" in told
        assert not list(find_drifts())


def test_who_did_one_half_in_each_account_has_completed_the_module(two, manager):
    module = ModuleFactory()
    for learner, activity in zip(two, ActivityFactory.create_batch(2, module=module), strict=True):
        enrol(learner=learner, module=module, actor=ACTOR)
        complete_activity(learner=learner, activity=activity, actor=ACTOR)
    merge_people(merged=two[0], into=two[1], by=manager)
    assert Enrolment.objects.get().completed_at
    assert TrackEnrolment.objects.get().completed_at
    assert not list(find_drifts())


def test_attempts_are_numbered_in_their_order_and_the_earlier_pass_stays(two, manager):
    old, new = two
    quiz = QuizActivityFactory(quiz=definition(3))
    change_rules(quiz, pass_mark=67, attempts_allowed=2, grading_method=GradingMethod.AVERAGE)
    with time_machine.travel("2026-05-04T10:00:00+00:00", tick=False) as clock:
        made = []
        for learner, right in ((new, 1), (old, 3), (new, 3), (old, 0)):
            enrol(learner=learner, module=quiz.module, actor=ACTOR)
            made.append(finish(begin(learner=learner, activity=quiz), right))
            clock.shift(timedelta(hours=1))
        allowance = Allowance.objects.create(
            learner=old, activity=quiz, kind="attempt", amount=3, given_at=timezone.now()
        )
        HistoryEntry.objects.create(
            learner=old,
            kind=EntryKind.ATTEMPT_GIVEN,
            activity=quiz,
            happened_at=allowance.given_at,
            actor_kind="job",
        )
        merge_people(merged=old, into=new, by=manager)
        numbers = dict(new.attempts.values_list("pk", "number"))
        assert numbers == {attempt.pk: n for n, attempt in enumerate(made, 1)}
        entries = HistoryEntry.objects.filter(kind=EntryKind.ATTEMPT_SUBMITTED)
        assert {each.attempt_id: each.data["number"] for each in entries} == numbers
        assert Pass.objects.get().attempt == made[1]
        allowance.refresh_from_db()
        assert (allowance.learner, allowance.amount) == (new, 5)  # still one that is not begun
        standing = read_quiz_standing(new, quiz, QuizRules.objects.get(activity=quiz))
        assert standing.score == sum(each.share for each in made) / 4
        assert not list(find_drifts())


def test_of_two_attempts_under_way_the_older_is_handed_in(two, manager):
    old, new = two
    quiz = QuizActivityFactory(quiz=definition(3))
    for learner in two:
        enrol(learner=learner, module=quiz.module, actor=ACTOR)
    older, newer = begin(learner=old, activity=quiz), begin(learner=new, activity=quiz)
    save_answers(attempt=older, answers={"id-0": "right"})
    save_answers(attempt=newer, answers={"id-1": "right"})
    who = {"merged": old, "into": new, "by": manager}
    assert reason_of(**who) == Refusal.UNDER_WAY
    assert set(Attempt.objects.open()) == {older, newer}
    merge_people(hands_in=True, **who)
    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.learner, older.number, older.is_open) == (new, 1, False)
    assert older.points == older.responses.get().points > 0
    assert (newer.learner, newer.number, newer.is_open) == (new, 2, True)
    assert newer.responses.count() == 1
    entry = HistoryEntry.objects.get(kind=EntryKind.ATTEMPT_SUBMITTED)
    assert (entry.actor_person, entry.actor_on_behalf_of) == (manager, new)
    assert not list(find_drifts())


def test_what_is_kept_once_for_each_person_is_joined(two, manager):
    old, new = two
    module, lesson = ModuleFactory(), ActivityFactory()
    give_opinion(learner=old, module=module, worth="yes", missing="More pictures")
    give_opinion(learner=new, module=module, worth="no", missing="Less text")
    for who, spans, percent in ((old, [[0, 10]], 50), (new, [[5, 20]], 30)):
        Watching.objects.create(
            learner=who, activity=lesson, block_id="a", spans=spans, percent=percent
        )
        Muting.objects.create(person=who, kind="reminder")
        moment = timezone.now()
        Visit.objects.create(learner=who, activity=lesson, day=moment.date(), visited_at=moment)
    Muting.objects.create(person=old, kind="news")
    Statistics.objects.create(person=old, sex="female", age_band="25-34")
    Statistics.objects.create(person=new, sex="", age_band="35-44")
    decide(old, ["newsletter", "pictures"])
    decide(new, ["newsletter"])
    decide(new, [])
    merge_people(merged=old, into=new, by=manager)
    opinion = Opinion.objects.get()
    assert (opinion.learner, opinion.worth) == (new, "yes")
    assert opinion.missing == "More pictures\n\nLess text"
    watching = Watching.objects.get()
    assert (watching.learner, watching.percent, watching.spans) == (new, 50, [[0, 20]])
    assert Visit.objects.get().learner == new
    assert set(new.mutings.values_list("kind", flat=True)) == {"reminder", "news"}
    said = Statistics.objects.get()
    assert (said.person, said.sex, said.age_band) == (new, "female", "35-44")
    assert given(decisions_of(new)) == {"pictures"}


def test_nobody_logs_in_to_it_or_may_do_more(client, two, manager):
    new = two[1]
    trainer = UserFactory(groups=["Trainers"])
    client.force_login(trainer)
    merge_people(merged=trainer, into=new, by=manager)
    trainer.refresh_from_db()
    assert (trainer.is_active, trainer.merged_into, trainer.groups.count()) == (False, new, 0)
    assert not new.groups.exists()
    assert not Session.objects.filter(user=trainer).exists()
    assert new.check_password("seven-quiet-herons")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=trainer.pk).update(is_active=True)
    assert {each.object_id for each in ModelLogEntry.objects.filter(action=MERGED)} == {
        str(trainer.pk),
        str(new.pk),
    }
    call_command("send_mails")
    told = {address for each in outbox.outbox for address in each.to}
    assert {trainer.email, new.email} <= told


def test_what_is_refused_changes_nothing(two, manager):
    old, new = two
    boss = User.objects.create_superuser("boss@example.org", "x")
    off, third = UserFactory(is_active=False), UserFactory()
    for merged, into, reason in (
        (old, old, Refusal.ITSELF),
        (manager, new, Refusal.ONESELF),
        (new, manager, Refusal.ONESELF),
        (boss, new, Refusal.ADMINISTRATOR),
        (new, boss, Refusal.ADMINISTRATOR),
        (old, off, Refusal.OFF),
    ):
        assert reason_of(merged=merged, into=into, by=manager) == reason
    merge_people(merged=third, into=new, by=manager)
    third.refresh_from_db()
    assert reason_of(merged=third, into=old, by=manager) == Refusal.MERGED
    assert reason_of(merged=old, into=third, by=manager) == Refusal.INTO_MERGED
    with pytest.raises(Refused):
        ask_to_forget(third, by=manager)
    ask_to_forget(old, by=old)
    assert reason_of(merged=old, into=new, by=manager) == Refusal.TO_BE_ERASED
    assert reason_of(merged=new, into=old, by=manager) == Refusal.TO_BE_ERASED
    assert find_refusal(off, new, by=manager) is None  # one that is off can be given up


def test_a_chain_becomes_a_star_and_is_erased_together(two, manager):
    old, new = two
    last = UserFactory(email="last@example.org", first_name="Nora", last_name="Haddad")
    merge_people(merged=old, into=new, by=manager)
    merge_people(merged=new, into=last, by=manager)
    assert set(last.merged.all()) == {old, new}
    assert set(whose(last).addresses) == {"old@example.org", "new@example.org", "last@example.org"}
    forget_now(last)
    for person in (old, new, last):
        person.refresh_from_db()
        assert person.erased_at
        assert person.email.endswith("@erased.invalid")


def test_every_text_of_both_is_in_the_export_and_gone_with_the_person(manager):
    one, other = UserFactory(), UserFactory()
    filled = [Filled(one, "a"), Filled(other, "b")]
    User.objects.filter(pk__in=[one.pk, other.pk]).update(is_superuser=False)
    Attempt.objects.update(submitted_at=timezone.now())
    Erasure.objects.update(undone_at=timezone.now())
    merge_people(merged=one, into=other, by=manager)
    other.refresh_from_db()
    tables = tables_with_rows(read_everything(other), other)
    told = str([list(table.values()) for table in tables])
    lost = {
        where.rsplit(".", 1)[0]
        for each in filled
        for word, where in each.sentinels.items()
        if word not in told
    }
    # Settings in the admin are those of the account that stays; keys for programs end.
    assert lost == {"wagtailusers.UserProfile", "wagtailcore.APIToken"}
    forget_now(other)
    after = "\n".join(dump().values())
    words = {word: where for each in filled for word, where in each.sentinels.items()}
    left = {where for word, where in words.items() if word in after}
    assert left - told_to_stay() == set()


def test_what_began_in_the_moment_of_the_merge_follows(two, manager):
    old, new = two
    modules = ModuleFactory.create_batch(2)
    lesson = ActivityFactory(module=modules[1])
    before = User.objects.get(pk=old.pk)  # as a request knew it that goes on after the merge
    enrol(learner=old, module=modules[0], actor=ACTOR)
    enrol(learner=new, module=modules[1], actor=ACTOR)
    merge_people(merged=old, into=new, by=manager)
    enrol(learner=before, module=modules[1], actor=ACTOR)
    record_watching(learner=before, activity=lesson, block_id="a", percent=40)
    give_opinion(learner=before, module=modules[0], worth="yes")
    mute(before, KINDS["stopped_at"])
    call_command("follow_merged")
    assert not old.enrolments.exists()
    assert not HistoryEntry.objects.filter(learner=old).exists()
    assert set(new.enrolments.values_list("module", flat=True)) == {each.pk for each in modules}
    for model in (Watching, Opinion):
        assert model.objects.get().learner == new
    assert Muting.objects.get().person == new
    assert not list(find_drifts())
    told = HistoryEntry.objects.count()
    call_command("follow_merged")  # there is nothing left
    assert HistoryEntry.objects.count() == told


def test_answers_that_are_on_their_way_count(two, manager):
    old, new = two
    quiz = QuizActivityFactory(quiz=definition(3))
    enrol(learner=old, module=quiz.module, actor=ACTOR)
    attempt = begin(learner=old, activity=quiz)
    merge_people(merged=old, into=new, by=manager)
    finish(attempt, 3)
    assert Pass.objects.get().learner == new
    assert new.completions.get().activity == quiz
    assert not old.history.exists()
    assert not list(find_drifts())


@pytest.mark.parametrize("number", [3, 40])
def test_it_takes_as_many_queries_for_many_records(
    two, manager, number, django_assert_max_num_queries
):
    module = ModuleFactory()
    lessons = ActivityFactory.create_batch(number, module=module)
    for who in two:
        enrol(learner=who, module=module, actor=ACTOR)
        for lesson in lessons[:-1]:
            complete_activity(learner=who, activity=lesson, actor=ACTOR)
    with django_assert_max_num_queries(190):
        merge_people(merged=two[0], into=two[1], by=manager)
    assert not list(find_drifts())


def test_a_manager_finds_the_other_account_reads_and_confirms(client, two, manager):
    old, new = two
    new.last_name = old.last_name
    new.save()
    quiz = QuizActivityFactory(quiz=definition(3))
    for learner in two:
        enrol(learner=learner, module=quiz.module, actor=ACTOR)
        begin(learner=learner, activity=quiz)
    client.force_login(manager)
    address = f"/admin/people/{old.pk}/merge/"
    assert address in client.get(f"/admin/people/{old.pk}/").text
    assert f"?into={new.pk}" in client.get(address).text
    chosen = f"{address}?into={new.pk}"
    page = client.get(chosen).text
    assert "Attempts: 1" in page
    assert "handed in with the answers saved so far" in page
    wrong = client.post(chosen, {"address": "somebody@example.org"}).text
    assert "This is not the address of the person" in wrong
    assert "ask the person to finish one of the two attempts" in wrong
    told = {"address": "OLD@example.org", "hands_in": "on"}
    done = client.post(chosen, told, follow=True)
    assert "The accounts are one now." in done.text
    assert "old@example.org" in done.text
    again = client.post(chosen, told, follow=True)  # a second click
    assert str(Refusal.MERGED.label) in again.text
    assert "This account was merged into another." in client.get(f"/admin/people/{old.pk}/").text
    assert "Enrol in a module" not in client.get(f"/admin/people/{old.pk}/").text
    assert str(Ordinary.MERGED.label) not in client.get(f"/admin/people/{old.pk}/").text
    found = client.get("/admin/people/", {"q": old.last_name}).context["object_list"]
    assert list(found) == [new, old]  # and not in the order of their addresses
    client.force_login(User.objects.create_superuser("boss@example.org", "x"))
    assert f"/admin/users/edit/{old.pk}/" not in client.get(f"/admin/people/{old.pk}/").text
    whole = client.get(f"/admin/users/edit/{old.pk}/", follow=True)
    assert whole.redirect_chain[-1][0] == f"/admin/people/{old.pk}/"
    assert str(Ordinary.MERGED.label) in whole.text
    bulk = f"/admin/bulk/accounts/user/set_active_state/?id={old.pk}"
    assert client.post(bulk, {"mark_as_active": "True"}).status_code == 302
    assert not User.objects.get(pk=old.pk).is_active
    client.logout()
    answer = client.post(
        "/en/accounts/login/", {"login": old.email, "password": PASSWORD}, follow=True
    )
    assert "This account was merged with another one of yours" in answer.text
    assert new.email not in answer.text


def test_who_may_not_change_an_account_does_not_merge_it(client, two, manager):
    boss = User.objects.create_superuser("boss@example.org", "x")
    client.force_login(manager)
    for person in (manager, boss):
        assert client.get(f"/admin/people/{person.pk}/merge/").status_code in (302, 403)
    client.force_login(UserFactory(groups=["Trainers"]))
    client.post(f"/admin/people/{two[0].pk}/merge/?into={two[1].pk}", {"address": two[0].email})
    assert not User.objects.exclude(merged_into=None).exists()
