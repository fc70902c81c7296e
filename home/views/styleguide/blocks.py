"""A page with every block that a body may hold."""

from django.shortcuts import render

from content.blocks import BodyBlock
from content.models import CustomDocument, CustomImage, CustomMedia

CALLOUTS = ("note", "task", "example", "warning")
PARTS = [
    {"title": "Ask who suffers", "text": "<p>Not who complains.</p>"},
    {
        "title": "Count it",
        "text": "<p>In hours, <b>euros</b> or metres.</p>",
    },
]
TABLE = {
    "caption": "What cities set as challenges",
    "columns": [{"type": "text", "heading": "City"}, {"type": "text", "heading": "Challenge"}],
    "rows": [
        {"values": ["Málaga", "Electric vehicles"]},
        {"values": ["Genoa", "Heritage buildings"]},
    ],
}


def blocks(request):
    """Render a body with every block; pictures, recordings and files are the first there are."""
    raw = [
        {"type": kind, "value": value, "id": f"sample-{number}"}
        for number, (kind, value) in enumerate(sample_values(_first_files()))
    ]
    return render(request, "styleguide/blocks.html", {"body": BodyBlock().to_python(raw)})


def sample_values(files):
    """(kind, value as stored) of each block. `files`: primary keys by kind, None for no file."""
    image, recording, document = files["image"], files["recording"], files["document"]
    return [
        ("heading", {"text": "A heading of a section", "level": "h2"}),
        (
            "text",
            {"html": "<p>Text with a <a href='/'>link</a>, <b>bold</b> and <i>italic</i>.</p>"},
        ),
        ("text", {"html": "<ul><li>One</li><li>Two</li></ul><ol><li>First</li></ol>"}),
        ("heading", {"text": "A heading below it", "level": "h3"}),
        ("key_figure", {"figure": "71.5 %", "label": "went to SMEs", "source": "The Commission"}),
        ("key_figure", {"figure": "34", "label": "cities were asked", "source": "The survey"}),
        (
            "quote",
            {"text": "We knew the problem. We had no words for it.", "attribution": "A city"},
        ),
        *(
            ("callout", {"kind": k, "title": "Its title", "text": "<p>Its text.</p>"})
            for k in CALLOUTS
        ),
        ("table", TABLE),
        ("accordion", {"items": PARTS}),
        ("steps", {"items": PARTS}),
        ("image", {"image": image, "alt_text": "What it shows", "caption": "A picture"}),
        ("video", {"media": recording, "caption": "A film", "transcript": "<p>What is said.</p>"}),
        ("audio", {"media": recording, "caption": "A sound", "transcript": "<p>What is said.</p>"}),
        ("document", {"document": document, "label": "A file to download"}),
        ("embed", {"url": "https://vimeo.com/123456789", "title": "A video on another site"}),
    ]


def _first_files():
    models = {"image": CustomImage, "recording": CustomMedia, "document": CustomDocument}
    return {
        kind: model.objects.order_by("pk").values_list("pk", flat=True).first()
        for kind, model in models.items()
    }
