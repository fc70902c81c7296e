from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.fields import StreamField

from content.blocks import BodyBlock
from content.pages.base import BasePage


class ProbePage(BasePage):
    body = StreamField(BodyBlock(), blank=True)

    template = "pages/standard.html"


class ProbeFile(AbstractDocument):
    admin_form_fields = WagtailDocument.admin_form_fields
