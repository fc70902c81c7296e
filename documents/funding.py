"""Who funds the programme, in the words and with the emblem that every page shows."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from documents.document import Paragraph, Picture

EMBLEM = settings.BASE_DIR / "static/img/eu.svg"
EMBLEM_IN_PIXELS = settings.BASE_DIR / "static/img/eu.png"  # for workbooks, which know no SVG


def funding_statements():
    """The funding statement and the disclaimers in the active language, each as a text."""
    funding = strip_tags(render_to_string("components/funding.html"))
    return [" ".join(line.split()) for line in funding.splitlines() if line.strip()]


def funding_blocks():
    """What stands at the end of a document: the emblem, then the statements."""
    emblem = Picture(EMBLEM, _("Flag of the European Union"))
    return [emblem, *(Paragraph(words, is_small=True) for words in funding_statements())]
