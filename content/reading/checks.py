"""Names what nobody said of who may read it."""

from django.apps import apps
from django.core.checks import Warning as CheckWarning
from django.db.models import FileField
from wagtail.models import Page, get_page_models

from content.reading import files, readers


def check_page_types(app_configs, **kwargs):
    """A warning for each page type that declares no readers."""
    return [
        CheckWarning(
            f"{page_type._meta.label} does not say who may read its pages: nobody but editors.",
            hint="Call content.reading.readers.declare_readers in AppConfig.ready.",
            obj=page_type,
            id="content.W001",
        )
        for page_type in get_page_models()
        if page_type is not Page and not readers.is_declared(page_type)
    ]


def check_file_models(app_configs, **kwargs):
    """A warning for each model with files that declares no readers."""
    return [
        CheckWarning(
            f"{model._meta.label} does not say who may read its files: nobody but editors.",
            hint="Call content.reading.files.declare_file_readers in AppConfig.ready.",
            obj=model,
            id="content.W002",
        )
        for model in apps.get_models()
        if any(isinstance(field, FileField) for field in model._meta.concrete_fields)
        and not files.is_declared(model)
    ]
