"""What is typed without a character that can be seen is empty, wherever a text is required."""

from functools import partial
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import TranslationSource
from wagtailmedia.forms import get_media_form
from wagtailmedia.models import get_media_model

from accounts.admin.forms import OrganisationForm, PersonCreationForm, PersonEditForm
from accounts.forms import SignupForm
from content.blocks.disclosure import TitledTextBlock
from content.blocks.emphasis import CalloutBlock
from content.blocks.recordings import AudioBlock, VideoBlock
from content.blocks.text import TextBlock
from courses.formats import BLOCKS
from courses.formats.text import WordingBlock
from courses.models import TrackPage
from courses.views.correction import CorrectionForm
from home.models import HomePage
from reporting.views.saved_filters import NameForm, SavingForm
from tests.factories.pages import StandardPageFactory

HIDDEN = "\u200b\u202e \xad\u2028\u200d\u3164"


def form_of(model):
    return model.get_edit_handler().get_form_class()


FIELDS = [
    (CorrectionForm, ["reason"]),
    (NameForm, ["name"]),
    (SavingForm, ["name"]),
    (SignupForm, ["first_name", "last_name"]),
    (PersonCreationForm, ["first_name", "last_name"]),
    (PersonEditForm, ["first_name", "last_name"]),
    (OrganisationForm, ["name"]),
    (form_of(TrackPage), ["title", "outcome"]),
    (form_of(HomePage), ["title", "headline", "sme_door_text", "city_door_text"]),
]


@pytest.mark.parametrize(
    "field",
    [form.base_fields[name] for form, names in FIELDS for name in names],
    ids=[f"{form.__name__}-{name}" for form, names in FIELDS for name in names],
)
def test_a_form_takes_it_for_empty(field):
    with pytest.raises(ValidationError) as refusal:
        field.clean(HIDDEN)
    assert refusal.value.code == "required"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (get_image_form(get_image_model()), {}),
        (get_document_form(get_document_model()), {}),
        (get_media_form(get_media_model()), {"type": "video"}),
    ],
)
def test_a_file_has_a_title_that_can_be_seen(make, facts):
    form = make({"title": HIDDEN}, instance=make.Meta.model(**facts))
    assert [error.code for error in form.errors.as_data()["title"]] == ["required"]


def test_an_editors_blanks_stay_and_what_is_hidden_goes():
    title = form_of(TrackPage).base_fields["title"]
    assert title.clean(" 10\xa0%\u200b of all ") == "10\xa0% of all"


PROSE = [
    TextBlock().child_blocks["html"],
    CalloutBlock().child_blocks["text"],
    TitledTextBlock().child_blocks["text"],
    AudioBlock().child_blocks["transcript"],
    VideoBlock().child_blocks["transcript"],
    BLOCKS["single_choice"]().child_blocks["prompt"],
]
EMPTY = [
    "",
    "<p></p>",
    "<p>&nbsp;</p>",
    "<ul><li><b> </b></li></ul>",
    f"<p>{HIDDEN}</p><p>&#8203;</p>",
]


@pytest.mark.parametrize("block", PROSE, ids=lambda block: str(block.label))
def test_a_formatted_text_shows_something(block):
    for html in EMPTY:
        with pytest.raises(ValidationError) as refusal:
            block.clean(RichText(html))
        assert refusal.value.code == "required"
    assert block.clean(RichText("<p>5\xa0<b>%</b></p>")).source == "<p>5\xa0<b>%</b></p>"


@pytest.mark.django_db
def test_a_translation_shows_something(admin_client):
    spanish = Locale.objects.get(language_code="es")
    page = StandardPageFactory(body=[("text", {"html": "<p>Warm</p>"})])
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = source.translations.create(target_locale=spanish)
    translation.save_target()
    texts = {each.context.path: each for each in source.stringsegment_set.all()}
    [prose] = [each for path, each in texts.items() if path.endswith(".html")]
    for segment, value in ((texts["title"], "\u200b"), (prose, "<b>\u3164</b>")):
        address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
        send = partial(admin_client.put, address, headers={"accept": "application/json"})
        form = {"content_type": "application/x-www-form-urlencoded"}
        refused = send(data=urlencode({"value": value}), **form).json()
        assert "Nothing of this can be seen." in refused["error"]
        assert refused["data"] == value  # nothing that was entered is lost
        assert send(data=urlencode({"value": "Calor"}), **form).json()["error"] is None


def test_a_block_takes_it_for_empty():
    with pytest.raises(ValidationError):
        WordingBlock().child_blocks["text"].clean(HIDDEN)
    with pytest.raises(ValidationError):
        BLOCKS["gap_text"]().child_blocks["text"].clean(HIDDEN)
    assert WordingBlock().child_blocks["text"].clean("10\xa0%\u200b") == "10\xa0%"
