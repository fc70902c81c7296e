from django.db import migrations


def rename_moderators(apps, schema_editor):
    """Call Wagtail's moderators and their approval what they are here: publishers."""
    Group = apps.get_model("auth", "Group")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Group.objects.filter(name="Moderators").update(name="Publishers")
    for model in (Task, Workflow):
        model.objects.filter(name="Moderators approval").update(name="Publisher approval")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_home_page"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
        ("wagtailmedia", "0003_copy_media_permissions_to_collections"),
    ]

    operations = [migrations.RunPython(rename_moderators, migrations.RunPython.noop)]
