"""Videos on other sites: their addresses, and the players that the portal allows."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE_HOSTS = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "youtu.be",
    "www.youtube-nocookie.com",
}
VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
YOUTUBE_ID = re.compile(r"[\w-]{11}")
VIMEO_ID = re.compile(r"\d{6,12}")


class UnknownVideo(ValueError):
    """The address is not that of a video on YouTube or Vimeo."""


@dataclass(frozen=True)
class Video:
    """A video on another site: the name of the site, the video's page and its player."""

    host: str
    url: str
    player_url: str


def video_at(address):
    """The `Video` at an `address` that people copied from their browser. Raises UnknownVideo."""
    try:
        parts = urlsplit(address.strip())
    except ValueError as error:
        raise UnknownVideo(address) from error
    host = (parts.hostname or "").lower()
    steps = [step for step in parts.path.split("/") if step]
    if host in YOUTUBE_HOSTS:
        candidates = parse_qs(parts.query).get("v", []) + steps[-1:]
        found = next(filter(YOUTUBE_ID.fullmatch, candidates), None)
        if found:
            return Video(
                host="YouTube",
                url=f"https://www.youtube.com/watch?v={found}",
                player_url=f"https://www.youtube-nocookie.com/embed/{found}",
            )
    if host in VIMEO_HOSTS:
        found = next(filter(VIMEO_ID.fullmatch, steps), None)
        if found:
            return Video(
                host="Vimeo",
                url=f"https://vimeo.com/{found}",
                player_url=f"https://player.vimeo.com/video/{found}?dnt=1",
            )
    raise UnknownVideo(address)
