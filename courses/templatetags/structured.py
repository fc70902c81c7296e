"""Modules, lessons and case studies as data of schema.org, which search engines read."""

from urllib.parse import urljoin

from django import template

from content.templatetags.sharing import json_ld, language_of_text

register = template.Library()

CONTEXT = "https://schema.org"


@register.simple_tag
def course_json(page):
    """The ModulePage `page` for search engines."""
    return json_ld(course_data(page))


@register.simple_tag
def resource_json(page):
    """The lesson or case study `page` for search engines."""
    return json_ld(resource_data(page))


def course_data(page):
    """The ModulePage `page` as a Course."""
    duration = _duration(int(page.hours * 60))
    data = {
        **_described(page, "Course"),
        "inLanguage": page.language,
        "educationalLevel": page.get_level_display(),
        "audience": {
            "@type": "EducationalAudience",
            "educationalRole": page.get_audience_display(),
        },
        "teaches": [str(outcome.value) for outcome in page.outcomes],
        "timeRequired": duration,
        "license": page.licence_deed,
        "offers": {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "EUR"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": duration,
        },
    }
    return {name: value for name, value in data.items() if value}


def resource_data(page):
    """The lesson or case study `page`, an open one, as a LearningResource."""
    place = [getattr(page, "place", ""), getattr(page, "country", "")]
    data = {
        **_described(page, "LearningResource"),
        "inLanguage": language_of_text(page),
        "learningResourceType": str(page.activity_type.name),
        "timeRequired": _duration(page.minutes),
        "spatialCoverage": ", ".join(filter(None, place)),
        "temporalCoverage": getattr(page, "year", ""),
    }
    return {name: value for name, value in data.items() if value}


def _described(page, kind):
    url = page.full_url
    return {
        "@context": CONTEXT,
        "@type": kind,
        "name": page.title,
        "description": page.search_description or page.summary or page.title,
        "url": url,
        "isAccessibleForFree": True,
        "provider": {
            "@type": "Organization",
            "name": "SME4SMARTCITIES",
            "url": urljoin(url or "/", "/"),
        },
    }


def _duration(minutes):
    """So many `minutes` as ISO 8601 writes them: “PT2H30M”."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
