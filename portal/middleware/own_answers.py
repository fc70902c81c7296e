"""What is answered to someone signed in is that person's alone."""

from django.contrib.auth import SESSION_KEY
from django.utils.cache import patch_cache_control


def own_answers_middleware(get_response):
    """Let nobody keep an answer that was made for someone signed in.

    A shared computer would show it to the next person who goes back. Files say themselves how long
    they may be kept, and stay out of it; so does what was answered without asking who is there.
    """

    def middleware(request):
        response = get_response(request)
        is_own = request.session.accessed and SESSION_KEY in request.session
        if is_own and "max-age" not in response.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
