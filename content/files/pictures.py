"""What a picture may hold. It is looked at before anything scales it."""

import math
from xml.parsers import expat

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from willow.svg import SvgWrapper

SVG_BYTES = 1_000_000
SVG_ELEMENTS = 20_000
LONGEST_SIDE = 1_000_000
# Of a photograph. Pillow keeps a list of rows, so that 1 by 25 million pixels take 1.5 GB.
LONGEST_SIDE_IN_PIXELS = 20_000
# What a worker may need to decode, turn and scale a photograph, and what a pixel of it takes,
# whatever its depth. WebP's own reader keeps a pixel four times.
MEMORY = 200_000_000
OPAQUE, TRANSPARENT, WEBP = 8, 9, 16
# Scripts and pages inside a drawing do nothing here, and harm who takes it elsewhere.
ACTIVE = {"script", "foreignobject", "iframe", "object", "embed"}
BROKEN = _("This picture is broken or cut off. Save it again, then upload it once more.")
NO_SIZE = _(
    "This drawing does not say how wide and high it is, or says it wrongly. Save it again with a "
    "size."
)
TOO_LONG = _("This picture is wider or higher than %(most)s pixels. Make it smaller.")


def check_picture(file):
    """Raise ValidationError, in words, where the picture in `file` cannot be shown safely.

    `file`: open for reading bytes, with a `name`; it is left at its beginning. A drawing (SVG) is
    read as a stream, a photograph is decoded only if all its frames have at most `most_pixels`.
    """
    file.seek(0)
    try:
        if file.name.lower().endswith(".svg"):
            _check_drawing(file)
        else:
            _check_photograph(file)
    finally:
        file.seek(0)


def most_pixels(size):
    """How many pixels a photograph may have of which each takes `size` bytes, as named above."""
    return min(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, MEMORY // size)


def _check_photograph(file):
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS  # beyond it Pillow may refuse to open it
    try:
        with Image.open(file) as picture:
            most = most_pixels(_size_of_pixels(picture))
            width, height = picture.size
            pixels = width * height * getattr(picture, "n_frames", 1)
            if pixels > most:
                raise Image.DecompressionBombError
            if max(width, height) > LONGEST_SIDE_IN_PIXELS:
                raise ValidationError(TOO_LONG, params={"most": intcomma(LONGEST_SIDE_IN_PIXELS)})
            picture.load()
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        message = _("This picture has more than %(most)s million pixels. Make it smaller.")
        raise ValidationError(message, params={"most": most // 1_000_000}) from error
    except Exception as error:  # Pillow's readers raise whatever the bytes make them stumble over
        raise ValidationError(BROKEN) from error


def _size_of_pixels(picture):
    if picture.format == "WEBP":
        return WEBP
    return TRANSPARENT if picture.has_transparency_data else OPAQUE


def _check_drawing(file):
    drawing = file.read(SVG_BYTES + 1)
    if len(drawing) > SVG_BYTES:
        raise ValidationError(_("This drawing is too large. The limit is 1 MB."))
    _Drawing().read(drawing)
    file.seek(0)
    try:
        as_copied = SvgWrapper.from_file(file)
        sides = [round(as_copied.width), round(as_copied.height)]
    except Exception as error:  # Willow, which scales it, raises of many kinds
        raise ValidationError(NO_SIZE) from error
    if not all(0 < side <= LONGEST_SIDE for side in sides):
        raise ValidationError(NO_SIZE)


class _Drawing:
    """Reads an SVG element by element and refuses what is too deep, too much, or active."""

    def __init__(self):
        self.depth = self.elements = 0

    def read(self, drawing):
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.enter
        parser.EndElementHandler = self.leave
        parser.StartDoctypeDeclHandler = self.refuse_entities
        try:
            parser.Parse(drawing, True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # the latter: its encoding
            raise ValidationError(BROKEN) from error

    def enter(self, name, attributes):
        self.depth += 1
        self.elements += 1
        if self.elements == 1:
            _check_size(name, attributes)
        if self.depth > settings.SVG_DEPTH or self.elements > SVG_ELEMENTS:
            message = _(
                "This drawing has too many parts, or parts too deep inside each other, for a page. "
                "Simplify it, or upload it as PNG."
            )
            raise ValidationError(message)
        is_active = name.rpartition(":")[2].lower() in ACTIVE
        if (
            is_active
            or any(each.lower().startswith("on") for each in attributes)
            or any("javascript:" in "".join(value.split()).lower() for value in attributes.values())
        ):
            message = _("This drawing holds a script or a page. Save it as a plain SVG.")
            raise ValidationError(message)

    def leave(self, name):
        self.depth -= 1

    def refuse_entities(self, name, system, public, has_internal):
        if has_internal:
            raise ValidationError(_("This drawing defines entities. Save it as a plain SVG."))


def _check_size(name, attributes):
    if name.rpartition(":")[2] != "svg":
        raise ValidationError(BROKEN)
    box = attributes.get("viewBox", "").replace(",", " ").split()
    sides = box[2:] if box else [attributes.get("width", ""), attributes.get("height", "")]
    has_four = len(box) in (0, 4)
    if not has_four or not all(map(_is_side, sides)) or not all(map(_is_finite, box)):
        raise ValidationError(NO_SIZE)


def _is_finite(number):
    try:
        return math.isfinite(float(number))
    except ValueError:
        return False


def _is_side(text):
    number = text.strip().rstrip("abcdefghijklmnopqrstuvwxyz")  # px, mm, em
    return _is_finite(number) and 0 < float(number) <= LONGEST_SIDE
