"""Documents as PDF: read by ear, whatever stands in them, and the same bytes for the same."""

from datetime import UTC, datetime

import pytest
import typst
from django.utils.translation import override

from documents.document import Document, Heading, Paragraph, Picture, Table
from documents.funding import EMBLEM, funding_blocks, funding_statements
from documents.pdf import write_pdf
from tests.documents.structure import complaints, read_structure

HOSTILE = (
    "漢字 😀 👨‍👩‍👧 ไทย ❤️",
    "a\0b\x01c\x1b\u202e\ud800\ufffe\ue000\U0010fffd",
    '#import "x": * $x^2$ *bold* _it_ @ref <label> // \\u{6f22} `"漢"` "}',
    "X" * 400,
    "e\u0301" * 200,
    "ابت" * 100,
    "",
    "".join(map(chr, range(0x20, 0x110000, 499))),
)


def document(*blocks, title="Title", language="en"):
    return Document(
        title=title,
        subtitle="Subtitle",
        language=language,
        is_right_to_left=language in {"he", "ar"},
        made_at=datetime(2026, 4, 2, tzinfo=UTC),
        blocks=blocks,
    )


@pytest.mark.parametrize("language", ["en", "es", "it", "he", "ar"])
def test_two_checkers_find_nothing_and_tables_have_headings(language):
    table = Table(["Country", "People"], [["Spain", "1"], ["Italy", "2"]])
    with override(language):
        blocks = [Heading("Part"), Paragraph("Text"), table, *funding_blocks()]
        content = write_pdf(document(*blocks, language=language))
    assert complaints(content) == []
    said, title, tags = read_structure(content)
    assert (said, title) == (language, "Title · Subtitle")
    assert (tags.count("TH"), tags.count("TD"), tags.count("Figure")) == (2, 4, 1)
    assert tags.index("H1") < tags.index("Table") < tags.index("Figure")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_name_breaks_a_document(words, language):
    title = f"T {words}"
    blocks = Heading(title), Paragraph(words), Table([title, "N"], [[words, "1"]])
    content = write_pdf(document(*blocks, title=title, language=language))
    assert complaints(content) == []


def test_the_same_document_gives_the_same_bytes():
    blocks = Heading("Part"), Paragraph("漢字"), Table(["A"], [["b"]])
    assert write_pdf(document(*blocks)) == write_pdf(document(*blocks))
    assert write_pdf(document(*blocks)) != write_pdf(document(*blocks, title="Another"))


def test_what_could_not_be_read_by_ear_is_refused():
    for headings, rows in ([], []), (["A", ""], []), (["A"], [["b", "c"]]):
        with pytest.raises(ValueError, match="heading"):
            Table(headings, rows)
    with pytest.raises(ValueError, match="words"):
        Picture(EMBLEM, "")
    with pytest.raises(typst.TypstError, match="heading"):
        write_pdf(document(Heading("Deep", level=2)))


def test_the_statements_are_those_of_the_pages():
    with override("en"):
        first, *others = funding_statements()
    assert first == "Funded by the European Union"
    assert len(others) == 2
    assert not any("<" in words or "\n" in words for words in others)
