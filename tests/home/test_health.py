"""healthz tells whether the portal is fit to serve."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_missing_migrations(client):
    [(app, last)] = MigrationLoader(connection).graph.leaf_nodes("home")
    MigrationRecorder(connection).record_unapplied(app, last)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "missing"


@pytest.mark.django_db
def test_database_is_away(client):
    def away(*args):
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"


@pytest.mark.django_db
def test_healthz_leads_nowhere_and_is_not_kept(client):
    assert "no-cache" in client.get("/healthz")["Cache-Control"]
