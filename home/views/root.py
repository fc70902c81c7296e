"""The address `/`, which has no language."""

from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache


@never_cache
def root(request):
    """Redirect to the home page in the person's language, or the browser's, or English."""
    language = getattr(request.user, "preferred_language", "") or get_language_from_request(request)
    query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
    response = HttpResponseRedirect(f"/{language}/{query}")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
