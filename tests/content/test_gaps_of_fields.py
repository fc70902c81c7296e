"""What a draft still needs, in sentences that name the field and the block."""

import pytest

from content.gaps.publication import all_gaps
from courses.models import LessonPage, ModulePage
from tests.factories.pages import LessonPageFactory, QuizPageFactory

pytestmark = pytest.mark.django_db


def sentences(page):
    return [f"{gap.place}: {gap.message}" if gap.place else gap.message for gap in all_gaps(page)]


def body(*blocks):
    """A lesson with these blocks, as the editor first puts them there: empty."""
    stream = LessonPage._meta.get_field("body").stream_block
    values = []
    for kind, fields in blocks:
        value = stream.child_blocks[kind].get_default()
        values.append((kind, dict(value) | fields if isinstance(value, dict) else value))
    return LessonPageFactory.build(parent=None, body=values)


def test_a_whole_page_lacks_nothing():
    assert all_gaps(LessonPageFactory.build(parent=None)) == []


def test_empty_fields_are_named():
    module = ModulePage(title="Market", hours=None, audience="")
    assert "“Hours” is still empty." in sentences(module)
    assert "“Audience” is still empty." in sentences(module)
    assert "“What you will be able to do” is still empty." in sentences(module)


def test_a_value_that_is_not_allowed_is_told_with_its_field():
    quiz = QuizPageFactory.build(parent=None, pass_mark=101)
    assert sentences(quiz) == [
        "“Pass mark”: Nobody can reach more than 100 per cent of the points."
    ]
    module = ModulePage(title="Market", hours=0, audience="sme", outcomes=[("outcome", "Read")])
    assert "“Hours”: Write hours between 0.1 and 999.9, such as 1.5." in sentences(module)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (("heading", {"text": ""}), ["Block 1 (Heading): “Heading” is still empty."]),
        (
            ("image", {}),
            ["Block 1 (Picture): “Picture” is still empty."],
        ),
        (
            ("video", {"caption": "Film", "captions": []}),
            [
                "Block 1 (Video): “Video” is still empty.",
                "Block 1 (Video): “Captions”: The minimum number of items is 1",
                "Block 1 (Video): “Transcript” is still empty.",
            ],
        ),
        (
            ("steps", {}),
            [
                f"Block 1 (Steps): “Steps › {item} › {field}” is still empty."
                for item in (1, 2)
                for field in ("Title", "Text")
            ],
        ),
        (("embed", {"title": "Film"}), ["Block 1 (External video): “Address” is still empty."]),
    ],
)
def test_what_a_block_lacks_is_named_with_its_place(block, expected):
    assert sentences(body(block)) == expected


def test_every_block_that_is_new_lacks_something_and_breaks_nothing():
    kinds = LessonPage._meta.get_field("body").stream_block.child_blocks
    page = body(*((kind, {}) for kind in kinds))
    named = {gap.block for gap in all_gaps(page)}
    table = list(kinds).index("table")  # a table without columns is merely empty
    assert named == set(range(len(kinds))) - {table}


def test_new_lists_hold_as_many_items_as_they_need():
    def lists(block):
        for name, child in getattr(block, "child_blocks", {}).items():
            least = getattr(child.meta, "min_num", None)
            if least:
                yield name, len(block.get_default()[name]) >= least
            yield from lists(child)

    assert all(
        is_enough for _name, is_enough in lists(LessonPage._meta.get_field("body").stream_block)
    )
