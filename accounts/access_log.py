"""The log of who looked at whose data, or took it out of the portal."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=2 * 365)
AT_ONCE = 2048  # people in one AccessedPeople


class AccessKind(models.TextChoices):
    PAGE = "page", _("Page of a person")
    LIST = "list", _("List")
    FILE = "file", _("File")
    ARCHIVE = "archive", _("Everything about a person, as a file")
    LETTER = "letter", _("Letter to them")


class DataAccessQuerySet(models.QuerySet):
    def of_long_ago(self, now):
        """Those that are older than two years."""
        return self.filter(happened_at__lt=now - KEPT_FOR)

    def about(self, people):
        """Those that name one of `people` (ids): their pages, and files and letters with them."""
        return self.filter(names_any_of(people))


class DataAccess(models.Model):
    """Somebody looked at data of people: `by`, in the `role` of that day, on a `screen`.

    `by` is None for a command, and for an account that was deleted. A page names its `person`. A
    file names everybody in it, a letter everybody whom it goes to (AccessedPeople). A list names
    nobody: it has its `filters`, a part of an address, and how many people they left. The database
    lets nobody change a row, but forget who looked, and filters, which may hold a name.
    """

    happened_at = models.DateTimeField(_("looked at"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who looked"),
    )
    role = models.TextField(_("role"))
    screen = models.CharField(_("what was looked at"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=AccessKind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    filters = models.TextField(_("filters"), blank=True)
    people_count = models.PositiveIntegerField(_("how many people"))

    objects = DataAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at data")
        verbose_name_plural = _("looks at data")
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.screen}"

    @property
    def role_words(self):
        """The role of that day in the active language."""
        return ", ".join(gettext(name) for name in self.role.split(", ") if name)


class AccessedPeople(models.Model):
    """Who is in a file: of the people with ids from `block` times 2,048 on, one sign for each.

    It is 1 for whoever is in the file. So a file of 50,000 people takes some 25 rows, and whether
    somebody is in it is read in one of them.
    """

    access = models.ForeignKey(DataAccess, on_delete=models.CASCADE, related_name="people")
    block = models.PositiveIntegerField(_("block"))
    signs = models.TextField(_("signs"))

    class Meta:
        verbose_name = _("people in a file")
        verbose_name_plural = _("people in files")
        default_permissions = []
        indexes = [models.Index(fields=["block"], name="accessed_people_by_block")]

    def __str__(self):
        return f"{self.access_id}, {self.block}"


def names_any_of(people):
    """A Q of DataAccess: it names one of `people` (ids)."""
    people = list(people)
    found = DataAccess.objects.filter(person__in=people).values("pk")
    files = [_files_with(pk) for pk in people]
    return Q(pk__in=found.union(*files) if files else found)


def signs_by_block(people):
    """{block: signs} of the AccessedPeople that hold `people` (ids)."""
    blocks = {}
    for pk in people:
        block, place = divmod(pk, AT_ONCE)
        blocks.setdefault(block, bytearray(b"0" * AT_ONCE))[place] = ord("1")
    return {block: signs.decode() for block, signs in sorted(blocks.items())}


def _files_with(pk):
    block, place = divmod(pk, AT_ONCE)
    sign = Substr("signs", place + 1, 1)
    rows = AccessedPeople.objects.filter(block=block).annotate(sign=sign)
    return rows.filter(sign="1").values("access")
