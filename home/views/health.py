"""Whether the portal is fit to serve."""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request):
    """200 and JSON if the database answers and no migration is missing, else 503."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    if missing:
        return JsonResponse(
            {"status": "error", "database": "ok", "migrations": "missing"}, status=503
        )
    return JsonResponse({"status": "ok", "database": "ok", "migrations": "ok"})
