"""What the form of a page tells an editor."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import PageViewRestriction

from courses.blocks import LessonBodyBlock
from courses.models import (
    CaseStudyPage,
    LessonPage,
    ModulePage,
    ModulePrerequisite,
    QuizPage,
    TrackPage,
    TrainingIndexPage,
)
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TRAINING = [TrainingIndexPage, TrackPage, ModulePage, LessonPage, QuizPage, CaseStudyPage]
PLAIN = {"place"}  # needs no explanation


def fields(panels):
    for panel in panels:
        if isinstance(panel, FieldPanel):
            yield panel
        elif isinstance(panel, MultiFieldPanel):
            yield from fields(panel.children)


@pytest.mark.parametrize("model", TRAINING)
def test_every_field_says_what_it_is_for(model):
    silent = [
        panel.field_name
        for panel in fields(model.content_panels)
        if not (panel.help_text or model._meta.get_field(panel.field_name).help_text)
    ]
    assert set(silent) <= PLAIN | ({"body"} if model in (TrainingIndexPage, TrackPage) else set())


@pytest.mark.parametrize("model", TRAINING)
def test_the_address_follows_the_title(model):
    form = model.get_edit_handler().get_form_class()
    assert isinstance(form.base_fields["slug"].widget, SlugInput)


@pytest.mark.parametrize("model", [*TRAINING, ModulePrerequisite])
def test_every_field_is_named_in_the_language_of_the_editor(model):
    panels = model.panels if model is ModulePrerequisite else model.content_panels
    names = [
        panel.heading or model._meta.get_field(panel.field_name).verbose_name
        for panel in fields(panels)
    ]
    english = {str(name) for name in names}
    with translation.override("ar"):
        assert english.isdisjoint(str(name) for name in names)


@pytest.mark.parametrize("model", TRAINING)
def test_every_page_type_says_what_it_is(client, model):
    client.force_login(UserFactory(groups=["Editors"]))
    module = ModulePageFactory()
    html = client.get(reverse("wagtailadmin_pages:add_subpage", args=[module.pk])).content.decode()
    assert model.page_description
    assert (str(model.page_description) in html) is (model in module.allowed_subpage_models())


@pytest.fixture
def lesson_form(client):
    client.force_login(UserFactory(groups=["Publishers"]))
    lesson = LessonPageFactory()
    html = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    return lesson, html


def test_the_form_says_who_may_read_the_page(lesson_form):
    _lesson, html = lesson_form
    assert "Whoever the module lets read its lessons." in html
    assert "Once live anyone can view" not in html


def test_there_is_no_second_lock(client, lesson_form):
    lesson, _html = lesson_form
    url = reverse("wagtailadmin_pages:set_privacy", args=[lesson.pk])
    client.post(url, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_a_new_page_has_no_error_before_anything_is_typed(client):
    client.force_login(UserFactory(groups=["Editors"]))
    track = ModulePageFactory().get_parent()
    url = reverse("wagtailadmin_pages:add", args=["courses", "modulepage", track.pk])
    outcomes = client.get(url).context["form"].fields["outcomes"].block
    assert not outcomes.meta.min_num


def test_questions_stand_behind_what_is_read():
    groups = [str(group) for group, _blocks in LessonBodyBlock().grouped_child_blocks()]
    assert groups == ["Text", "Pictures and recordings", "Questions"]
