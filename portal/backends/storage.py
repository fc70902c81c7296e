"""Uploaded files in a bucket."""

from django.conf import settings
from storages.backends.s3 import S3Storage


class BucketStorage(S3Storage):
    """An S3 bucket. Its files are read through the portal only, which checks who may read."""

    def url(self, name, parameters=None, expire=None, http_method=None):
        """The portal's address of the file, never the bucket's."""
        return f"{settings.MEDIA_URL}{name}"
