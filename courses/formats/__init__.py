"""How the question formats are written and shown.

The registry is `assessments.formats.FORMATS`. The modules of this folder are found by themselves:
a block belongs to the format that its `question` names.
"""

from importlib import import_module
from pkgutil import iter_modules

from assessments.formats import FORMATS
from courses.formats.base import QuestionBlock


def _find_blocks():
    """The block classes in this folder that ask a question, by its kind."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    classes = [value for module in modules for value in vars(module).values()]
    return {
        block.question.kind: block
        for block in classes
        if isinstance(block, type) and issubclass(block, QuestionBlock) and block.question
    }


FOUND = _find_blocks()
BLOCKS = {kind: FOUND[kind] for kind in FORMATS if kind in FOUND}


def read_question(block):
    """The Question in a child of a stream of questions or of a lesson's body."""
    return block.block.read_question(block.id, block.value)
