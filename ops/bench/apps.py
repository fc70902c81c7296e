from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "ops.bench"

    def ready(self):
        from content.reading.readers import Everyone, declare_readers
        from ops.bench.models import BarePage

        declare_readers(Everyone(), BarePage)
