"""Keep the day of completing a track in a row that begins with the enrolment, and count progress."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull


def fill(apps, schema_editor):
    Activity, Enrolment, TrackCompletion, TrackEnrolment = (
        apps.get_model("learning", name)
        for name in ("Activity", "Enrolment", "TrackCompletion", "TrackEnrolment")
    )
    completed = {
        (learner, track): completed_at
        for learner, track, completed_at in TrackCompletion.objects.values_list(
            "learner", "track", "completed_at"
        )
    }
    groups = Enrolment.objects.order_by().values_list("learner", "module__track")
    current = {
        (learner, track): pk
        for learner, track, pk in groups.order_by(
            IsNull(F("last_activity"), False), "last_active_at", "pk"
        ).values_list("learner", "module__track", "pk")
    }
    rows = [
        TrackEnrolment(
            learner_id=learner,
            track_id=track,
            enrolled_at=enrolled_at,
            withdrawn_at=None if active else withdrawn_at,
            completed_at=completed.pop((learner, track), None),
            current_id=current[learner, track],
        )
        for learner, track, _first, enrolled_at, active, withdrawn_at in groups.annotate(
            first=Min("pk"),
            enrolled=Min("enrolled_at"),
            active=Count("pk", filter=Q(withdrawn_at=None)),
            withdrawn=Max("withdrawn_at"),
        ).order_by("first")
    ]
    # A module was moved to another track after they had completed this one.
    rows += [
        TrackEnrolment(
            learner_id=learner, track_id=track, enrolled_at=completed_at, completed_at=completed_at
        )
        for (learner, track), completed_at in completed.items()
    ]
    TrackEnrolment.objects.bulk_create(rows, batch_size=1000)

    required = Activity.objects.filter(
        retired_at=None,
        is_required=True,
        module__retired_at=None,
        completions__learner=OuterRef("learner"),
    ).order_by()
    in_module = required.filter(module=OuterRef("module")).values("module")
    Enrolment.objects.update(done=counted(in_module))
    elsewhere = required.filter(module__track=OuterRef("track")).exclude(
        module__enrolments=OuterRef("current")
    )
    TrackEnrolment.objects.update(done_elsewhere=counted(elsewhere.values("module__track")))


def counted(activities):
    """How many they are, as an expression."""
    return Coalesce(Subquery(activities.annotate(n=Count("pk")).values("n")), 0)


def take_back(apps, schema_editor):
    TrackCompletion = apps.get_model("learning", "TrackCompletion")
    completed = apps.get_model("learning", "TrackEnrolment").objects.exclude(completed_at=None)
    TrackCompletion.objects.bulk_create(
        [
            TrackCompletion(learner_id=learner, track_id=track, completed_at=completed_at)
            for learner, track, completed_at in completed.values_list(
                "learner", "track", "completed_at"
            )
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0003_absences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='done',
            field=models.PositiveIntegerField(default=0, verbose_name='required activities completed'),
        ),
        migrations.CreateModel(
            name='TrackEnrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolled_at', models.DateTimeField(verbose_name='enrolled at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed at')),
                ('done_elsewhere', models.PositiveIntegerField(default=0, verbose_name='required activities completed elsewhere')),
                ('current', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.enrolment')),
                ('learner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='track_enrolments', to=settings.AUTH_USER_MODEL)),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='learning.track')),
            ],
            options={
                'verbose_name': 'track enrolment',
                'verbose_name_plural': 'track enrolments',
                'constraints': [models.UniqueConstraint(fields=('learner', 'track'), name='track_enrolment_once')],
            },
        ),
        migrations.RunPython(fill, take_back, elidable=True),
        migrations.DeleteModel(
            name='TrackCompletion',
        ),
    ]
