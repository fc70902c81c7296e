"""The page types around the training."""

from home.pages.home import HomePage
from home.pages.standard import StandardPage

__all__ = ["HomePage", "StandardPage"]
