"""The style sheet of the reports and the classes of their templates."""

import re

from django.conf import settings

CLASS = re.compile(r"(report-\w+(?:-\w+)*)")  # without what comes after two hyphens
SHEETS = [settings.BASE_DIR / "static/css" / name for name in ("admin.css", "admin-report.css")]
FOLDERS = [settings.BASE_DIR / name for name in ("templates", "reporting", "home")]


def classes(texts):
    return {found for text in texts for found in CLASS.findall(text)}


def test_what_the_templates_name_has_rules_and_no_rule_is_for_nothing():
    ruled = classes(re.findall(r"\.(report-[\w-]+)", "".join(s.read_text() for s in SHEETS)))
    files = [
        file for folder in FOLDERS for file in folder.rglob("*") if file.suffix in (".html", ".py")
    ]
    texts = [file.read_text() for file in files]
    named = {name for text in texts for name in re.findall(r'class(?:name)?="([^"]*)"', text)}
    assert classes(named) - ruled == set()
    assert ruled - classes(texts) == set()
