"""People and the organisations that they work for."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access_log import AccessedPeople as AccessedPeople
from accounts.access_log import DataAccess as DataAccess
from accounts.consent import Consent as Consent
from accounts.enterprise_link import EnterpriseLink as EnterpriseLink
from accounts.erasures import Erasure as Erasure
from accounts.erasures import ErasureRun as ErasureRun
from accounts.invitation import Invitation as Invitation
from accounts.languages import LanguageField
from accounts.letter import Letter as Letter
from accounts.profile import Profile
from accounts.representative import OwnDomain as OwnDomain
from accounts.representative import Representative as Representative
from accounts.representative import follow_organisation
from accounts.role_end import RoleEnd as RoleEnd
from accounts.searched import Searched, SearchedField
from accounts.statistics import Statistics as Statistics
from accounts.stored import KeepsOthersChanges
from accounts.theme import Theme as Theme
from accounts.uploaded import LEFT as LEFT
from accounts.uploaded import OrganisationsFile as OrganisationsFile
from accounts.uploaded import PeopleFile as PeopleFile
from text.firms import core_of


class OrganisationKind(models.TextChoices):
    SME = "sme", _("Small or medium-sized enterprise")
    PUBLIC_BODY = "public_body", _("City or public body")
    SUPPORT = "support", _("Business support organisation")
    UNIVERSITY = "university", _("University")
    OTHER = "other", _("Other")


class Country(models.TextChoices):
    """The countries of the programme's participants, then the rest of the programme area."""

    ES = "ES", _("Spain")
    IT = "IT", _("Italy")
    IL = "IL", _("Israel")
    PS = "PS", _("Palestine")
    CY = "CY", _("Cyprus")
    EG = "EG", _("Egypt")
    FR = "FR", _("France")
    GR = "GR", _("Greece")
    JO = "JO", _("Jordan")
    LB = "LB", _("Lebanon")
    MT = "MT", _("Malta")
    PT = "PT", _("Portugal")
    TN = "TN", _("Tunisia")
    DZ = "DZ", _("Algeria")
    OTHER = "XX", _("Another country")


class OrganisationQuerySet(models.QuerySet):
    def unmerged(self):
        """Those that can be chosen: without the ones that were merged into another."""
        return self.filter(merged_into=None)

    def to_look_at(self):
        """Those that people named themselves, and that no manager has looked at yet."""
        return self.unmerged().filter(is_self_named=True, looked_at=None)

    def lock_current(self, pk):
        """The Organisation that stands for the one with `pk`, locked until the transaction ends.

        No merge goes on while it is locked. Raises Organisation.DoesNotExist.
        """
        locked = self.unmerged().select_for_update(no_key=True)
        while (current := locked.filter(pk=pk).first()) is None:
            pk = self.values_list("merged_into", flat=True).get(pk=pk)
        return current


class Organisation(Profile, Searched):
    """An SME, a city, a support organisation or a university that people work for.

    One without a name stands for small ones of its kind and country, for people who were forgotten.

    One that was merged into another is a pointer to it: nobody works for it, it keeps what it was,
    and whoever looks for its name finds the other, which has it among its `former_names`.
    """

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind.choices)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    is_self_named = models.BooleanField(
        _("named by people themselves"), default=False, editable=False
    )
    looked_at = models.DateTimeField(_("looked at"), null=True, editable=False)
    looked_at_by = models.ForeignKey(
        "User",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("looked at by"),
    )
    former_names = models.TextField(_("also found as"), blank=True, editable=False)
    searched = SearchedField("name")
    searched_names = SearchedField("name", "former_names")
    searched_city = SearchedField("city")
    core = SearchedField("name", fold=core_of)  # what `accounts.alike` compares

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["searched"]
        indexes = [models.Index(fields=["core"], name="organisation_by_core")]
        constraints = [
            models.UniqueConstraint(
                fields=["searched", "kind", "country"],
                condition=models.Q(merged_into=None),
                name="organisation_named_once",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="organisation_merged_into_another",
            ),
        ]

    def __str__(self):
        return self.name or gettext("Organisation without a name")

    @property
    def description(self):
        """Its type, and city and country if it says them: what tells it from one named alike."""
        country = self.get_country_display() if self.country else ""
        return [str(each) for each in (self.get_kind_display(), self.city, country) if each]

    @property
    def is_enterprise(self):
        """Whether it has a size class: the portal knows enterprises of one type."""
        return self.kind == OrganisationKind.SME

    @property
    def is_public_body(self):
        """Whether a quarter of an enterprise in its hands makes that more than an SME."""
        return self.kind == OrganisationKind.PUBLIC_BODY

    @property
    def is_university(self):
        """Whether it is no partner of the enterprises that it holds up to a half of."""
        return self.kind == OrganisationKind.UNIVERSITY

    @property
    def holdings_in_words(self):
        """What it holds of others or controls, in words."""
        return "; ".join(str(link) for link in self.holdings.all())

    @property
    def holders_in_words(self):
        """What others hold of it, or that they control it, in words."""
        return "; ".join(str(link) for link in self.holders.all())

    @property
    def is_to_look_at(self):
        """Whether it is one of those that `OrganisationQuerySet.to_look_at` finds."""
        return self.is_self_named and not (self.looked_at or self.merged_into_id)

    @property
    def current(self):
        """Itself, or the Organisation that it was merged into."""
        return self.merged_into or self


class UserManager(BaseUserManager):
    """Makes users who are known by their email address."""

    def create_user(self, email, password=None, **fields):
        """A saved user with a lower-cased `email`. Raises ValueError where it is empty."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Like `create_user`, with every permission and a confirmed address.

        Who may run commands on the server vouches for it.
        """
        user = self.create_user(
            email, password, **{**fields, "is_staff": True, "is_superuser": True}
        )
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(Searched, KeepsOthersChanges, AbstractUser):
    """A person. Logs in by email; learns through enrolments; works through groups.

    An account that was merged into another one of the same person is a pointer to it: it keeps its
    name and address, and nobody can log in to it.
    """

    username = None
    email = models.EmailField(_("email address"), unique=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    organisation_since = models.DateTimeField(
        _("in the organisation since"), null=True, editable=False
    )
    preferred_language = LanguageField(_("preferred language"), blank=True)
    certificate_name = models.CharField(_("name on certificates"), max_length=200, blank=True)
    position = models.CharField(_("role in the organisation"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    searched = SearchedField("first_name", "last_name", "email")
    sorted_by = SearchedField("last_name", "first_name", "email")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None)
                | (models.Q(is_active=False) & ~models.Q(merged_into=models.F("pk"))),
                name="user_merged_is_off",
                violation_error_message=_(
                    "This account was merged into another, so nobody logs in with it any more."
                ),
            ),
        ]
        permissions = [("manage_user", _("Can look after people who do not administer"))]

    def __str__(self):
        if self.erased_at:
            return gettext("Somebody who left")
        return self.get_full_name() or self.email

    @property
    def current(self):
        """Itself, or the User that it was merged into."""
        return self.merged_into or self

    def save(self, *, update_fields=None, **options):
        """Save what is new of the person, who never works for a merged organisation."""
        if update_fields is None:
            update_fields = self.changed_fields()
        with transaction.atomic():
            if update_fields is None or "organisation" in update_fields:
                if self.organisation_id:
                    current = Organisation.objects.lock_current(self.organisation_id)
                    if current.pk != self.organisation_id:
                        self.organisation = current
                if update_fields:
                    update_fields = {*update_fields, "organisation_since"}
                follow_organisation(self)
            super().save(update_fields=update_fields, **options)


class PendingSignup(models.Model):
    """Somebody who signed up and has not followed the link in the mail yet.

    One row for each `email`, in small letters: signing up again writes it anew. Only the link made
    at `sent_at` works. `wanted` is the path that the person was going to, empty if there was none.
    """

    email = models.EmailField(_("email address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    preferred_language = LanguageField(_("preferred language"), blank=True)
    wanted = models.TextField(_("page that was wanted"), blank=True)
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("pending sign-up")
        verbose_name_plural = _("pending sign-ups")

    def __str__(self):
        return self.email


class ExportedBy(models.TextChoices):
    """Who got the data of a person."""

    PERSON = "person", _("by you on the portal")
    OPERATOR = "operator", _("by the operator, with a command")


class DataExport(models.Model):
    """Everything that is kept about `person` was exported. The database refuses to change a row.

    It goes with the account.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="data_exports")
    exported_at = models.DateTimeField(_("exported at"))
    exported_by = models.CharField(_("exported by"), max_length=10, choices=ExportedBy.choices)

    class Meta:
        verbose_name = _("export of data")
        verbose_name_plural = _("exports of data")

    def __str__(self):
        return f"{self.person}, {self.exported_at:%Y-%m-%d}"


class LogInTry(models.Model):
    """One try to log in: for which `account`, and from which `source`, both hidden in hashes."""

    tried_at = models.DateTimeField(db_index=True)
    account = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    is_right = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["account", "tried_at"], name="try_by_account"),
            models.Index(fields=["source", "tried_at"], name="try_by_source"),
        ]

    def __str__(self):
        return f"{self.tried_at:%Y-%m-%d %H:%M}"


class Session(AbstractBaseSession):
    """A session of `user`, of nobody before a log-in. Its data say on which device it began.

    `last_seen_at` may be some minutes behind: `accounts.sessions` says how many.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    last_seen_at = models.DateTimeField(default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore


class KnownDevice(models.Model):
    """A browser on a system with which `user` logged in once; it outlasts sessions."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    browser = models.CharField(_("browser"), max_length=40, blank=True)
    system = models.CharField(_("system"), max_length=40, blank=True)
    first_seen_at = models.DateTimeField(_("first seen at"), default=timezone.now)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        constraints = [
            models.UniqueConstraint(fields=["user", "browser", "system"], name="device_known_once"),
        ]

    def __str__(self):
        return f"{self.browser} {self.system}"
