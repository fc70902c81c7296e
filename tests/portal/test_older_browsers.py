"""Nothing of ours needs a browser newer than Chromium 109, Firefox 115 and Safari 15.4.

What they are to do is to show and to work: what is newer stands in `@supports`, is tried without
in tests/browser/test_old_browsers.py, or does no harm where it is unknown. Those who work in the
admin need the browsers of Wagtail, which are newer.
"""

import re

import pytest
from django.conf import settings

from tests.browser.test_old_browsers import NEW as TRIED_WITHOUT

SHEETS = [
    path for path in settings.BASE_DIR.glob("static/css/*.css") if not path.name.startswith("admin")
]
SCRIPTS = [path for path in settings.BASE_DIR.glob("static/js/*.js") if path.name != "report.js"]
# With the first version that knows it, where that is later than the three: of Chromium, Firefox,
# Safari, as https://caniuse.com tells.
NEWER_IN_SHEETS = {
    r"@container": "F110 S16",
    r"@scope": "C118 F128 S17.4",
    r"@starting-style": "C117 F129 S17.5",
    r"@property": "C85 F128 S16.4",
    r"@view-transition": "C126 S18.2",
    r"\banchor\(|position-anchor": "C125 S26",
    r"light-dark\(": "C123 F120 S17.5",
    r"\b(?:ok)?(?:lch|lab)\(": "C111 F113 S15.4",
    r"color-mix\(": "C111 F113 S16.2",
    r"\b(?:rgb|hsl)a?\(from": "C119 F128 S16.4",
    r"\bsubgrid\b": "C117 F71 S16",
    r"field-sizing": "C123 S26",
    r"interpolate-size|calc-size\(": "C129",
    r"scrollbar-(?:gutter|color|width)": "C121 F64 S18.2",
    r"text-wrap:": "C114 F121 S17.5",
    r"text-box": "C133 S18.2",
    r"content-visibility": "C85 F125 S18",
    r"overflow(?:-\w+)?: clip": "C90 F81 S16",
    r":has\(": "C105 F121 S15.4",
    r":dir\(": "C120 F49 S16.4",
    r":user-(?:in)?valid": "C119 F88 S16.5",
    r":popover-open|\[popover": "C114 F125 S17",
    r"::details-content": "C131 F143 S18.4",
    r"(?<!-webkit-)\bmask(?:-\w+)?:": "C120 F53 S15.4",
    r"(?<!-webkit-)backdrop-filter:": "C76 F103 S18",
    r"(?<!-webkit-)user-select:": "C54 F69",
    r"(?<!-)print-color-adjust:": "C136 F97 S15.4",
    r"\d(?:lh|rlh)\b": "C109 F120 S16.4",
    r"\dcq\w+\b": "C105 F110 S16",
    r"@media[^{]*\([^)]*[<>]": "C104 F102 S16.4",
    r"^\s*&": "nesting: C112 F117 S16.5",
    r"animation-timeline": "C115 S26",
}
NEWER_IN_SCRIPTS = {
    r"\.requestSubmit\(": "S16",
    r"\.(?:toSorted|toReversed|toSpliced|with)\(": "C110 F115 S16",
    r"\b(?:Object|Map)\.groupBy\(": "C117 F119 S17.4",
    r"\bPromise\.(?:withResolvers|try)\(": "C119 F121 S17.4",
    r"\bArray\.fromAsync\(": "C121 F115 S16.4",
    r"\bURL\.(?:canParse|parse)\(": "C120 F115 S17",
    r"\bSymbol\.(?:asyncD|d)ispose": "C134 F141",
    r"\bAbortSignal\.(?:any|timeout)\(": "C116 F124 S17.4",
    r"\(\?<[=!]": "looking behind: C62 F78 S16.4",
    r"/[dgimsuy]*v[dgimsuy]*[;,.)]": "sets in regular expressions: C112 F116 S17",
    r"\bstatic \{": "C94 F93 S16.4",
    r"\.checkVisibility\(": "C105 F106 S17.4",
    r"\.(?:show|hide|toggle)Popover\(": "C114 F125 S17",
    r"\.showPicker\(": "C99 F101 S16",
    r"\binert\b": "C102 F112 S15.5",
    r"\.(?:union|intersection|difference|isSubsetOf)\(": "C122 F127 S17",
    r"\bscrollend\b": "C114 F109 S26",
    r"\bparse(?:Creation|Request)OptionsFromJSON\b": "C129 F119 S18.4",
    r"\bstartViewTransition\b": "C111 S18",
    r"\bIterator\.": "C122 F131 S18.4",
}
HARMLESS = {
    "::details-content": "what is folded up is printed so",
    "content-visibility": "the same",
    "print-color-adjust:": "a colour is not printed",
}


def without_supports(sheet):
    """`sheet` without its comments and without what stands in `@supports`."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    while found := re.search(r"@supports[^{]*\{", sheet):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        sheet = sheet[: found.start()] + sheet[end:]
    return sheet


def newer(text, known):
    for pattern, since in known.items():
        for found in re.finditer(pattern, text, re.MULTILINE):
            if found[0] not in HARMLESS and not TRIED_WITHOUT.search(found[0]):
                yield found[0], since


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_sheet_needs_what_is_newer(path):
    assert list(newer(without_supports(path.read_text()), NEWER_IN_SHEETS)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_needs_what_is_newer(path):
    assert list(newer(path.read_text(), NEWER_IN_SCRIPTS)) == []


def test_newer_things_are_found():
    sheet = (
        "@supports (x) { a { color: lab(1 2 3); } }\nb { mask: none; c: oklch(1 2 3); }\n  & d {}"
    )
    assert [each for each, _since in newer(without_supports(sheet), NEWER_IN_SHEETS)] == [
        "mask:",
        "  &",
    ]
    script = "form.requestSubmit(); const it = /(?<=a)b/v;"
    assert len(list(newer(script, NEWER_IN_SCRIPTS))) == 3
