"""Runs the tests on the embedded database: the rules, covered to the last branch, then the rest."""

import sys

from tests import blank, runs


def main(arguments: list[str]) -> int:
    rules = runs.pytest("tests/rules", "--cov", "-n", "2", *arguments)
    with blank.made() as there:
        rest = runs.pytest("--ignore=tests/rules", *runs.IN_PARALLEL, *arguments, **there)
    return rules or rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
