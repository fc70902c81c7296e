"""Names what the demo does not show when the portal starts."""

from pathlib import Path

from django.core import checks

from assessments.formats import FORMATS

CONTENT = Path(__file__).parent / "content"


@checks.register
def check_formats_are_shown(app_configs=None, **kwargs):
    """An error for each format of question that no page of the demo asks."""
    texts = [path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.json")]
    return [
        checks.Error(f"No page of the demo has a question of the format “{kind}”.", id="demo.E001")
        for kind in FORMATS
        if not any(f'"type": "{kind}"' in text for text in texts)
    ]
