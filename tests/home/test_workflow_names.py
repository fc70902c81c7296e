"""Names of workflows and tasks: shown in the reader's language, stored as they were given."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Task, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
STORED = "Publisher approval"
NAMES = {
    "es": "Aprobación de publicación",
    "it": "Approvazione della pubblicazione",
    "he": "אישור פרסום",
    "ar": "موافقة الناشر",
}


@pytest.fixture
def lesson():
    page = LessonPageFactory(live=False)
    page.save_revision(user=UserFactory(groups=["Editors"]))
    return page


@pytest.mark.parametrize(("language", "name"), NAMES.items(), ids=NAMES)
def test_editors_and_publishers_read_the_name_in_their_language(client, lesson, language, name):
    editor = lesson.latest_revision.user
    publisher = UserFactory(groups=["Publishers"])
    for person in (editor, publisher):
        UserProfile.objects.create(user=person, preferred_language=language)
    client.force_login(editor)
    form = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert name in client.get(form).content.decode()  # submit it to …
    state = lesson.get_workflow().start(lesson, editor)
    for url in (form, "/admin/", f"/admin/pages/{lesson.pk}/workflow_history/"):
        html = client.get(url).content.decode()
        assert name in html, url
        assert STORED not in html, url
    client.force_login(publisher)
    assert f"{name}: " in client.get("/admin/").content.decode()
    state.current_task_state.reject(user=publisher)
    client.force_login(editor)
    assert name in client.get(form).content.decode()  # submit it again to …


def test_the_name_is_stored_as_it_was_given(admin_client, admin_user):
    UserProfile.objects.create(user=admin_user, preferred_language="es")
    workflow = Workflow.objects.get()
    url = reverse("wagtailadmin_workflows:edit", args=[workflow.pk])
    form = admin_client.get(url).context["form"]
    assert form["name"].value() == STORED
    steps = [{"id": each.pk, "task": each.task_id} for each in workflow.workflow_tasks.all()]
    data = {"name": form["name"].value(), "workflow_tasks": inline_formset(steps, initial=1)}
    data |= {"pages": inline_formset([]), "content_types": []}
    admin_client.post(url, nested_form_data(data))
    with translation.override("es"):
        for model in (Workflow, Task):
            model.objects.get().save()
            assert f"{model.objects.get().name}" == NAMES["es"]
            assert model.objects.filter(name=STORED).exists()
