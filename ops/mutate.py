"""Mutants of one module, each tried on the tests that belong to it; those that live are listed.

Run in a copy of the tree: see ops/mutate.sh.
"""

import argparse
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

TABLE = Path(__file__).with_name("mutants.toml")
SESSION = Path("var/mutants.sqlite3")
CONFIG = Path("var/mutants.toml")
TEST = ".venv/bin/python -m pytest -x -q --reuse-db -p no:cacheprovider"
TIMEOUT = 120  # seconds for the tests of one mutant
# They change nothing that a test could see, or make code that nobody would write.
LEFT_OUT = (
    "core/RemoveDecorator",
    "core/Replace.*_(Is|IsNot)$",
    "core/ReplaceBinaryOperator_.*_(BitOr|BitAnd|BitXor|LShift|RShift)$",
    "core/ReplaceUnaryOperator_.*Invert",
)


def tests_of(path):
    """The tests that prove the module at `path`, as pytest takes them. Exits where none do."""
    table = tomllib.loads(TABLE.read_text())
    if path not in table:
        sys.exit(f"{path} has no tests in ops/mutants.toml. There are: {', '.join(table)}.")
    return table[path]


def main():
    """Make the mutants, try them, list the survivors. Exit code 1 where there are any."""
    parser = argparse.ArgumentParser(prog="./dev mutate")
    parser.add_argument("path", help="a module in ops/mutants.toml")
    parser.add_argument("--sample", type=int, default=300, help="at most so many mutants")
    parser.add_argument("--seed", default="1", help="chooses which")
    options = parser.parse_args()
    command = f"{TEST} {' '.join(tests_of(options.path))}"
    print(f"The tests of {options.path} without a mutant …", flush=True)
    subprocess.run(command.split(), check=True)
    write_config(options.path, command)
    cosmic_ray("cosmic-ray", "init", CONFIG, SESSION)
    cosmic_ray("cr-filter-operators", SESSION, CONFIG)
    chosen = choose(options.sample, options.seed)
    print(f"{chosen} mutants …", flush=True)
    cosmic_ray("cosmic-ray", "exec", CONFIG, SESSION)
    sys.exit(bool(list_survivors()))


def write_config(path, command):
    """What cosmic-ray is told: strings in TOML are written as in JSON."""
    left_out = ", ".join(f'"{each}"' for each in LEFT_OUT)
    CONFIG.write_text(
        f'[cosmic-ray]\nmodule-path = "{path}"\ntimeout = {TIMEOUT}\nexcluded-modules = []\n'
        f'test-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n'
        f"[cosmic-ray.filters.operators-filter]\nexclude-operators = [{left_out}]\n"
    )


def cosmic_ray(tool, *arguments):
    """Run one of its commands."""
    # What is compiled of a mutant must not be taken for what comes after it.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([f".venv/bin/{tool}", *map(str, arguments)], check=True, env=environment)


def choose(most, seed):
    """Leave out all but `most` of the mutants, by chance; return how many are left."""
    session = WorkDB(SESSION, WorkDB.Mode.open)
    mutants = sorted(session.pending_work_items, key=lambda item: repr(item.mutations))
    chosen = random.Random(seed).sample(mutants, min(most, len(mutants)))
    left_out = {item.job_id for item in mutants} - {item.job_id for item in chosen}
    session.set_multiple_results(left_out, WorkResult(WorkerOutcome.SKIPPED, output="Not chosen"))
    session.close()
    return len(chosen)


def list_survivors():
    """Print the mutants that no test noticed, with file, line and change; return how many."""
    session = WorkDB(SESSION, WorkDB.Mode.open)
    tried = [
        (item.mutations[0], result)
        for item, result in session.completed_work_items
        if result.worker_outcome != WorkerOutcome.SKIPPED
    ]
    session.close()
    survivors = [pair for pair in tried if pair[1].test_outcome == TestOutcome.SURVIVED]
    for mutation, result in sorted(survivors, key=lambda pair: pair[0].start_pos):
        print(f"\n{mutation.module_path}:{mutation.start_pos[0]} {mutation.operator_name}")
        print("\n".join(changed_lines(result.diff or "")))
    print(f"\n{len(tried)} tried, {len(survivors)} survived.")
    return len(survivors)


def changed_lines(diff):
    """The lines of a unified `diff` that were taken away and added."""
    for line in diff.splitlines():
        if line.startswith(("-", "+")) and not line.startswith(("---", "+++")):
            yield f"    {line}"


if __name__ == "__main__":
    main()
