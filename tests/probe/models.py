from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.fields import StreamField

from accounts.models import User
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


class ProbeMentor(User):
    subject = models.CharField(max_length=20)


class ProbeGuest(User):
    class Meta:
        proxy = True


class ProbeThing(models.Model):
    kind = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    number = models.CharField(max_length=20)
    what = GenericForeignKey("kind", "number")
    from_object_id = models.TextField()

    def __str__(self):
        return self.number


class ProbeMeeting(models.Model):
    mentor = models.ForeignKey(ProbeMentor, on_delete=models.CASCADE)
    guest = models.ForeignKey(ProbeGuest, on_delete=models.CASCADE, related_name="+")
    others = models.ManyToManyField(ProbeGuest, through="ProbeSeat", related_name="+")
    watchers = models.ManyToManyField(ProbeGuest, related_name="+")

    def __str__(self):
        return str(self.mentor)


class ProbeSeat(models.Model):
    meeting = models.ForeignKey(ProbeMeeting, on_delete=models.CASCADE)
    guest = models.ForeignKey(ProbeGuest, on_delete=models.CASCADE)

    def __str__(self):
        return str(self.guest)


class ProbeDiary(ProbeNote):
    pages = models.JSONField()
