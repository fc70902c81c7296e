"""The form in which editors write pages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StreamValue

from content.gaps.registry import declared_gaps


class PageForm(WagtailAdminPageForm):
    """The editor's form: refuses to publish or submit what has gaps; saves any draft."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].error_messages["required"] = _("Write a title.")
        if "slug" in self.fields:
            # Who saves at once is faster than the script that fills it; the page then makes one.
            self.fields["slug"].required = False
        for name in self._always_chosen():
            self.fields[name].error_messages["required"] = _("Choose one.")

    def defer_required_fields(self):
        """Let a draft be saved or previewed without what publishing asks for.

        A choice that begins with a default never waits: its field offers no empty one, and a page
        cannot be shown without it.
        """
        super().defer_required_fields()
        for name in self._always_chosen():
            if self.add_prefix(name) in self.data:  # else it stays as it is
                self.fields[name].required = True

    def _always_chosen(self):
        """The names of the fields in which one of several is chosen from the beginning."""
        for name, field in self.fields.items():
            if isinstance(field, forms.TypedChoiceField) and field.initial:
                yield name

    def is_valid(self):
        if not super().is_valid():
            return False
        if not self.is_deferred_validation:
            for name, formset in self.formsets.items():
                if name != "comments":  # give the page its child rows as they were just entered
                    formset.instance = self.instance
                    formset.save(commit=False)
            for field, error in errors_by_field(
                self.instance, declared_gaps(self.instance)
            ).items():
                self.add_error(field if field in self.fields else None, error)
        return not self.errors


def errors_by_field(page, gaps):
    """{field name: ValidationError} that a page form can show, each gap where it belongs."""
    by_field = {}
    for gap in gaps:
        if not gap.is_warning:
            by_field.setdefault(gap.field, []).append(gap)
    return {field: _error(page, field, found) for field, found in by_field.items()}


def _error(page, field, gaps):
    if not isinstance(getattr(page, field, None), StreamValue):
        return ValidationError([gap.message for gap in gaps])
    blocks = {}
    for gap in gaps:
        if gap.block is not None:
            blocks.setdefault(gap.block, []).append(gap.message)
    return StreamBlockValidationError(
        block_errors={
            # The editor puts each message above the one before.
            place: ValidationError(messages[::-1])
            for place, messages in blocks.items()
        },
        non_block_errors=[gap.message for gap in gaps if gap.block is None],
    )
