"""The forms in which editors upload files: they say what is taken, and look at what comes."""

from functools import partial

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from accounts.typed import EditedField
from content.files.kinds import (
    RECORDING_BYTES,
    check_document,
    check_recording,
    extension_of,
)
from content.files.pictures import OPAQUE, TRANSPARENT, WEBP, check_picture, most_pixels


class _TitledForm:
    """A form with a title."""

    def clean_title(self):
        """The title. Raises ValidationError where nothing of it can be seen."""
        return EditedField().clean(self.cleaned_data["title"])


class PictureField(WagtailImageField):
    """A picture that can be shown safely. It is looked at before Wagtail opens it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pixels = _(
            "At most %(most)s million pixels, %(transparent)s where it is transparent, %(webp)s as "
            "WebP; drawings (SVG) at most 1 MB, with at most %(depth)s levels of parts."
        )
        sizes = {"most": OPAQUE, "transparent": TRANSPARENT, "webp": WEBP}
        most = {name: most_pixels(size) // 1_000_000 for name, size in sizes.items()}
        self.help_text = format_lazy(
            "{} {}", self.help_text, pixels % (most | {"depth": settings.SVG_DEPTH})
        )

    def to_python(self, data):
        if data:
            check_picture(data)
        return super().to_python(data)


class PictureForm(_TitledForm, BaseImageForm):
    """A picture."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if theirs := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=theirs.label, required=theirs.required, widget=theirs.widget
            )


class DocumentForm(_TitledForm, BaseDocumentForm):
    """A document."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _taken(
                settings.WAGTAILDOCS_EXTENSIONS, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
            )

    def add_error(self, field, error):
        """Add `error`. What the model says of a file that this form does not show is said of all.

        The file of an upload comes to its row after the form, and was looked at before.
        """
        if "file" not in self.fields and hasattr(error, "error_dict"):
            of_file = error.error_dict.pop("file", [])
            if self.instance.file:
                elsewhere = ValidationError(_("Its own page takes another file in its place."))
                of_file = [*of_file, *(elsewhere.error_list if of_file else [])]
                error.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(of_file)
        super().add_error(field, error)

    def clean_file(self):
        """The document, if it is what its name says."""
        return _judge(self, settings.WAGTAILDOCS_EXTENSIONS, check_document)


class RecordingForm(_TitledForm, BaseMediaForm):
    """A video or a sound recording, with the picture that stands for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _taken(self._extensions, RECORDING_BYTES)

    def clean_file(self):
        """The recording, if it is what its name says."""
        return _judge(self, self._extensions, partial(check_recording, kind=self.instance.type))

    @property
    def _extensions(self):
        # None where the row says that it is of a type that there is not.
        return settings.WAGTAILMEDIA.get(f"{self.instance.type.upper()}_EXTENSIONS", [])

    def clean_thumbnail(self):
        """The picture, if there is a new one, and it can be shown safely."""
        thumbnail = self.cleaned_data["thumbnail"]
        if thumbnail and "thumbnail" in self.changed_data:
            check_picture(thumbnail)
        return thumbnail


def _judge(form, extensions, check):
    """The file that came with `form`. `check` raises ValidationError where its content is bad.

    Wagtail's models refuse other extensions than `extensions`, in words that name them, by the file
    of their row: that is therefore given here, and such a file is not looked at.
    """
    file = form.cleaned_data["file"]
    if "file" in form.changed_data:
        form.instance.file = file
        if extension_of(file) in extensions:
            check(file)
    return file


def _taken(extensions, most):
    words = _("%(kinds)s; at most %(most)s.")
    kinds = ", ".join(extension.upper() for extension in extensions)
    return words % {"kinds": kinds, "most": filesizeformat(most)}
