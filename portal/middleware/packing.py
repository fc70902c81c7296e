"""Compresses static files where no compressed copies were built."""

from django.middleware.gzip import GZipMiddleware

PACKED = ("text/", "image/svg+xml")


class FilePackingMiddleware(GZipMiddleware):
    """Compresses style sheets, scripts and drawings where nothing was built, as in the demo.

    In production compressed copies lie beside them, and pages are compressed further in.
    """

    def process_response(self, request, response):
        is_whole_file = request.path.startswith("/static/") and response.status_code == 200
        if is_whole_file and response.get("Content-Type", "").startswith(PACKED):
            return super().process_response(request, response)
        return response
