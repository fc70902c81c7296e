"""One of everything that an address of the portal can be about, and a person of every role."""

from datetime import timedelta
from fnmatch import fnmatchcase
from functools import partial

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
)
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from accounts.inviting import invite
from accounts.mail import ACCOUNT_MAILS
from accounts.models import OrganisationsFile, PeopleFile, Representative, User
from assessments.attempt import Attempt, start_attempt
from contact.sending import sent_token
from content.languages.trees import mirror_pages
from content.models import CustomDocument, CustomImage, CustomMedia
from courses.pages.activity import ActivityPage
from home.rights.columns import COLUMNS
from learning.choices import AccessRule
from learning.records.enrolment import enrol
from notices.links import off_url
from notices.models import RefusedAddress
from reporting.models import SavedFilter
from reporting.participants import make_report
from tests.factories.actors import ACTOR
from tests.factories.letters import LetterFactory
from tests.factories.links import firm, link
from tests.factories.messages import MessageFactory
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    StandardPageFactory,
    TrackPageFactory,
)
from tests.factories.people import ThemeFactory, UserFactory
from tests.factories.training import activity_of, module_of, publish

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
DRAFT = "Quagga"  # stands in the title of what is not published, and nowhere else
CLOSED = "Okapi"  # stands in the text of the closed lesson
CHECK = {
    "prompt": "<p>Who signs?</p>",
    "alt_text": "",
    "points": 1,
    "feedback": "",
    "options": [
        {"text": "The mayor", "is_correct": True, "feedback": ""},
        {"text": "The tender", "is_correct": False, "feedback": ""},
    ],
}


class OneOfEach:
    """A module that is open to everyone and one that is closed, with all that hangs on them."""

    def __init__(self):
        self.people = self._make_people()
        self.track = publish(TrackPageFactory)
        self.open = self._make_module(AccessRule.EVERYONE, "How to read a map.")
        self.closed = self._make_module(AccessRule.ENROLLED, f"{CLOSED} at night.")
        publish(lambda: StandardPageFactory(slug="about"))
        publish(lambda: CaseStudyIndexPageFactory())
        publish(mirror_pages)
        self.quiz = activity_of(self.open["quiz"])
        self.draft = self._make_draft()
        self._own = {name: self._belongings(person) for name, person in self.people.items()}
        self._parts = self._of_pages() | self._of_learning() | self._of_files() | self._of_portal()

    def client(self, role):
        """A Client who is signed in as `role`."""
        client = Client(raise_request_exception=False, headers={"accept": "text/html,*/*;q=0.8"})
        if role in self.people:
            client.force_login(self.people[role])
        return client

    def parts(self, address, role, within):
        """{part of `address`, or of its query after a “?”: what is there for it}.

        `within`: whether it is something that `role` may have to do with, where they may do it
        partly; else it is another's, or closed.
        """
        own = self._own[role if within and role in self._own else "somebody else"]
        limited = self._limited(self.open if within else self.closed, role, within)
        found = {}
        for table in (self._parts, own, limited):
            for pattern, parts in table.items():
                if fnmatchcase(address, pattern):
                    found |= parts
        return found

    def page(self, page_type, within):
        """The address of a published page; of an activity, in the open module or the closed one."""
        module = (self.open if within else self.closed)["module"]
        pages = page_type.objects.live().filter(locale=Locale.get_default())
        if issubclass(page_type, ActivityPage):
            pages = pages.child_of(module)
        return pages.first().url

    def _limited(self, around, role, within):
        """What is there within limits, and beyond them."""
        decided_about = "somebody else" if within or role not in self.people else role
        lesson, document, media = around["lesson"], around["document"], around["media"]
        return {
            "/<0>": {"0": lesson.url.removeprefix("/en/")},
            "/documents/<0>/<1>": {"0": document.pk, "1": document.filename},
            "/media-files/*": {"pk": media.pk, "filename": media.filename},
            "/admin/learners/*": {"pk": self.people[decided_about].pk},
            "/admin/users/<pk>/erase/": {
                "pk": self.people["somebody else" if within else "administrator"].pk
            },
            "/admin/people/<pk>/*/": {"pk": self.people[decided_about].pk},
            "/admin/users/<pk>/second-factor/": {"pk": self.people[decided_about].pk},
            "/admin/pages/<page_id>/delete/": {
                "page_id": self.draft.pk if within else lesson.pk,
            },
        }

    def _make_people(self):
        people = {
            role: UserFactory(groups=[group] if group else [], is_superuser=role == "administrator")
            for role, group in COLUMNS.items()
            if role != "visitor"
        }
        people["somebody else"] = UserFactory(groups=["Trainers", "Editors"])
        self.representative = Representative.objects.create(
            organisation=people["representative"].organisation,
            person=people["representative"],
            asked_at=timezone.now(),
            since=timezone.now(),
        )
        return {role: User.objects.get(pk=person.pk) for role, person in people.items()}

    def _make_module(self, access, text):
        """A module with a lesson that uses a document and a recording, as a dict."""
        document = CustomDocument.objects.create(
            title="Sheet", file=ContentFile(b"%PDF-1.4", name="sheet.pdf")
        )
        media = CustomMedia.objects.create(
            title="Talk", file=ContentFile(b"talk", name="talk.mp3"), type="audio", duration=60
        )
        talk = {"media": media, "caption": "A talk", "transcript": "<p>Welcome.</p>"}
        body = [
            ("text", {"html": f"<p>{text}</p>"}),
            ("document", {"document": document, "label": ""}),
            ("audio", talk),
            ("single_choice", CHECK),
        ]
        module = publish(lambda: ModulePageFactory(parent=self.track, access=access))
        lesson = publish(lambda: LessonPageFactory(parent=module, body=body))
        lesson.refresh_from_db()
        quiz, case = (
            publish(lambda make=make, slug=slug: make(parent=module, slug=slug))
            for make, slug in ((QuizPageFactory, "quiz"), (CaseStudyPageFactory, "case"))
        )
        return {
            "module": module,
            "lesson": lesson,
            "quiz": quiz,
            "case": case,
            "document": document,
            "media": media,
        }

    def _make_draft(self):
        """A lesson that waits for review; another one is planned for tomorrow."""
        page = LessonPageFactory(
            parent=self.open["module"], title=f"{DRAFT} walks", slug="a-draft", live=False
        )
        page.save_revision()
        planned = LessonPageFactory(
            parent=self.open["module"], title=f"{DRAFT} sleeps", slug="planned", live=False
        )
        planned.go_live_at = timezone.now() + timedelta(days=1)
        planned.save_revision().publish()
        Workflow.objects.get().start(page, self.people["editor"])
        return page

    def _belongings(self, person):
        """What somebody has of their own, as parts by the pattern of an address."""
        enrol(learner=person, module=module_of(self.open["module"]), actor=ACTOR)
        attempt = start_attempt(learner=person, activity=self.quiz, language="en", actor=ACTOR)
        saved = SavedFilter.objects.create(owner=person, report="modules", name="Mine", query="q=a")
        session = EditingSession.objects.create(
            user=person, content_object=self.open["lesson"], last_seen_at=timezone.now()
        )
        waiting = partial(UploadedFile.objects.create, uploaded_by_user=person)
        document, image = (
            waiting(
                for_content_type=ContentType.objects.get_for_model(model),
                file=ContentFile(SVG, name="waiting.svg"),
            )
            for model in (CustomDocument, CustomImage)
        )
        finished = EnrolmentFactory(learner=person, completed_at=timezone.now()).module
        colleague = UserFactory(organisation=person.organisation)
        invited = invite(
            by=person, email=f"to{person.pk}@example.org", organisation=person.organisation
        )
        letter = LetterFactory(written_by=person)
        return {
            "/learn/modules/<key>/afterwards/": {"key": finished.key},
            "/learn/modules/<key>/opinion/": {"key": finished.key},
            "/learn/attempts/*": {"pk": attempt.pk},
            "/my-organisation/people/*": {"pk": colleague.pk},
            "/my-organisation/invitations/*": {"pk": invited.pk},
            "/admin/reports/completion/filters/<pk>/*": {"pk": saved.pk},
            "/admin/letters/<pk>/*": {"pk": letter.pk},
            "/admin/editing-sessions/*": {"session_id": session.pk},
            "/admin/documents/multiple/*": {"uploaded_file_id": document.pk},
            "/admin/images/multiple/*": {"uploaded_file_id": image.pk},
        }

    def _of_pages(self):
        module, lesson, draft = self.open["module"], self.open["lesson"], self.draft
        spanish = Locale.objects.get(language_code="es")
        state = draft.current_workflow_state
        source, _is_new = TranslationSource.update_or_create_from_instance(lesson)
        translation = Translation.objects.create(source=source, target_locale=spanish)
        translation.save_target()
        type_of = {"app_label": "courses", "model_name": "lessonpage"}
        chosen = {"?id": draft.pk}
        block = lesson.body.stream_block.child_blocks["text"]
        return {
            "*": {
                "page_id": draft.pk,
                "parent_page_id": module.pk,
                "page_to_move_id": draft.pk,
                "destination_id": module.get_parent().pk,
                "content_type_app_name": "courses",
                "content_type_model_name": "lessonpage",
            },
            "/admin/api/main/pages/*": {"pk": draft.pk},
            "/admin/api/main/pages/find/": {"?id": draft.pk},
            "/admin/bulk/wagtailcore/page/*": chosen,
            "/admin/choose-page/chosen-multiple/": chosen,
            "/admin/choose-page/search/": {"?q": "walks"},
            "/admin/editing-sessions/ping/*": type_of | {"object_id": draft.pk},
            "/admin/block-preview/": {"?id": block.definition_prefix},
            "/admin/pages/*": type_of
            | {
                "pk": draft.pk,
                "revision_id": draft.latest_revision_id,
                "revision_id_a": "earliest",
                "revision_id_b": "latest",
                "workflow_state_id": state.pk,
                "task_state_id": state.current_task_state_id,
                "task_id": state.current_task_state.task_id,
                "action_name": "approve",
            },
            "/admin/pages/search/*": {"?q": "walks"},
            "/admin/pages/<page_id>/convert_alias/": {
                "page_id": self.closed["lesson"].get_translation(spanish).pk
            },
            "/admin/pages/<page_id>/un*": {"page_id": lesson.pk},
            "/admin/localize/*": type_of
            | {
                "pk": lesson.pk,
                "translation_source_id": source.pk,
                "translation_id": translation.pk,
                "string_segment_id": StringSegment.objects.first().pk,
                "overridable_segment_id": OverridableSegment.objects.first().pk,
                "mode": "none",
            },
            "/admin/localize/translate/<translation_id>/disable/": {"?next": "/admin/pages/"},
            "/admin/localize/page/*": {"page_id": lesson.get_translation(spanish).pk},
            "/_util/authenticate_with_password/*": {
                "page_view_restriction_id": PageViewRestriction.objects.create(
                    page=draft, restriction_type="password", password="zebra"
                ).pk
            },
        }

    def _of_learning(self):
        lesson = self.open["lesson"]
        check = next(block for block in lesson.body if block.block_type == "single_choice")
        module, quiz = self.open["module"].translation_key, self.quiz.key
        question = Attempt.objects.first().layout["questions"][0]
        day = timezone.localdate() - timedelta(days=1)
        report, _is_new = make_report(day, day, by=None)
        return {
            "/learn/modules/*": {"key": module},
            "/learn/activities/*": {"key": lesson.translation_key, "question_id": check.id},
            "/learn/activities/<key>/attempt/": {"key": quiz},
            "/admin/quizzes/*": {"key": quiz, "question_id": question},
            "/admin/learners/*": {"key": quiz, "decision": "excuse"},
            "/admin/reports/completion/*": {
                "key": module,
                "report": "modules",
                "pk": self.people["learner"].pk,
            },
            "/admin/reports/completion/questions/*": {"key": quiz},
            "/admin/reports/participants/*": {"pk": report.pk},
        }

    def _of_files(self):
        document = self.open["document"]
        self.image = image = CustomImage.objects.create(
            title="Map", file=ContentFile(SVG, name="map.svg"), width=40, height=20
        )
        folder = Collection.get_first_root_node().add_child(name="Maps")
        restriction = CollectionViewRestriction.objects.create(
            collection=folder, restriction_type="password", password="zebra"
        )
        return {
            "/media/*": {"folder": "original_images", "name": image.filename},
            "/documents/authenticate_with_password/*": {"restriction_id": restriction.pk},
            "/admin/collections/*": {"pk": folder.pk, "collection_id": folder.pk},
            "/admin/*documents/*": {
                "pk": document.pk,
                "document_id": document.pk,
                "doc_id": document.pk,
            },
            "/admin/*images/*": {"pk": image.pk, "image_id": image.pk, "filter_spec": "original"},
            "/admin/api/main/documents/find/": {"?id": document.pk},
            "/admin/api/main/images/find/": {"?id": image.pk},
            "/admin/bulk/content/customdocument/*": {"?id": document.pk},
            "/admin/bulk/content/customimage/*": {"?id": image.pk},
            "/admin/media/*": {"media_id": self.open["media"].pk, "media_type": "audio"},
        }

    def _of_portal(self):
        workflow, person = Workflow.objects.get(), UserFactory()
        task, now = workflow.tasks.get(), timezone.now()
        uploaded = {"text": "", "uploaded_by": self.people["administrator"], "uploaded_at": now}
        confirmed = {**uploaded, "confirmed_at": now}
        return {
            "/styleguide/errors/*": {"name": "429"},
            "/styleguide/mails/*": {"kind": next(iter(ACCOUNT_MAILS))},
            "/accounts/*": dict.fromkeys(("key", "token", "provider_id"), "none")
            | {"uidb36": "a", "pk": 1},
            "/admin/mails/refused/*": {
                "pk": RefusedAddress.objects.create(address="gone@example.org").pk
            },
            "/contact/write/sent/*": {"token": sent_token(MessageFactory())},
            "/admin/messages/*": {"pk": MessageFactory().pk},
            "/mails/off/*": {"token": off_url(person.pk, "enrolled").split("/")[-2]},
            "/admin/people/<pk>/*": {"pk": person.pk},
            "/admin/people/invitations/*": {
                "pk": invite(by=person, email="dana@example.org", first_name="Dana").pk
            },
            "/admin/people/invitations/file/*": {"pk": PeopleFile.objects.create(**uploaded).pk},
            "/admin/people/invitations/file/<pk>/taken-in/": {
                "pk": PeopleFile.objects.create(**confirmed).pk
            },
            "/admin/groups/*": {"pk": Group.objects.create(name="Guests").pk},
            "/admin/locales/*": {"pk": Locale.get_default().pk},
            "/admin/organisations/*": {"pk": (tied := link(firm(), firm(), 30)).held_id},
            "/admin/organisations/link/*": {"pk": tied.held_id, "link": tied.pk},
            "/admin/organisations/file/*": {"pk": OrganisationsFile.objects.create(**uploaded).pk},
            "/admin/organisations/file/<pk>/taken-in/": {
                "pk": OrganisationsFile.objects.create(**confirmed).pk
            },
            "/admin/themes/*": {"pk": ThemeFactory().pk},
            "/admin/organisations/representatives/*": {"pk": self.representative.pk},
            "/admin/password_reset/*": {"uidb64": "a", "token": "b"},
            "/admin/redirects/*": {
                "redirect_id": Redirect.objects.create(old_path="/old", redirect_link="/").pk
            },
            "/admin/settings/*": {"app_name": "home", "model_name": "none", "pk": 1},
            "/admin/sites/*": {"pk": Site.objects.get().pk},
            "/admin/tag-autocomplete/*": {"app_name": "taggit", "model_name": "tag"},
            "/admin/users/*": {"pk": person.pk},
            "/admin/bulk/accounts/*": {"?id": person.pk},
            "/admin/workflows/*": {
                "pk": workflow.pk,
                "workflow_pk": workflow.pk,
                "page_pk": self.open["lesson"].pk,
            },
            "/admin/workflows/task*": {
                "pk": task.pk,
                "task_id": task.pk,
                "app_label": "wagtailcore",
                "model_name": "groupapprovaltask",
            },
        }
