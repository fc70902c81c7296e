"""What the loader of the demo remembers."""

from django.db import models


class LoadedItem(models.Model):
    """A data file that was loaded, and what it became.

    It lets a second run skip what has not changed, and leave alone what an editor has deleted.
    """

    name = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    target_id = models.PositiveBigIntegerField()

    def __str__(self):
        return self.name
