"""What stands in the way of loading is said in one sentence; it names a wrong file and its key."""

import pytest
from django.core.management import CommandError, call_command

from home.models import StandardPage

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ABOUT = {"key": "about", "type": "home.StandardPage"}


def block(kind, value):
    return [{"type": kind, "key": "b1", "value": value}]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ABOUT | {"type": "home.Nothing"}, "“type”: “home.Nothing” is no page type."),
        (ABOUT | {"fields": {"colour": "red"}}, "“colour”: a home.StandardPage has no such field."),
        (ABOUT | {"key": "home"}, "“key”: “home” also stands in demo/content/home/page.json"),
        (ABOUT | {"extra": 1}, "“extra” is unknown."),
        (ABOUT | {"title": 7}, "“title” must be a str."),
        (ABOUT | {"title": ""}, "“title” is empty."),
        (ABOUT | {"body": [{"type": "text"}]}, "“body”: a block needs 'key'."),
        (ABOUT | {"body": block("poem", {})}, "“b1”: “poem” is no block that may stand here."),
        (
            ABOUT | {"body": block("text", {"html": '<p><a href="page:moon">x</a></p>'})},
            "“body/b1/html”: no page has the key “moon”.",
        ),
        (
            ABOUT | {"body": block("text", {"html": "<p><script>x</script></p>"})},
            "“body/b1/html”: the tag <script> is not allowed.",
        ),
        (
            ABOUT | {"body": block("text", {"html": "<p>One<br>two</p>"})},
            "“body/b1/html”: the editor cannot open this text. Unmatched tags",
        ),
        (
            ABOUT | {"body": block("text", {"html": "<p>One <b>two</p>"})},
            "“body/b1/html”: the editor cannot open this text. Unmatched tags",
        ),
        (
            ABOUT | {"body": block("image", {"image": "none.svg", "alt_text": "x"})},
            "“body/b1/image”: there is no file “none.svg”.",
        ),
        (
            ABOUT | {"body": block("heading", {"text": "", "level": "h2"})},
            "“b1”: text: This field is required.",
        ),
        (
            ABOUT | {"body": block("table", {"caption": "", "columns": ["a"], "rows": [[]]})},
            "“body/b1”: a row has 0 cells, not 1.",
        ),
    ],
)
def test_malformed_page(folder, data, message):
    folder.write("01-about.json", **data)
    with pytest.raises(CommandError) as error:
        folder.load()
    assert str(error.value).startswith("demo/content/home/01-about.json")
    assert message in str(error.value)
    assert not StandardPage.objects.exists()


def test_not_json(folder):
    (folder.content / "01-about.json").write_text("{")
    with pytest.raises(CommandError, match=r"^demo/content/home/01-about.json is not valid JSON"):
        folder.load()


def test_folder_without_page(folder):
    folder.write("05-x/01-y.json", key="y", type="home.StandardPage")
    with pytest.raises(CommandError, match=r"^demo/content/home/05-x/page.json is missing"):
        folder.load()


def test_refused_in_production(folder, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        folder.load()
    call_command("load_demo", folder=folder.path, force=True, verbosity=0)
    assert StandardPage.objects.exists()


def test_unknown_story_is_named(folder):
    folder.write_file(
        "people.json",
        """{"organisations": [{"key": "o", "name": "O", "kind": "sme", "country": "ES"}],
            "staff": [],
            "learners": [{"email": "a@b.example", "first_name": "A", "last_name": "B",
              "organisation": "o",
              "learning": [{"module": "m-s9", "story": "half", "days_ago": 9}]}]}""",
    )
    with pytest.raises(CommandError, match=r"^people.json, “a@b.example”: there is no “m-s9”.$"):
        folder.load()


def test_the_crowd_leaves_production_alone(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_load", "--learners", "1")


def test_the_crowd_needs_a_catalogue():
    with pytest.raises(CommandError, match="training index"):
        call_command("seed_load", "--learners", "1")
