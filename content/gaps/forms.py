"""The form in which editors write pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from content.gaps.gap import errors_by_field


class PageForm(WagtailAdminPageForm):
    """The editor's form: refuses to publish or submit what has gaps; saves any draft."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].error_messages["required"] = _("Write a title.")
        if "slug" in self.fields:
            # Who saves at once is faster than the script that fills it; the page then makes one.
            self.fields["slug"].required = False

    def is_valid(self):
        if not super().is_valid():
            return False
        if not self.is_deferred_validation:
            for name, formset in self.formsets.items():
                if name != "comments":  # give the page its child rows as they were just entered
                    formset.instance = self.instance
                    formset.save(commit=False)
            for field, error in errors_by_field(self.instance, self.instance.gaps()).items():
                self.add_error(field if field in self.fields else None, error)
        return not self.errors
