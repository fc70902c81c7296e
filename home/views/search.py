"""The search page."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.search.words import read_query
from home.search import search_pages


@require_safe
def search(request):
    """The search page: the address has the words in `q` and the number of the page in `page`."""
    query = read_query(request.GET)
    results = search_pages(
        query=query,
        user=request.user,
        language=get_language(),
        number=request.GET.get("page", 1),
    )
    context = {
        "query": query,
        "results": results,
        "address_query": urlencode({"q": query}) + "&",
        "instead_url": f"{reverse('search')}?{urlencode({'q': results.instead})}",
    }
    return render(request, "pages/search.html", context)
