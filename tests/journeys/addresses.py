"""Every address of the URL map, made from the resolver, with values put in."""

from itertools import islice, product

from django.urls import get_resolver
from django.utils import translation

MOST_OF_ONE = 12
# What stands for a part of an address and names nothing.
ODD_NUMBERS = ("0", "99999999999999999999999")
ODD_KEYS = ("00000000-0000-0000-0000-000000000000",)
ODD_TEXTS = ("none", "%00", "%22'", "%F0%9F%99%82", "..%2F", "a" * 300)


def templates(resolver=None, prefix=""):
    """{template of an address: (names of its parts, their converters)}, in the active language."""
    resolver = resolver or get_resolver()
    found = {}
    for key in resolver.reverse_dict:
        for possibilities, _pattern, _defaults, converters in resolver.reverse_dict.getlist(key):
            for template, names in possibilities:
                found[prefix + template.replace("\\", "")] = (names, converters)
    for inner_prefix, inner in resolver.namespace_dict.values():
        found |= templates(inner, prefix + inner_prefix)
    return found


def addresses(known, language="en"):
    """Lists of paths, one for each pattern of the URL map, ready to be sent.

    `known`: {name of a part: values that exist}; odd values are added. An address that is there
    with and without a language counts as one pattern.
    """
    found = {}
    with translation.override(language):
        for template, (names, converters) in templates().items():
            choices = [(*known.get(name, ()), *odd_values(converters.get(name))) for name in names]
            paths = found.setdefault(template.removeprefix(f"{language}/"), [])
            for values in islice(product(*choices), MOST_OF_ONE):
                paths.append("/" + template % dict(zip(names, values, strict=True)))
    return [sorted(paths) for _template, paths in sorted(found.items())]


def odd_values(converter):
    """Values of the converter's kind that name nothing."""
    kind = type(converter).__name__
    return {"IntConverter": ODD_NUMBERS, "UUIDConverter": ODD_KEYS}.get(kind, ODD_TEXTS)
