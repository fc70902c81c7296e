"""Uploaded files."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail import hooks

from content.files.ranges import RangeNotSatisfiable, parse_range
from content.files.uploads import PUBLIC_FOLDERS, CustomMedia

BLOCK = 64 * 1024
# An SVG opened by itself may hold scripts; nothing of what it asks for is run or fetched. It keeps
# the colours and the font that it brings.
SANDBOX = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; font-src data:; sandbox"
LONGEST_NAME = 255  # bytes, in most file systems
YEAR = 365 * 24 * 60 * 60


@require_safe
def media_file(request, pk, filename):
    """The file of a video or recording, whole or in part.

    The hook `before_serve_media(media, request)` may return another response, as
    `before_serve_document` may for documents: higher apps decide there who may watch.
    """
    media = get_object_or_404(CustomMedia, pk=pk)
    if filename != media.filename:
        raise Http404
    for fn in hooks.get_hooks("before_serve_media"):
        refusal = fn(media, request)
        if isinstance(refusal, HttpResponse):
            return refusal
    return serve_in_parts(request, media.file)


def serve_in_parts(request, file):
    """The response with the part of `file` that is asked for. Only the browser may keep it."""
    size = file.size
    modified = http_date(file.storage.get_modified_time(file.name).timestamp())
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", modified) != modified:
        asked = ""
    try:
        part = parse_range(asked, size)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(
        () if request.method == "HEAD" else read_part(file, first, last),
        status=206 if part else 200,
        content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        headers={
            "Accept-Ranges": "bytes",
            "Content-Encoding": "identity",  # a compressed part would be no part of the file
            "Content-Length": str(last - first + 1),
            "Last-Modified": modified,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": SANDBOX,
        },
    )
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    patch_cache_control(response, private=True, max_age=3600)
    return response


def read_part(file, first, last):
    """Yield the bytes from `first` to `last`, block by block."""
    with file.storage.open(file.name) as opened:
        opened.seek(first)
        left = last - first + 1
        while left and (block := opened.read(min(BLOCK, left))):
            left -= len(block)
            yield block


@require_safe
def uploaded_image(request, folder, name):
    """A picture that editors uploaded, or a scaled copy of it.

    Pictures are public: who knows the address may see them. Documents and recordings have addresses
    of their own, which check who may read them.
    """
    if folder not in PUBLIC_FOLDERS or "\0" in name or len(name.encode()) > LONGEST_NAME:
        raise Http404
    try:
        file = default_storage.open(f"{folder}/{name}")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Http404 from error
    response = FileResponse(
        file,
        content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response
