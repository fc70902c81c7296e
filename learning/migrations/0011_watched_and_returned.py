"""When a video was watched, and when a module or track came back."""

from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Now


def date_by_visits(apps, schema_editor):
    """What was watched before is dated by the last visit, which is all that is known of it."""
    Visit, Watching = (apps.get_model("learning", name) for name in ("Visit", "Watching"))
    visits = Visit.objects.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    last = visits.order_by().values("learner").annotate(last=Max("visited_at")).values("last")
    watched = Watching.objects.filter(percent__gte=90)
    watched.update(watched_at=Coalesce(Subquery(last), Now()))


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0010_subjects_of_history'),
    ]

    operations = [
        migrations.AddField(
            model_name='module',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='came back at'),
        ),
        migrations.AddField(
            model_name='track',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='came back at'),
        ),
        migrations.AddField(
            model_name='watching',
            name='watched_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='watched at'),
        ),
        migrations.RunPython(date_by_visits, migrations.RunPython.noop),
    ]
