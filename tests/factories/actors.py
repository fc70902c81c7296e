"""Who acts where a test does not care."""

from learning.actor import Actor

ACTOR = Actor.importing("a test")
