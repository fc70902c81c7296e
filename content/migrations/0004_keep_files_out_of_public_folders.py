from functools import reduce
from operator import or_

from django.db import migrations, models
from django.db.models import Q

PUBLIC = ("images", "original_images", "media_thumbnails")
OUTSIDE = ~reduce(or_, (Q(file__startswith=f"{folder}/") for folder in PUBLIC))


class Migration(migrations.Migration):
    dependencies = [("content", "0003_call_images_by_their_name")]

    operations = [
        migrations.AddConstraint(
            "customdocument",
            models.CheckConstraint(condition=OUTSIDE, name="document_is_not_public"),
        ),
        migrations.AddConstraint(
            "custommedia",
            models.CheckConstraint(condition=OUTSIDE, name="media_is_not_public"),
        ),
    ]
