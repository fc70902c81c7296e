"""A person's own account."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.forms import ProfileForm
from accounts.views.signed_in import signed_in
from notices.languages import language_of


@signed_in
def profile(request):
    """The form for name and language, with the ways to organisation, email and password."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(language_of(request.user)):
            messages.success(request, _("Your account is saved."))
            return redirect(reverse("account_profile"))
    return render(request, "accounts/profile.html", {"form": form})
