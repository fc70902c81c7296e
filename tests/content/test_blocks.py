"""What each block of a body sends."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_svg
from wagtailmedia.models import get_media_model

from content.blocks import BodyBlock
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def render(kind, value, block_id="a1"):
    """The HTML of a body that holds one block, joined."""
    body = BodyBlock().to_python([{"type": kind, "id": block_id, "value": value}])
    return assert_valid_html(body.render_as_block(), is_page=False)


@pytest.fixture
def picture():
    return get_image_model().objects.create(
        title="A pump", file=get_test_image_file(size=(1600, 900)), credit="Ana, CC BY 4.0"
    )


def test_heading_can_be_linked_to():
    html = render("heading", {"text": "The need", "level": "h3"}, block_id="need")
    assert '<h3 id="s-need">The need</h3>' in html


def test_text_shows_links_to_pages():
    from tests.factories.pages import StandardPageFactory

    page = StandardPageFactory(slug="about")
    html = render("text", {"html": f'<p>Read <a linktype="page" id="{page.pk}">more</a>.</p>'})
    assert '<a href="/en/about/">more</a>' in html


def test_picture_comes_in_three_sizes(picture):
    value = {"image": picture.pk, "alt_text": "A pump", "is_decorative": False, "caption": "Here"}
    html = render("image", value)
    assert 'alt="A pump"' in html
    assert 'loading="lazy"' in html
    assert html.count("w,") == 2
    assert "Ana, CC BY 4.0" in html


def test_decoration_has_an_empty_description(picture):
    html = render("image", {"image": picture.pk, "alt_text": "A pump", "is_decorative": True})
    assert 'alt=""' in html


def test_drawing_is_sent_as_it_is():
    drawing = get_image_model().objects.create(title="Map", file=get_test_image_file_svg())
    html = render("image", {"image": drawing.pk, "alt_text": "A map", "is_decorative": False})
    assert drawing.file.url in html
    assert "srcset" not in html


@pytest.mark.parametrize("count", [1, 5])
def test_pictures_of_a_body_are_read_at_once(count, django_assert_num_queries):
    pictures = [
        get_image_model().objects.create(title=f"P{n}", file=get_test_image_file())
        for n in range(count)
    ]
    stored = [
        {"type": "image", "id": str(n), "value": {"image": picture.pk, "alt_text": "P"}}
        for n, picture in enumerate(pictures)
    ]
    BodyBlock().to_python(stored).render_as_block()
    with django_assert_num_queries(2):
        BodyBlock().to_python(stored).render_as_block()


def test_picture_without_description_is_refused(picture):
    block = BodyBlock().child_blocks["image"]
    value = block.to_python({"image": picture.pk, "alt_text": "", "is_decorative": False})
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert "alt_text" in refused.value.block_errors


def test_picture_that_was_deleted_leaves_nothing():
    assert "<img" not in render("image", {"image": 999, "alt_text": "Gone"})


def test_video_has_captions_and_transcript():
    from django.core.files.base import ContentFile

    media = get_media_model().objects.create(
        title="Pump", type="video", file=ContentFile(b"0", "pump.mp4"), width=640, height=360
    )
    captions = get_document_model().objects.create(
        title="Captions", file=ContentFile(b"WEBVTT", "pump.vtt")
    )
    html = render(
        "video",
        {
            "media": media.pk,
            "caption": "How the pump works",
            "captions": [
                {"type": "item", "id": "c", "value": {"language": "en", "document": captions.pk}}
            ],
            "transcript": "<p>The pump starts.</p>",
        },
    )
    assert f'src="{media.url}" type="video/mp4"' in html
    assert f'<track kind="captions" src="{captions.url}" srclang="en" label="English" default>' in (
        html
    )
    assert "The pump starts." in html
    assert 'data-recording="a1"' in html


def test_audio_has_a_transcript():
    from django.core.files.base import ContentFile

    media = get_media_model().objects.create(
        title="Talk", type="audio", file=ContentFile(b"0", "talk.mp3")
    )
    html = render("audio", {"media": media.pk, "caption": "Talk", "transcript": "<p>Hello.</p>"})
    assert "<audio controls" in html
    assert "Hello." in html


def test_document_tells_kind_and_size():
    from django.core.files.base import ContentFile

    document = get_document_model().objects.create(
        title="Challenge sheet", file=ContentFile(b"x" * 2048, "sheet.pdf")
    )
    html = render("document", {"document": document.pk, "label": ""})
    assert "Challenge sheet" in html
    assert "PDF" in html
    assert "2.0\xa0KB" in html


def test_quote_names_its_source():
    value = {"text": "We bought care.", "attribution": "Buyer", "source_url": "https://a.example/"}
    html = render("quote", value)
    assert '<a href="https://a.example/">Buyer</a>' in html


@pytest.mark.parametrize("kind", ["task", "note", "example", "warning"])
def test_callout(kind):
    html = render("callout", {"kind": kind, "title": "Try it", "text": "<p>Call a city.</p>"})
    assert f"callout-{kind}" in html
    assert "Call a city." in html


def test_key_figure_has_its_source():
    html = render("key_figure", {"figure": "71.5 %", "label": "went to SMEs", "source": "EU, 2019"})
    assert "<bdi>71.5 %</bdi>" in html
    assert "EU, 2019" in html


def test_table_has_headings_for_rows_and_columns():
    value = {
        "caption": "Costs",
        "columns": [{"type": "text", "heading": "City"}, {"type": "text", "heading": "Euro"}],
        "rows": [{"values": ["Genoa", "40"]}, {"values": ["Murcia", "43"]}],
    }
    html = render("table", value)
    assert '<th scope="col">Euro</th>' in html
    assert '<th scope="row">Genoa</th><td>40</td>' in html
    assert "<caption>Costs</caption>" in html


def test_column_without_heading_has_an_empty_cell():
    value = {
        "columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "Euro"}],
        "rows": [{"values": ["Genoa", "40"]}],
    }
    html = render("table", value)
    assert '<tr><td></td><th scope="col">Euro</th></tr>' in html


def test_accordion_and_steps():
    items = [
        {"type": "item", "id": str(n), "value": {"title": f"Step {n}", "text": "<p>Do it.</p>"}}
        for n in range(2)
    ]
    assert render("accordion", {"items": items}).count("<details") == 2
    assert render("steps", {"items": items}).count("<li>") == 2


def test_external_video_loads_nothing_before_the_click():
    html = render("embed", {"url": "https://youtu.be/abcdefghijk", "title": "A pilot"})
    assert "<iframe" not in html
    assert 'data-embed="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html


def test_external_video_of_another_host_is_refused():
    block = BodyBlock().child_blocks["embed"]
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"url": "https://evil.example/v/1", "title": "A"}))
    assert "url" in refused.value.block_errors
    assert "<figure" not in render("embed", {"url": "https://evil.example/v/1", "title": "A"})
