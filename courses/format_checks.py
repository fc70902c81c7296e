"""A system check: whether each question format is whole."""

from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from assessments.formats import FORMATS
from courses.formats import BLOCKS, FOUND


@checks.register
def check_formats(app_configs=None, **kwargs):
    """Errors for parts that a registered format lacks, and for blocks without such a format."""
    lacks = [
        (kind, lack) for kind in FORMATS for lack in _find_lacks(BLOCKS.get(kind), FORMATS[kind])
    ]
    errors = [
        checks.Error(f"The question format “{kind}” has no {lack}.", id="courses.E001")
        for kind, lack in lacks
    ]
    errors += [
        checks.Error(f"“{kind}” is not in assessments.formats.FORMATS.", id="courses.E002")
        for kind in FOUND.keys() - FORMATS.keys()
    ]
    return errors


def _find_lacks(block, question):
    if block is None:
        yield f"block in courses/formats/ whose `question` is {question.__name__}"
        return
    for name in ("asking", "result"):
        try:
            get_template(block.template_of(name))
        except TemplateDoesNotExist:
            yield f"template {block.template_of(name)}"
    for word in ("hint", "missing"):
        if not getattr(block, word):
            yield f"words in `{word}`"
    meta = block().meta
    for word in ("label", "help_text"):
        if not getattr(meta, word, ""):
            yield f"words in `Meta.{word}`"
