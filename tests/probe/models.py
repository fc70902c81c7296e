from django.conf import settings
from django.db import models
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


class ProbeNote(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    address = models.EmailField()
    answers = models.JSONField()
    scan = models.FileField()
    title = models.CharField(max_length=20)

    def __str__(self):
        return self.title


class ProbeRemark(models.Model):
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE)
    note = models.ForeignKey(ProbeNote, on_delete=models.CASCADE)

    def __str__(self):
        return str(self.note)
