"""A request by a method that an address does not take gets a page of ours, not an empty one."""

from http import HTTPStatus

from django.template.loader import render_to_string


def wrong_methods_middleware(get_response):
    """Put words into each response 405 that has none, before its length is written down."""

    def middleware(request):
        response = get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_refused and not (response.streaming or response.content):
            response["Content-Type"] = "text/html; charset=utf-8"
            response.content = render_to_string("405.html", {"number": request.id})
        return response

    return middleware
