"""Pictures, documents and recordings of the demo."""

import hashlib
import mimetypes
import re

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile

from content.files.kinds import check_document, check_recording
from content.files.pictures import check_picture
from content.models import CustomDocument, CustomImage, CustomMedia
from demo.errors import ContentError
from demo.models import LoadedItem

FOLDERS = {"images": CustomImage, "documents": CustomDocument, "media": CustomMedia}
CUE_END = re.compile(r"--> (?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")


class Files:
    """The files of the demo's folder, loaded: what a page file calls by name, by primary key."""

    def __init__(self, folder):
        self.folder = folder
        self.pks = {}
        self.written = 0

    def load(self):
        """Load every file that is new or has changed since the last time."""
        loaded = {item.name: item for item in LoadedItem.objects.filter(name__contains="/")}
        for kind, folder_model in FOLDERS.items():
            for path in sorted((self.folder / kind).glob("[!.]*.*")):
                model = CustomDocument if path.suffix == ".vtt" else folder_model
                name = f"{kind}/{path.name}"
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                if name not in loaded or loaded[name].digest != digest:
                    loaded[name] = self._write(model, path, name, digest, loaded.get(name))
                self.pks[model, path.name] = loaded[name].target_id

    def pk(self, model, name):
        """The primary key of the file called `name`. Raises KeyError where there is none."""
        return self.pks[model, name]

    def captions(self, name):
        """The captions of the recording called `name`: (language, primary key) of each."""
        stem = name.rpartition(".")[0]
        pattern = re.compile(re.escape(stem) + r"\.([a-z]{2})\.vtt")
        return [
            (match[1], pk)
            for (model, other), pk in self.pks.items()
            if model is CustomDocument and (match := pattern.fullmatch(other))
        ]

    def credit(self, name, credit):
        """Note on the picture called `name` who made it."""
        CustomImage.objects.filter(pk=self.pk(CustomImage, name)).update(credit=credit)

    def _write(self, model, path, name, digest, item):
        target = model.objects.filter(pk=item.target_id).first() if item else None
        target = target or model(title=path.stem.replace("-", " ").capitalize())
        if model is CustomMedia:
            target.type = mimetypes.guess_type(path.name)[0].partition("/")[0]
            target.duration = _duration(path)
            self._hang_poster(target, path.stem)
        with path.open("rb") as opened:
            target.file = File(opened, name=path.name)
            _check(target, name)
            if model is not CustomMedia:
                target.file_size = path.stat().st_size
                target.file_hash = ""
            if model is CustomImage:
                target.width = target.height = None
            target.save()
        if model is CustomImage:
            target.renditions.all().delete()
        self.written += 1
        return LoadedItem.objects.update_or_create(
            name=name, defaults={"digest": digest, "target_id": target.pk}
        )[0]

    def _hang_poster(self, recording, stem):
        for poster in (self.folder / "posters").glob(f"{stem}.*"):
            recording.thumbnail.save(poster.name, ContentFile(poster.read_bytes()), save=False)


def _check(target, name):
    """Raise ContentError where an editor could not have uploaded the file."""
    try:
        if isinstance(target, CustomImage):
            check_picture(target.file)
        elif isinstance(target, CustomDocument):
            check_document(target.file)
        else:
            check_recording(target.file, target.type)
    except ValidationError as error:
        raise ContentError(f"{name}: {' '.join(error.messages)}") from error


def _duration(path):
    """Seconds of a recording: the end of the last cue of its captions, 0 without captions."""
    ends = [
        int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
        for captions in path.parent.glob(f"{path.stem}.*.vtt")
        for hours, minutes, seconds in CUE_END.findall(captions.read_text("utf-8"))
    ]
    return max(ends, default=0)
