"""Checks with axe."""

from axe_playwright_python.sync_playwright import Axe

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of all else one example is enough, and a tenth of the answer
}


def assert_accessible(page, within=None):
    """Fail with what axe finds on the page as it stands, or `within` a selector."""
    results = Axe().run(page, context=within, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()
