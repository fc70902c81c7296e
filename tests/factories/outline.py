"""Outline rows without pages, for tests of records."""

import uuid

import factory
from django.utils import timezone

from learning.choices import AccessRule, Audience, CompletionRule, EntryKind, Level
from learning.models import Activity, Completion, Enrolment, Module, Track, Visit
from learning.records.history import record_change
from learning.records.track_enrolment import gather_all_track_enrolments
from tests.factories.actors import ACTOR


class OutlineRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    key = factory.LazyFunction(uuid.uuid4)
    position = factory.Sequence(int)


class TrackFactory(OutlineRowFactory):
    class Meta:
        model = Track

    audience = Audience.SME
    titles = factory.Sequence(lambda n: {"en": f"Track {n}"})
    paths = factory.Sequence(lambda n: {"en": f"training/track-{n}/"})


class ModuleFactory(OutlineRowFactory):
    class Meta:
        model = Module

    track = factory.SubFactory(TrackFactory)
    audience = Audience.SME
    level = Level.INTRODUCTORY
    hours = 2
    access = AccessRule.ENROLLED
    titles = factory.Sequence(lambda n: {"en": f"Module {n}"})
    paths = factory.Sequence(lambda n: {"en": f"training/track/module-{n}/"})


class ActivityFactory(OutlineRowFactory):
    class Meta:
        model = Activity

    module = factory.SubFactory(ModuleFactory)
    kind = "lesson"
    minutes = 10
    completion_rule = CompletionRule.BUTTON
    titles = factory.Sequence(lambda n: {"en": f"Lesson {n}"})
    paths = factory.Sequence(lambda n: {"en": f"training/track/module/lesson-{n}/"})


def count(learner, module):
    """Write what the portal keeps of the records of `learner` in `module` beside them."""
    learner.enrolments.filter(module=module).count_done()
    gather_all_track_enrolments(track=module.track)


def tell(kind, row, about, moment):
    """Write the entry that belongs to a record, where it has a date."""
    if moment:
        act = {"actor": ACTOR, "happened_at": moment}
        record_change(kind, learners=[row.learner_id], about=about, **act)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment
        skip_postgeneration_save = True

    learner = factory.SubFactory("tests.factories.people.UserFactory")
    module = factory.SubFactory(ModuleFactory)
    enrolled_at = factory.LazyFunction(timezone.now)
    last_active_at = factory.SelfAttribute("enrolled_at")
    organisation = factory.SelfAttribute("learner.organisation")
    organisation_kind = factory.LazyAttribute(lambda row: getattr(row.organisation, "kind", ""))
    country = factory.LazyAttribute(lambda row: getattr(row.organisation, "country", ""))

    @factory.post_generation
    def counted(self, *args, **kwargs):
        tell(EntryKind.ENROLLED, self, self.module, self.enrolled_at)
        tell(EntryKind.MODULE_COMPLETED, self, self.module, self.completed_at)
        tell(EntryKind.WITHDREW, self, self.module, self.withdrawn_at)
        count(self.learner, self.module)


class CompletionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Completion
        skip_postgeneration_save = True

    learner = factory.SubFactory("tests.factories.people.UserFactory")
    activity = factory.SubFactory(ActivityFactory)
    completed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def counted(self, *args, **kwargs):
        tell(EntryKind.ACTIVITY_COMPLETED, self, self.activity, self.completed_at)
        count(self.learner, self.activity.module)


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    learner = factory.SubFactory("tests.factories.people.UserFactory")
    activity = factory.SubFactory(ActivityFactory)
    visited_at = factory.LazyFunction(timezone.now)
    day = factory.LazyAttribute(lambda visit: timezone.localdate(visit.visited_at))
