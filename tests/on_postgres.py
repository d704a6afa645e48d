"""Runs once more, on a throw-away PostgreSQL, what touches the database. Never skips it."""

import sys

from tests import blank, postgres, runs


def main(arguments: list[str]) -> int:
    with postgres.running() as url:
        blank.made_on(url)
        return runs.pytest("--only-database", *runs.IN_PARALLEL, *arguments, DATABASE_URL=url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
