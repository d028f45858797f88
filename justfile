# Everyday commands for developers. https://just.systems; every line also runs by hand.

default:
    @just --list

# All checks and all tests, as CI runs them
test *words:
    python3 academy.py test {{words}}

# Only the tests that a word selects: just only workspace
only word:
    .venv/bin/pytest -q -k {{word}}

# Put code into shape
fix:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# Build the notebooks from the lessons
build:
    .venv/bin/academy build

# The whole loop with a simulated class of five
demo out:
    .venv/bin/academy demo --out {{out}}

# How hard every day is at each level: docs/difficulty.md
difficulty *words:
    .venv/bin/python -m benchmarks.difficulty {{words}}

# Open a course as a trainee sees it
start course="operational":
    python3 academy.py start --course {{course}}

# Both wheels: the instructor's and the trainee's
wheels:
    .tools/bin/uv build --wheel . --out-dir dist
    .tools/bin/uv build --wheel packaging/trainee --out-dir dist
