from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self):
        from accounts.personal_data import declare_impersonal
        from portal.kept_about_people import IMPERSONAL
        from portal.patches import apply_patches

        apply_patches()
        declare_impersonal(IMPERSONAL)
        connection_created.connect(without_compiling)
        if settings.MAIL_PROVIDER:
            from portal.backends.mail_service import listen

            listen()


def without_compiling(connection, **kwargs):
    """Switch PostgreSQL's compiler (jit) off; receives `connection_created`.

    Compiling the reports' queries takes ten times as long as running them.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
