"""What is answered to someone signed in is that person's alone."""

from django.contrib.auth import SESSION_KEY
from django.utils.cache import patch_cache_control


def own_answers_middleware(get_response):
    """Mark responses that were made for someone signed in as not to be kept by anybody.

    A shared computer would show them to the next person who goes back. Left alone is what was made
    without asking who is signed in, and files, which say themselves how long they may be kept.
    """

    def middleware(request):
        response = get_response(request)
        is_own = request.session.accessed and SESSION_KEY in request.session
        if is_own and "max-age" not in response.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
