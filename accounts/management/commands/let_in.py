from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import override

from accounts.factors.changes import take_factors
from accounts.models import User
from notices.languages import language_of


class Command(BaseCommand):
    help = (
        "Print a link with which a person chooses a password, without an email. It works for one "
        "day and once."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address of the person's account")
        parser.add_argument(
            "--administrator",
            action="store_true",
            help="make the account where there is none, as an administrator",
        )
        parser.add_argument(
            "--take-factors",
            action="store_true",
            help="take app, passkeys and recovery codes away, which were lost",
        )

    def handle(self, email, administrator, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None and administrator:
            person = User.objects.create_superuser(email)
        if person is None or not person.is_active:
            raise CommandError(f"Nobody has an open account with the address {email}.")
        if administrator and not person.is_superuser:
            raise CommandError(f"{email} is no administrator. Give that in the admin.")
        if options["take_factors"] and take_factors(person):
            self.stderr.write("The second factor is taken away. An email tells the person.")
        with override(language_of(person)):
            parts = {"uidb36": user_pk_to_url_str(person)}
            parts["key"] = default_token_generator.make_token(person)
            path = reverse("account_reset_password_from_key", kwargs=parts)
        self.stdout.write(settings.SITE_URL + path)
