"""A database that goes away under a running server, and comes back."""

from contextlib import closing, contextmanager
from pathlib import Path

import environ
import psycopg2


def noticing(environment):
    """The variables with which a server notices that its database is away.

    An open file of SQLite can be read wherever it was moved, so it is opened for each request.
    """
    is_file = environment["DATABASE_URL"].startswith("sqlite")
    return environment | ({"CONN_MAX_AGE": "0"} if is_file else {})


@contextmanager
def database_away(environment):
    """Meanwhile the database of `environment` takes no connection; those that it has end."""
    config = environ.Env().db_url_config(environment["DATABASE_URL"])
    away = _file_away if "sqlite" in config["ENGINE"] else _server_refuses
    with away(config):
        yield


@contextmanager
def _file_away(config):
    path = Path(config["NAME"])
    elsewhere = path.with_suffix(".away")
    path.rename(elsewhere)
    path.mkdir()  # else SQLite would make a new file
    try:
        yield
    finally:
        path.rmdir()
        elsewhere.rename(path)


@contextmanager
def _server_refuses(config):
    maintenance = psycopg2.connect(
        dbname="postgres",
        host=config["HOST"],
        port=config["PORT"],
        user=config["USER"],
        password=config["PASSWORD"],
    )
    maintenance.autocommit = True
    name = config["NAME"]
    with closing(maintenance), maintenance.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
