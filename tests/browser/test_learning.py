"""A learner's way through a module, and a video that is watched."""

import re
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.core.files import File
from PIL import Image
from playwright.sync_api import expect
from wagtail.images.tests.utils import get_test_image_file

from content.models import CustomImage, CustomMedia
from learning.choices import AccessRule
from learning.models import Activity, Completion, Enrolment, Module
from tests.browser.accessibility import assert_accessible
from tests.browser.keyboard import tab_to
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import begin, enrolled_learner, finish

FILM = settings.BASE_DIR / "demo" / "media" / "decision-tree.webm"


@pytest.fixture
def module():
    """A module of two lessons in sequence: first the need, then the tender."""
    page = ModulePageFactory(title="Buying innovation", in_sequence=True)
    for title in ("The need", "The tender"):
        LessonPageFactory(parent=page, title=title)
    return page


def test_enrol_learn_and_finish(page, context, log_in, module):
    log_in(context, UserFactory())
    page.goto(module.url)
    assert_accessible(page)
    page.get_by_role("button", name="Enrol in this module").click()
    expect(page.get_by_role("status")).to_contain_text("You are enrolled.")
    assert_accessible(page)

    with page.expect_response(re.compile("/visit/")):
        page.get_by_role("link", name="Start: The need").click()
    assert Enrolment.objects.get().last_activity.title == "The need"
    assert_accessible(page)
    outline = page.get_by_label("Outline of the module")
    expect(outline.get_by_role("link", name="The tender")).to_have_count(0)
    done = page.get_by_role("button", name="Done: on to “The tender”")
    tab_to(page, done)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The tender")
    expect(outline.get_by_text("1 of 2 done")).to_be_visible()

    page.get_by_role("button", name="Done: finish the module").click()
    expect(page.get_by_role("status")).to_contain_text(
        "You have completed the module “Buying innovation”."
    )
    expect(page.get_by_role("main")).to_contain_text("You completed this module on")
    assert_accessible(page)
    page.goto("/en/my-learning/")
    expect(page.get_by_role("main")).to_contain_text("You have completed everything")
    assert_accessible(page)


def test_the_outline_is_a_drawer_on_the_phone(page, context, log_in, module):
    first = module.get_children().first()
    log_in(context, enrolled_learner(Activity.objects.get(key=first.translation_key)))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(first.url)
    drawer = page.locator(".drawer")
    expect(drawer.get_by_text("The tender")).to_be_hidden()
    drawer.get_by_text("Outline").click()
    expect(drawer.get_by_text("The tender")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_on_a_phone_the_way_on_is_seen_in_the_order_of_tab(page, context, log_in, module):
    first = module.get_children().first()
    log_in(context, enrolled_learner(Activity.objects.get(key=first.translation_key)))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(first.url)
    tops = [way.bounding_box()["y"] for way in page.locator(".lesson-nav > *").all()]
    assert len(set(tops)) == 2
    assert tops == sorted(tops)


def test_forced_colours_show_the_progress(page, context, log_in, module):
    first = module.get_children().first()
    log_in(context, enrolled_learner(Activity.objects.get(key=first.translation_key)))
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(first.url)
    page.get_by_role("button", name="Done: on to “The tender”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The tender")
    for address in (page.url, module.url):
        page.goto(address)
        bar = page.get_by_role("progressbar", name="1 of 2 done")
        picture = Image.open(BytesIO(bar.screenshot())).convert("L")
        done, rest = (
            picture.getpixel((picture.width * n // 4, picture.height // 2)) for n in (1, 3)
        )
        assert abs(done - rest) > 100


def test_without_a_connection_the_lesson_stays(page, context, log_in, module):
    first = module.get_children().first()
    log_in(context, enrolled_learner(Activity.objects.get(key=first.translation_key)))
    page.goto(first.url)
    context.set_offline(True)
    done = page.get_by_role("button", name="Done: on to “The tender”")
    done.click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("^No connection."))
    expect(page.get_by_role("heading", level=1)).to_have_text("The need")
    assert_accessible(page)
    context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)
    done.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The tender")
    assert Completion.objects.count() == 1


def test_paper_shows_what_is_folded_and_no_buttons(page):
    folded = {"items": [{"title": "Spain", "text": "<p>A minor contract.</p>"}]}
    module = ModulePageFactory(access=AccessRule.EVERYONE)
    lesson = LessonPageFactory(parent=module, body=[("accordion", folded)])
    page.goto(lesson.url)
    expect(page.get_by_text("A minor contract.")).to_be_hidden()
    expect(page.locator(".lesson-end")).to_be_visible()
    expect(page.get_by_text("10 minutes")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("A minor contract.")).to_be_visible()
    expect(page.locator(".site-header .logo")).to_be_visible()
    expect(page.get_by_text("10 minutes")).to_be_hidden()
    for hidden in (".lesson-end", ".site-nav", ".site-tools", ".side"):
        expect(page.locator(hidden).first).to_be_hidden()


@pytest.fixture
def video(settings):
    with FILM.open("rb") as file:
        media = CustomMedia.objects.create(
            title="Film", type="video", duration=50, file=File(file, name=FILM.name)
        )
    return {"media": media, "caption": "Film", "captions": [], "transcript": "<p>Text.</p>"}


@pytest.fixture
def video_lesson(video):
    return LessonPageFactory(completion_rule="video", body=[("video", video)])


def test_paper_shows_a_whole_picture_and_no_player(page, video):
    tall = CustomImage.objects.create(title="Tall", file=get_test_image_file(size=(400, 800)))
    lesson = LessonPageFactory(
        parent=ModulePageFactory(access=AccessRule.EVERYONE),
        body=[("video", video), ("image", {"image": tall, "alt_text": "Tall"})],
    )
    page.goto(lesson.url)
    expect(page.locator("video")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("video")).to_be_hidden()
    expect(page.locator("figcaption", has_text="Film")).to_be_visible()
    expect(page.get_by_text("Text.", exact=True)).to_be_visible()
    box = page.get_by_role("img", name="Tall").bounding_box()
    assert box["height"] < 350  # of the 1000 of a sheet
    assert box["width"] == pytest.approx(box["height"] / 2, abs=1)


def test_a_video_counts_when_it_was_played_not_when_it_was_skipped(
    page, context, log_in, video_lesson
):
    log_in(context, enrolled_learner(Activity.objects.get(key=video_lesson.translation_key)))
    page.goto(video_lesson.url)
    assert_accessible(page)
    video = page.locator("video")
    video.evaluate("v => new Promise(go => { v.onseeked = go; v.currentTime = v.duration - 1 })")
    video.evaluate("v => v.dispatchEvent(new Event('pause'))")
    assert not Completion.objects.exists()
    video.evaluate("v => { v.muted = true; v.currentTime = 0; v.playbackRate = 16; v.play() }")
    expect(page.get_by_role("link", name="Watched. Go on")).to_be_visible()
    assert Completion.objects.count() == 1
    assert_accessible(page)


def says_where_it_stopped(response):
    """Whether the server answered that it knows of a stop after more than twenty seconds."""
    if "/watch/" not in response.url:
        return False
    [position] = parse_qs(response.request.post_data)["position"]
    return int(position) >= 20


def test_a_video_goes_on_where_it_stopped_on_another_device(
    page, context, new_context, log_in, video_lesson
):
    learner = enrolled_learner(Activity.objects.get(key=video_lesson.translation_key))
    log_in(context, learner)
    page.goto(video_lesson.url)
    play = "v => { v.muted = true; v.playbackRate = 16; return v.play() }"
    play_for_a_while = """v => new Promise(go => {
        v.addEventListener("timeupdate", () => { if (v.currentTime > 20) { v.pause(); go(); } });
        v.muted = true; v.playbackRate = 8; v.play(); })"""
    with page.expect_response(says_where_it_stopped):
        page.locator("video").evaluate(play_for_a_while)
    expect(page.locator("[data-share]")).to_contain_text("% of the video watched")
    other = new_context()
    log_in(other, learner)
    page = other.new_page()
    page.goto(video_lesson.url)
    expect(page.locator("[data-share]")).to_contain_text("The video goes on where you stopped.")
    video = page.locator("video")
    page.wait_for_function("v => v.currentTime >= 20", arg=video.element_handle())
    video.evaluate(play)
    expect(page.get_by_role("link", name="Watched. Go on")).to_be_visible()
    assert Completion.objects.count() == 1


def test_what_was_watched_outlives_the_session(
    page, context, log_in, video_lesson, end_session, log_in_elsewhere
):
    learner = enrolled_learner(Activity.objects.get(key=video_lesson.translation_key))
    log_in(context, learner)
    page.goto(video_lesson.url)
    video = page.locator("video")
    video.evaluate("v => { v.preload = 'auto'; v.load(); }")
    page.wait_for_function(
        "v => v.buffered.length && v.buffered.end(0) >= v.duration", arg=video.element_handle()
    )
    end_session(context)
    video.evaluate("v => { v.muted = true; v.playbackRate = 16; v.play() }")
    expect(page.locator("[data-watched]")).to_contain_text("Log in again in another tab.")
    log_in_elsewhere(context, learner)
    expect(video).to_have_js_property("ended", True)
    video.evaluate("v => v.dispatchEvent(new Event('pause'))")
    expect(page.get_by_role("link", name="Watched. Go on")).to_be_visible()


def test_a_card_leads_to_its_module_and_asks_for_an_attempt(page, context, log_in, module):
    quiz = QuizPageFactory(parent=module, attempts_allowed=1)
    activity = Activity.objects.get(key=quiz.translation_key)
    learner = enrolled_learner(activity)
    Activity.objects.exclude(pk=activity.pk).update(is_required=False)
    Module.objects.update(in_sequence=False)
    finish(begin(learner=learner, activity=activity), right=False)
    log_in(context, learner)
    page.goto("/en/my-learning/")
    card = page.locator(".tile-card")
    ask = card.get_by_role("link", name="write to us")
    ask.click(trial=True)
    expect(ask).not_to_have_css("text-decoration-color", "rgba(0, 0, 0, 0)")
    card.get_by_role("link", name=module.title).click()
    expect(page).to_have_url(re.compile(re.escape(module.url)))
