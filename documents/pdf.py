"""Documents as PDF for everyone: PDF/UA-1 to be read by ear, PDF/A-3a to be kept for long."""

import json
import re
from functools import partial

import typst
from django.conf import settings

from documents.document import Heading, Paragraph, Picture, Table
from text.typed import visible

FOLDER = settings.BASE_DIR / "documents"
STANDARDS = ["ua-1", "a-3a"]
INSTEAD = "□"
# Typst breaks no word: one that is too long for a column may be broken after every so many signs.
TOO_LONG = re.compile(r"\S{25,}")
PIECE = re.compile(r".{6}")
ZERO_WIDTH_SPACE = "\u200b"
# Around a cell: it runs in the direction of its first letter, whatever that of the document is.
ISOLATED = "\u2068%s\u2069"
# How Typst names the characters that it cannot write.
REFUSED = re.compile(r'(?:the text|the codepoint) `"((?:[^"\\]|\\.)+)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def write_pdf(document):
    """The `document` as the bytes of a PDF file; the same document gives the same bytes.

    A character that no font has is shown as a box. Raises typst.TypstError where the document is
    none that can be read by ear, such as one that leaves out a level of headings.
    """
    written = json.dumps(_written(document), ensure_ascii=False)
    compile_again = partial(
        typst.compile,
        FOLDER / "document.typ",
        root=settings.BASE_DIR,
        format="pdf",
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
    )
    while True:  # each time with fewer letters: a cluster may hide one from the first
        try:
            return compile_again(sys_inputs={"document": written})
        except typst.TypstError as error:
            refused = _refused(error)
            if not refused:
                raise
            written = written.translate(dict.fromkeys(refused, INSTEAD))


def _refused(error):
    """The codes of the characters that are to blame for a TypstError, as far as one may go."""
    found = "".join(REFUSED.findall(str(error.diagnostic)))
    unescaped = ESCAPED.sub(lambda code: chr(int(code[1], 16)), found)
    return {ord(each) for each in unescaped if not each.isascii() and each != INSTEAD}


def _written(document):
    """What the template reads. The date is that of the data: Typst knows no other clock."""
    made_at = document.made_at
    return {
        "title": _text(document.title),
        "subtitle": _text(document.subtitle),
        "language": document.language,
        "direction": "rtl" if document.is_right_to_left else "ltr",
        "made": [made_at.year, made_at.month, made_at.day],
        "blocks": [WRITTEN[type(block)](block) for block in document.blocks],
    }


def _text(words):
    return TOO_LONG.sub(_breakable, visible(str(words)))


def _breakable(word):
    return PIECE.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", word[0])


def _heading(heading):
    return {"kind": "heading", "text": _text(heading.text), "level": heading.level}


def _paragraph(paragraph):
    return {"kind": "paragraph", "text": _text(paragraph.text), "is_small": paragraph.is_small}


def _table(table):
    return {
        "kind": "table",
        "headings": [_text(heading) for heading in table.headings],
        "rows": [[ISOLATED % _text(cell) for cell in row] for row in table.rows],
    }


def _picture(picture):
    path = f"/{picture.path.relative_to(settings.BASE_DIR)}"
    return {"kind": "picture", "path": path, "alt": _text(picture.alt), "height": picture.height}


WRITTEN = {Heading: _heading, Paragraph: _paragraph, Table: _table, Picture: _picture}
