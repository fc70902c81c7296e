"""What a person logs in with: the page, and the steps that change it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled as has_factor
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.factors.codes import note_period
from accounts.factors.overview import read_factors
from accounts.factors.required import is_lacking
from accounts.single_sign_on.links import links_of
from accounts.views.signed_in import ONWARD, logged_in

PAGE = "account_security"


@never_cache
@logged_in
def security(request):
    """The page: password, passkeys, app and recovery codes, each with what can be done."""
    lacking = is_lacking(request)
    context = {
        "factors": read_factors(request.user),
        "links": links_of(request.user),
        "is_lacking": lacking,
        "onward": "" if lacking else request.session.get(ONWARD, ""),
    }
    return render(request, "accounts/security.html", context)


@logged_in
def to_security(request, **parts):
    """allauth's own lists are on our page."""
    return redirect(PAGE)


@method_decorator(never_cache, name="dispatch")
class Step:
    """A view of allauth that changes factors. Where its factor is gone it leads to the page."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            messages.info(request, _("It is not there any more. The page shows what you have."))
            return redirect(PAGE)

    def get_context_data(self, **kwargs):
        onward = self.request.session.get(ONWARD, "")
        return super().get_context_data(**kwargs) | {"onward": onward}


class AddApp(Step, ActivateTOTPView):
    """Show the secret, and take the first code, which is used up with that.

    Who has an app already, after a second click or in another tab, is led to recovery codes that
    nobody has seen, else to the page.
    """

    def dispatch(self, request, *args, **kwargs):
        kinds = Authenticator.Type
        if has_factor(request.user, [kinds.TOTP]):
            codes = Authenticator.objects.filter(user=request.user, type=kinds.RECOVERY_CODES)
            unseen = [each for each in codes if not each.wrap().did_view]
            return redirect("mfa_view_recovery_codes" if unseen else PAGE)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                response = super().form_valid(form)
                kind = Authenticator.Type.TOTP
                app = Authenticator.objects.get(user=self.request.user, type=kind)
                note_period(app, form.period)
        except IntegrityError:  # a second click was faster
            return redirect("mfa_activate_totp")
        return response


class RemoveApp(Step, DeactivateTOTPView):
    success_url = reverse_lazy(PAGE)


class ShowCodes(Step, ViewRecoveryCodesView):
    pass


class MakeCodes(Step, GenerateRecoveryCodesView):
    def form_invalid(self, form):
        """Codes are for those who have a factor."""
        return redirect(PAGE)


class AddPasskey(Step, AddWebAuthnView):
    def get_context_data(self, **kwargs):
        """The browser is asked for a passkey that can log in by itself."""
        context = super().get_context_data(**kwargs)  # first: both remember what they asked for
        options = begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}


class RenamePasskey(Step, EditWebAuthnView):
    success_url = reverse_lazy(PAGE)


class RemovePasskey(Step, RemoveWebAuthnView):
    success_url = reverse_lazy(PAGE)
