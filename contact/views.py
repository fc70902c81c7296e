"""What people see who write to us."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contact.choices import Subject
from contact.forms import MessageForm
from contact.places import find_place
from contact.sending import read_sent_token, send_message, sent_token


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write_to_us(request):
    """The contact form. `subject` and what `find_place` reads may stand in its address."""
    place = find_place(request.user, request.GET)
    sent = request.POST if request.method == "POST" else None
    form = MessageForm(sent, request=request, initial=_known(request))
    if sent is not None and form.is_valid():
        message = send_message(
            key=form.key,
            person=request.user if request.user.is_authenticated else None,
            place=place,
            now=form.now,
            **form.words,
        )
        address = reverse("message_sent", args=[sent_token(message)])
        query = request.GET.urlencode()
        return redirect(f"{address}?{query}" if query else address)
    context = {
        "form": form,
        "place": place,
        "controller": settings.CONTROLLER,
        "contact_email": settings.CONTACT_EMAIL,
    }
    return render(request, "contact/write.html", context)


@require_safe
@never_cache
def message_sent(request, token):
    """Says that a message has arrived, and leads back to what it was about. Raises Http404."""
    message = read_sent_token(token)
    if message is None:
        raise Http404
    context = {
        "message": message,
        "promise": Subject(message.subject).promise,
        "place": find_place(request.user, request.GET),
    }
    return render(request, "contact/sent.html", context)


def _known(request):
    """What need not be entered: the subject of the link, and who is signed in."""
    subject = request.GET.get("subject")
    known = {"language": get_language()}
    if subject in Subject.values:
        known["subject"] = subject
    if request.user.is_authenticated:
        known |= {"name": request.user.get_full_name(), "address": request.user.email}
    return known
