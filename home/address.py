"""Where the portal is reached."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

PORTS = {"http": 80, "https": 443}


def keep_address(**kwargs):
    """Give Wagtail's site the host and port of `settings.SITE_URL`; receives `post_migrate`.

    Sitemap, translations and the admin's mails build their absolute links from it.
    """
    parts = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first()
    address = (parts.hostname, parts.port or PORTS[parts.scheme])
    if site and (site.hostname, site.port) != address:
        site.hostname, site.port = address
        site.save(update_fields=["hostname", "port"])
