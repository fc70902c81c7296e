"""Letters in the admin: the list, one letter with what it looks like, and changing a draft."""

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.letter_form import LetterForm, languages_to_write, previews_of, unreached_words
from accounts.admin.views import CountingPaginator
from accounts.letter import Letter, LetterState
from accounts.letters.sending import (
    change_letter,
    confirm_letter,
    discard_letter,
    stop_letter,
)

LETTERS = gettext_lazy("Letters")
MANY = 100  # where a mistake would be a flood


class LetterAccess:
    """For views: open to those who may write letters."""

    permission_policy = ModelPermissionPolicy(Letter)
    any_permission_required = ["add"]


def may_write(user):
    """Whether `user` may write to many people at once."""
    return LetterAccess.permission_policy.user_has_permission(user, "add")


class LettersMenuItem(MenuItem):
    """Shown to those who may write letters."""

    def is_shown(self, request):
        return may_write(request.user)


class LettersView(LetterAccess, ReportView):
    """The letters that the reader may see, the newest first."""

    page_title = LETTERS
    header_icon = "mail"
    model = Letter
    default_ordering = ("-begun_at", "-pk")
    table_classname = "listing listing-letters"
    paginator_class = CountingPaginator
    paginate_by = 20
    index_url_name = "letters"
    index_results_url_name = "letters_results"
    results_template_name = "accounts/admin/letters_results.html"
    columns = [
        TitleColumn(
            "subject",
            label=gettext_lazy("Subject"),
            accessor=str,
            get_url=lambda letter: reverse("letter", args=[letter.pk]),
        ),
        Column("about", label=gettext_lazy("To whom")),
        Column("written_by", label=gettext_lazy("Written by"), width="14%"),
        Column("state", label=gettext_lazy("State"), accessor=lambda each: each.state.label),
        Column(
            "people_count",
            label=gettext_lazy("People"),
            accessor=lambda each: intcomma(each.people_count),
        ),
        Column(
            "missed_count",
            label=gettext_lazy("Not reached"),
            accessor=lambda each: intcomma(each.missed_count) if each.finished_at else "",
        ),
        DateColumn("confirmed_at", label=gettext_lazy("Sent"), width="12%"),
    ]

    def get_base_queryset(self):
        letters = Letter.objects.shown_to(self.request.user)
        return letters.select_related("written_by").defer("people")


class OneLetter(LetterAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """For views of the letter in the address."""

    header_icon = "mail"
    page_title = gettext_lazy("Letter")

    def dispatch(self, request, *args, **kwargs):
        """A draft that was thrown away, in another tab or by a second click, leads to the list."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if Letter.objects.filter(pk=kwargs["pk"]).exists():  # somebody else's
                raise
        words = _("This letter is not there any more. Drafts are thrown away after a day.")
        messages.info(request, words)
        return redirect("letters")

    @cached_property
    def letter(self):
        """The Letter in the address, if the person may see it. Raises Http404."""
        letters = Letter.objects.shown_to(self.request.user).select_related("written_by")
        return get_object_or_404(letters, pk=self.kwargs["pk"])

    @property
    def is_draft(self):
        """Whether it is not sent yet: then it is the person's own."""
        return self.letter.state == LetterState.DRAFT

    def get_page_subtitle(self):
        return str(self.letter)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("letters"), "label": LETTERS},
            {"url": "", "label": str(self.letter)},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            letter=self.letter,
            is_draft=self.is_draft,
            is_under_way=self.letter.state == LetterState.BEING_SENT,
            about=self.letter.about,
            count=self.letter.people_count,
            unreached=unreached_words(self.letter.unreached),
        )


class ConfirmForm(forms.Form):
    """Asks for the number of people where they are many."""

    number = forms.CharField(
        label=gettext_lazy("How many people get this letter?"),
        help_text=gettext_lazy("Write the number that stands above, so that no slip reaches many."),
        error_messages={"required": gettext_lazy("Write the number of people that stands above.")},
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, *args, count, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
        if count <= MANY:
            del self.fields["number"]

    def clean_number(self):
        """The number. Raises ValidationError where it is another."""
        typed = "".join(each for each in self.cleaned_data["number"] if each.isalnum())
        if not typed.isdecimal() or int(typed) != self.count:
            raise forms.ValidationError(_("Write the number of people that stands above."))
        return self.count


class LetterView(OneLetter):
    """A letter: a draft as its readers will see it, to be confirmed; a sent one with its fate."""

    template_name = "accounts/admin/letter.html"
    form_class = ConfirmForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"count": self.letter.people_count}

    def post(self, request, *args, **kwargs):
        """Send the draft or throw it away; of a letter under way, stop what has not left."""
        if "discard" in request.POST:
            if discard_letter(self.letter):
                messages.success(request, _("The draft is thrown away. Nobody got anything."))
                return redirect("letters")
            messages.error(request, _("The letter was sent meanwhile: stop it instead."))
            return redirect("letter", self.letter.pk)
        if "stop" in request.POST:
            if stop_letter(self.letter):
                messages.success(request, _("The letter is stopped: no more emails leave."))
            else:
                messages.info(request, _("It was stopped before, or all emails had left."))
            return redirect("letter", self.letter.pk)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        if confirm_letter(self.letter):
            messages.success(
                self.request, _("The letter is on its way; the first emails leave in a minute.")
            )
        else:
            messages.info(self.request, _("This letter was sent before; nobody gets it twice."))
        return redirect("letter", self.letter.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, previews=previews_of(self.letter))


class ChangeLetterView(OneLetter):
    """Changes what a draft says."""

    template_name = "accounts/admin/write_letter.html"
    form_class = LetterForm

    def get(self, request, *args, **kwargs):
        """The form; the letter where it was sent already, which can be changed no more."""
        if not self.is_draft:
            return redirect("letter", self.letter.pk)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        languages = languages_to_write(self.letter.languages)
        return super().get_form_kwargs() | {"languages": languages, "words": self.letter.words}

    def form_valid(self, form):
        if not change_letter(self.letter, form.words):
            messages.error(self.request, _("The letter was sent meanwhile, so it stays as it was."))
        return redirect("letter", self.letter.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, back_url=reverse("letter", args=[self.letter.pk]))


def letter_urls():
    """Addresses of letters below /admin/."""
    return [
        path("letters/", LettersView.as_view(), name="letters"),
        path("letters/results/", LettersView.as_view(results_only=True), name="letters_results"),
        path("letters/<int:pk>/", LetterView.as_view(), name="letter"),
        path("letters/<int:pk>/change/", ChangeLetterView.as_view(), name="change_letter"),
    ]
