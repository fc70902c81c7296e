"""What a PDF says to those who do not see it."""

from io import BytesIO

import page
import pdfua
import pikepdf


def complaints(content):
    """What two checkers hold against the PDF `content` as PDF/UA-1 and PDF/A-3a; none is good."""
    profiles = page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A
    reports = [page.validate_pdf_bytes(content, profile=profile) for profile in profiles]
    found = [report.failures for report in reports if not report.is_compliant]
    return [*found, *(finding.message for finding in pdfua.validate(BytesIO(content)).findings)]


def read_structure(content):
    """(language, title, the tags of the PDF `content` in the order of reading)."""
    with pikepdf.open(BytesIO(content)) as file:
        assert file.Root.MarkInfo.Marked
        language = str(file.Root.Lang)
        return language, str(file.docinfo.Title), list(_tags(file.Root.StructTreeRoot))


def _tags(element):
    if not isinstance(element, pikepdf.Dictionary) or element.get("/Type") == "/MCR":
        return
    if "/S" in element:
        yield str(element.S)[1:]
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _tags(child)
