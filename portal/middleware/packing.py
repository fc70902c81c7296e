"""Static files that were not packed beforehand."""

from django.middleware.gzip import GZipMiddleware

PACKED = ("text/", "image/svg+xml")


class FilePackingMiddleware(GZipMiddleware):
    """Packs style sheets, scripts and drawings where nothing was built, as in the demo.

    In production they lie there packed, and everything else comes packed from further in.
    """

    def process_response(self, request, response):
        is_whole_file = request.path.startswith("/static/") and response.status_code == 200
        if is_whole_file and response.get("Content-Type", "").startswith(PACKED):
            return super().process_response(request, response)
        return response
