"""What the history holds by now was known before there were mails about it."""

from django.db import migrations


def pass_over(apps, schema_editor):
    """Let the reader who writes mails to learners begin behind the newest entry."""
    newest = apps.get_model("learning", "HistoryEntry").objects.order_by("pk").last()
    if newest:
        bookmarks = apps.get_model("notices", "Bookmark").objects
        bookmarks.create(reader="mails to learners", last=newest.pk)


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0008_plainer_help_texts"),
        ("learning", "0011_watched_and_returned"),
        ("notices", "0001_initial"),
    ]

    operations = [migrations.RunPython(pass_over, migrations.RunPython.noop)]
