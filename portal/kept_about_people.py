"""What waits to be done says nothing about people."""

IMPERSONAL = {
    "names of processes, which page a task is about, and what it returns, which is nothing": (
        "django_tasks_database.DBTaskResult.args_kwargs",
        "django_tasks_database.DBTaskResult.return_value",
        "django_tasks_database.DBTaskResult.worker_ids",
    ),
}
