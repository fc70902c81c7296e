"""Where the rules of publishing are hooked into Wagtail."""

import courses.publishing.hooks  # noqa: F401 -- registers the editors' hooks
