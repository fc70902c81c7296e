"""How the questions of quizzes were answered, in Wagtail's admin."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.looking import log_list
from learning.models import Activity
from reporting.looked_at import QUESTIONS
from reporting.permissions import ReportAccess
from reporting.printing import Printable
from reporting.questions import quizzes_by_module, read_question_results

TITLE = gettext_lazy("Quizzes by question")


class QuizChoiceView(ReportAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The quizzes to choose from."""

    template_name = "reporting/quiz_choice.html"
    page_title = TITLE
    header_icon = "help"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, modules=quizzes_by_module())


class QuestionResultsView(
    ReportAccess, PermissionCheckedMixin, Printable, WagtailAdminTemplateMixin, TemplateView
):
    """The questions of one quiz, each with how many were asked it and how they answered."""

    template_name = "reporting/questions.html"
    header_icon = "help"

    @cached_property
    def quiz(self):
        """The Activity in the address. Raises Http404."""
        quizzes = Activity.objects.filter(quiz_versions__isnull=False).distinct()
        return get_object_or_404(quizzes.select_related("module__track"), key=self.kwargs["key"])

    def get_page_title(self):
        return self.quiz.title

    def get_page_subtitle(self):
        return TITLE

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("quiz_choice"), "label": TITLE},
            {"url": "", "label": self.quiz.title},
        ]

    @property
    def header_buttons(self):
        return [self.print_button]

    def get_context_data(self, **kwargs):
        attempts = self.quiz.attempts.finished().count()
        log_list(QUESTIONS, by=self.request.user, count=attempts, filters=f"quiz={self.quiz.pk}")
        return super().get_context_data(
            **kwargs,
            quiz=self.quiz,
            results=read_question_results(self.quiz),
            attempts=attempts,
            may_correct=self.request.user.has_perm("assessments.add_correction"),
        )
