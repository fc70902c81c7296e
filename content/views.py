"""Uploaded files."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from content.models import CustomMedia


def media_file(request, pk, filename):
    """The file of a video or recording."""
    media = get_object_or_404(CustomMedia, pk=pk)
    if filename != media.filename:
        raise Http404
    return FileResponse(media.file.open("rb"))
