"""Blocks of the demo's files become the blocks that editors know."""

import pytest
from django.utils import timezone

from content.models import CustomDocument, CustomImage, CustomMedia
from courses.models import LessonPage, ModulePage, QuizPage
from home.models import StandardPage
from tests.demo.conftest import PICTURE

WEBM = b"\x1a\x45\xdf\xa3\x42\x82\x84webm"  # as one begins; the rest is not read
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def add_module(folder, **fields):
    folder.write("10-training/page.json", key="training", type="courses.TrainingIndexPage")
    folder.write(
        "10-training/01-smes/page.json",
        key="smes",
        type="courses.TrackPage",
        fields={"audience": "sme", "outcome": "You sell."},
    )
    folder.write(
        "10-training/01-smes/01-m/page.json",
        key="m",
        type="courses.ModulePage",
        fields={
            "outcomes": ["Read a sheet", "Ask a question"],
            "audience": "sme",
            "hours": 2.5,
            "language": "en",
            "tutors": "The partners.",
        }
        | fields,
    )


def add_lesson(folder, name="01-l", **page):
    fields = {"minutes": 20} | page.pop("fields", {})
    folder.write(f"10-training/01-smes/01-m/{name}.json", fields=fields, **page)


QUESTION = {
    "type": "single_choice",
    "key": "k1",
    "value": {
        "prompt": "<p>Which?</p>",
        "points": 1,
        "options": [
            {"text": "This", "is_correct": True, "feedback": ""},
            {"text": "That", "is_correct": False, "feedback": ""},
        ],
    },
}


def body_of(folder, *blocks):
    folder.write("01-about.json", key="about", type="home.StandardPage", body=list(blocks))
    folder.load()
    return StandardPage.objects.get().body


def test_table(folder):
    value = {"caption": "Bids", "columns": ["What", "Figure"], "rows": [["Bids", "117"]]}
    table = body_of(folder, {"type": "table", "key": "t", "value": value})[0].value
    assert table.caption == "Bids"
    assert [column["heading"] for column in table.columns] == ["What", "Figure"]
    assert table.row_data == [{"values": ["Bids", "117"]}]


def test_list_items_have_stored_ids(folder):
    items = [{"title": "One", "text": "<p>1</p>"}, {"title": "Two", "text": "<p>2</p>"}]
    steps = body_of(folder, {"type": "steps", "key": "s", "value": {"items": items}})
    raw = steps.raw_data[0]["value"]["items"]
    assert [item["type"] for item in raw] == ["item", "item"]
    assert len({item["id"] for item in raw}) == 2


def test_picture_with_its_credit(folder):
    folder.write_file("images/map.svg", PICTURE)
    value = {"image": "map.svg", "alt_text": "A map", "credit": "SME4SMARTCITIES, CC BY 4.0"}
    block = body_of(folder, {"type": "image", "key": "i", "value": value})[0]
    assert block.value["image"].credit == "SME4SMARTCITIES, CC BY 4.0"
    assert block.value["image"].width == 40


def test_a_changed_picture_is_replaced_in_place(folder):
    folder.write_file("images/map.svg", PICTURE)
    folder.load()
    folder.write_file("images/map.svg", PICTURE.replace('"40"', '"60"'))
    folder.load()
    assert CustomImage.objects.get().width == 60


def test_video_with_captions(folder):
    folder.write_file("media/tour.webm", WEBM)
    folder.write_file("media/tour.en.vtt", "WEBVTT\n\n00:01.000 --> 01:05.500\nHello\n")
    value = {"media": "tour.webm", "caption": "A tour", "transcript": "<p>Hello</p>"}
    video = body_of(folder, {"type": "video", "key": "v", "value": value})[0].value
    assert video["media"] == CustomMedia.objects.get()
    assert video["media"].type == "video"
    assert video["media"].duration == 65.5
    (captions,) = video["captions"]
    assert captions["language"] == "en"
    assert captions["document"] == CustomDocument.objects.get()
    assert not video["media"].thumbnail


def test_a_video_shows_its_poster_before_it_is_played(folder):
    folder.write_file("media/tour.webm", WEBM)
    folder.write_file("media/tour.en.vtt", "WEBVTT\n\n00:01.000 --> 01:05.500\nHello\n")
    folder.write_file("posters/tour.webp", "not really a picture")
    value = {"media": "tour.webm", "caption": "A tour", "transcript": "<p>Hello</p>"}
    video = body_of(folder, {"type": "video", "key": "v", "value": value})[0]
    poster = video.value["media"].thumbnail
    assert poster.read() == b"not really a picture"
    assert f'poster="{poster.url}"' in video.render()


def test_module_with_outcomes_and_prerequisites(folder):
    add_module(folder)
    folder.write(
        "10-training/01-smes/02-n/page.json",
        key="n",
        type="courses.ModulePage",
        fields={
            "outcomes": ["Judge"],
            "audience": "sme",
            "hours": 1,
            "prerequisites": ["m"],
            "sources": [{"title": "A survey", "url": "https://example.org/", "note": ""}],
        },
    )
    folder.load()
    first, second = ModulePage.objects.order_by("path")
    assert [outcome.value for outcome in first.outcomes] == ["Read a sheet", "Ask a question"]
    assert first.tutors == "<p>The partners.</p>"
    assert [p.module for p in second.prerequisites.all()] == [first]
    assert second.sources[0].value["title"] == "A survey"


def test_a_moment_is_written_as_days_from_the_day_of_loading(folder, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    add_module(folder, opens_at=45)
    folder.load()
    opens_at = timezone.localtime(ModulePage.objects.get().opens_at)
    assert opens_at.isoformat() == "2026-06-18T09:00:00+02:00"


def test_check_question_in_a_lesson_is_a_block_of_its_type(folder):
    add_module(folder)
    check = {"type": "question", "key": "check", "value": {"question": QUESTION}}
    add_lesson(folder, key="l", type="courses.LessonPage", body=[check])
    folder.load()
    (block,) = LessonPage.objects.get().body
    assert block.block_type == "single_choice"
    assert block.value["points"] == 1
    assert block.value["options"][0]["is_correct"]


def test_question_of_a_quiz_names_a_lesson(folder):
    add_module(folder)
    add_lesson(folder, key="l", type="courses.LessonPage")
    question = QUESTION | {"value": QUESTION["value"] | {"points": 2, "lesson": "l"}}
    add_lesson(folder, "02-q", key="q", type="courses.QuizPage", questions=[question])
    folder.load()
    (block,) = QuizPage.objects.get().questions
    assert block.value["points"] == 2
    assert block.value["lesson"].specific == LessonPage.objects.get()
