"""Which mails a person gets."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import MailsForm
from accounts.views.signed_in import signed_in
from notices.muting import choose_kinds, wanted_by


@signed_in
def mails(request):
    """The form in which a person switches kinds of mail on and off."""
    sent = request.POST if request.method == "POST" else None  # empty where nothing is ticked
    form = MailsForm(sent, initial={"wanted": wanted_by(request.user)})
    if form.is_valid():
        choose_kinds(request.user, form.cleaned_data["wanted"])
        messages.success(request, _("Your choice of emails is saved."))
        return redirect("account_mails")
    return render(request, "accounts/mails.html", {"form": form})
