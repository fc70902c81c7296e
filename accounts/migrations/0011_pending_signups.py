from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_attempts")]

    operations = [
        migrations.CreateModel(
            name="PendingSignup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="email address"),
                ),
                ("first_name", models.CharField(max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(max_length=150, verbose_name="last name")),
                (
                    "preferred_language",
                    models.CharField(
                        blank=True, max_length=10, verbose_name="preferred language"
                    ),
                ),
                ("wanted", models.TextField(blank=True, verbose_name="page that was wanted")),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
            ],
            options={
                "verbose_name": "pending sign-up",
                "verbose_name_plural": "pending sign-ups",
            },
        ),
    ]
