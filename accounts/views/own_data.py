"""What is kept about the person who is signed in: to read, and to take along."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from accounts.looking import looks_at
from accounts.models import ExportedBy
from accounts.own_data.archive import stream_archive
from accounts.own_data.log import log_export
from accounts.own_data.screen import read_exports, read_screen
from accounts.views.signed_in import signed_in


@signed_in
@never_cache
def own_data(request):
    """The page: everything by part, the newest of each, with the way to have it all."""
    context = {
        "screen": read_screen(request.user),
        "exports": read_exports(request.user),
        "looks": looks_at(request.user),
        "is_confirmed": not is_reauthentication_required(request, app="accounts"),
    }
    return render(request, "accounts/own_data.html", context)


@signed_in
@never_cache
def own_data_file(request):
    """Everything as a ZIP, streamed, where the password was given some minutes before.

    Else it is asked for, and leads back to the page: a file would leave its reader at the form
    with the password. A mere link leads to the page as well.
    """
    page = reverse("account_data")
    if request.method != "POST":
        return redirect(page)
    if is_reauthentication_required(request, app="accounts"):
        return redirect(reverse("account_reauthenticate", query={REDIRECT_FIELD_NAME: page}))
    log_export(request.user, ExportedBy.PERSON)
    pieces = stream_archive(request.user, get_language())
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        pieces,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
