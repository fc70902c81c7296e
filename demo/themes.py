"""The demo's themes, which its pages and organisations point to."""

import json

from django.utils import timezone

from accounts.languages import SOURCE_LANGUAGE
from accounts.models import Theme
from accounts.searched import as_searched
from demo.errors import ContentError
from demo.models import LoadedItem


def load_themes(path):
    """Make the themes of the file at `path` that were never loaded; returns {key: Theme}.

    None stands for one that a manager has deleted since. Without a file there are none. Raises
    ContentError where it is no JSON.
    """
    if not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ContentError(f"{path.name} is not valid JSON: {error}.") from error
    loaded = dict(
        LoadedItem.objects.filter(name__startswith="theme:").values_list("name", "target_id")
    )
    there, named = Theme.objects.in_bulk(loaded.values()), Theme.objects.all().by_name()
    themes = {}
    for row in rows:
        name = f"theme:{row['key']}"
        if name in loaded:
            themes[row["key"]] = there.get(loaded[name])
            continue
        theme = named.get(as_searched(row["names"][SOURCE_LANGUAGE]))
        themes[row["key"]] = theme = theme or Theme.objects.create(
            names=row["names"], retired_at=timezone.now() if row.get("is_retired") else None
        )
        LoadedItem.objects.create(name=name, target_id=theme.pk)
    return themes
