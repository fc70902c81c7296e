"""Tells with each answer how long the portal took for it."""

import time


def timing_middleware(get_response):
    """Add the header Server-Timing: milliseconds from the first line of the portal to its last."""

    def middleware(request):
        start = time.perf_counter()
        response = get_response(request)
        response["Server-Timing"] = f"portal;dur={1000 * (time.perf_counter() - start):.4f}"
        return response

    return middleware
