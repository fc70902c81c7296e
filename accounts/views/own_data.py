"""What is kept about the person who is signed in: to read, and to take along."""

from allauth.account.decorators import reauthentication_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from accounts.models import ExportedBy
from accounts.own_data.archive import stream_archive
from accounts.own_data.log import log_export
from accounts.own_data.screen import read_exports, read_screen
from accounts.views.signed_in import signed_in


@signed_in
@never_cache
def own_data(request):
    """The page: everything by part, the newest of each, with the way to have it all."""
    context = {"parts": read_screen(request.user), "exports": read_exports(request.user)}
    return render(request, "accounts/own_data.html", context)


@signed_in
@reauthentication_required(allow_get=True)
@never_cache
def own_data_file(request):
    """Everything as a ZIP, streamed, once the password was given; a mere link leads to the page."""
    if request.method != "POST":
        return redirect("account_data")
    log_export(request.user, ExportedBy.PERSON)
    pieces = stream_archive(request.user, get_language())
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        pieces,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
