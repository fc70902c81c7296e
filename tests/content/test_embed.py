import pytest

from content.files.embed import UnknownVideo, video_at
from portal.middleware.security import EMBED_HOSTS


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=3s", "youtube-nocookie.com/embed/abc"),
        ("https://youtu.be/abcdefghijk?si=1", "youtube-nocookie.com/embed/abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "youtube-nocookie.com/embed/abcdefghijk"),
        ("https://m.youtube.com/embed/abcdefghijk", "youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456789", "player.vimeo.com/video/123456789"),
        ("https://player.vimeo.com/video/123456789?h=1", "player.vimeo.com/video/123456789"),
    ],
)
def test_addresses_as_people_copy_them(address, player):
    video = video_at(address)
    assert player in video.player_url
    assert any(video.player_url.startswith(f"{host}/") for host in EMBED_HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://vimeo.com/channels",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://evil.example/?v=abcdefghijk",
        "https://[youtu.be/abcdefghijk",
        "javascript:alert(1)//www.youtube.com/watch?v=abcdefghijk",
    ],
)
def test_others_are_refused(address):
    with pytest.raises(UnknownVideo):
        video_at(address)
