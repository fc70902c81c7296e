"""Putting a wrong question of a quiz right, in Wagtail's admin."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.typed import TypedField
from assessments.correction import CorrectionKind, Fault, read_corrections
from assessments.models import Correction
from assessments.remarking import (
    NothingToCorrect,
    correct_question,
    kinds_of_correction,
    preview_correction,
)
from assessments.version import read_questions
from learning.actor import Actor
from learning.models import Activity


class CorrectionForm(forms.Form):
    """What becomes of the question, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        error_messages={"required": gettext_lazy("Choose one.")},
        widget=forms.RadioSelect,
    )
    fault = forms.ChoiceField(
        label=gettext_lazy("What is wrong with the question"),
        choices=Fault.choices,
        error_messages={"required": gettext_lazy("Choose what fits best.")},
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Learners read this beside the question, in their own language."),
    )
    reason = TypedField(
        label=gettext_lazy("Reason"),
        max_length=500,
        error_messages={"required": gettext_lazy("Write in a sentence why.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "In a sentence of your own. It stays in the history of the learners, where trainers "
            "read it."
        ),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].value


class CorrectionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A question that may be wrong: first what putting it right would change, then doing it."""

    permission_policy = ModelPermissionPolicy(Correction)
    permission_required = "add"
    template_name = "courses/correction.html"
    form_class = CorrectionForm
    header_icon = "help"
    page_title = gettext_lazy("Put a question right")

    @cached_property
    def quiz(self):
        """The Activity in the address. Raises Http404."""
        quizzes = Activity.objects.filter(quiz_versions__isnull=False).distinct()
        return get_object_or_404(quizzes, key=self.kwargs["key"])

    @cached_property
    def question(self):
        """The question as it is asked now, or was last, for its reader. Raises Http404."""
        return self._found[0]

    @cached_property
    def _found(self):
        try:
            return read_questions(self.quiz)[self.kwargs["question_id"]]
        except KeyError:
            raise Http404 from None

    @cached_property
    def kinds(self):
        """The CorrectionKinds that would do something."""
        return kinds_of_correction(self.quiz, self.question.id)

    def get_page_subtitle(self):
        return self.quiz.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.get_success_url(), "label": self.quiz.title},
            {"url": "", "label": self.page_title},
        ]

    def get_success_url(self):
        return reverse("question_results", args=[self.quiz.key])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kinds": self.kinds}

    def form_valid(self, form):
        correction = {
            "activity": self.quiz,
            "question_id": self.question.id,
            "kind": CorrectionKind(form.cleaned_data["kind"]),
            "fault": Fault(form.cleaned_data["fault"]),
            "reason": form.cleaned_data["reason"],
            "actor": Actor.person(self.request.user),
        }
        try:
            if "apply" not in self.request.POST:
                effect = preview_correction(**correction)
                return self.render_to_response(self.get_context_data(form=form, effect=effect))
            correct_question(**correction)
        except NothingToCorrect:
            messages.error(
                self.request,
                _("Somebody else was faster: this question has been put right already."),
            )
        else:
            messages.success(self.request, _("The question is put right, and all results with it."))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        correction = read_corrections(self.quiz.pk).last(self.question.id)
        has_new_key = CorrectionKind.NEW_KEY in self.kinds
        return super().get_context_data(
            **kwargs,
            quiz=self.quiz,
            question=self.question,
            right_words=self.question.right_words(),
            correction=correction,
            has_new_key=has_new_key,
            holds_already=bool(correction and self._found[1] and not has_new_key),
            is_open=bool(self.kinds),
            back_url=self.get_success_url(),
        )
