"""A class full of hostile submissions: no score moves, the rest is graded, nothing leaks, the instructor is told."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from grading.classrun import Graded, grade, incidents
from grading.sandbox import Limits
from grading.sandbox.outputs import printable
from tests.attacks.hostile import ATTACKS, Attack
from tests.attacks.hostile.attack import LEAK
from tests.grading.small_day import COURSE, DAY, EXERCISE, RIGHT, SECRET, answering, by_name, submit

pytestmark = [pytest.mark.sandbox, pytest.mark.usefixtures("sandbox")]
LIMITS = Limits(cell_s=2, notebook_s=5, total_s=10, resident=600 << 20, cell_output=10**6, files=5_000)
HONEST = ("aa_honest", "mm_honest", "zz_honest")
PEER = "a peer's own words"
LONGEST = 14.0  # seconds from a sandbox's start to its end at most, with what the deadlines add


def put_all(workspace: Path, attacks: tuple[Attack, ...]) -> dict[str, Attack]:
    """Put every attack into `submitted/`; return them by the name of the trainee's folder."""
    for name in HONEST:

        def change(notebook: object) -> None:
            answering(RIGHT)(notebook)
            by_name(notebook, "why").source = PEER

        submit(workspace, name, change)
    placed = {}
    for number, attack in enumerate(attacks):
        before = {one.name for one in (workspace / "submitted").iterdir()}
        attack.put(workspace, f"t{number:03d}")
        (name,) = {one.name for one in (workspace / "submitted").iterdir()} - before
        placed[name] = attack
    return placed


def fingerprint(workspace: Path) -> dict[str, str]:
    """What grading must leave as it is."""
    files = [one for part in ("sealed", "source", "release") for one in sorted((workspace / part).rglob("*"))]
    files += [workspace / "workspace.toml", workspace / "nbgrader_config.py"]
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in files if one.is_file()}


def notes(results: list[Graded]) -> dict[str, Graded]:
    return {one.trainee: one for one in results if one.exercise == EXERCISE}


def test_the_suite_covers_every_class() -> None:
    kinds = Counter(one.kind for one in ATTACKS)
    assert len(ATTACKS) >= 60
    assert len({one.name for one in ATTACKS}) == len(ATTACKS)
    assert set(kinds) == {
        "forged verdicts",
        "notebook tampering",
        "reading keys, peers, environment",
        "writing gradebook or configuration",
        "links, devices, traversal",
        "exfiltration",
        "denial of service",
        "outputs and pages",
        "identity",
    }


def test_a_hostile_class(workspace: Path) -> None:
    check(workspace, ATTACKS[::2])


@pytest.mark.deep
def test_a_class_of_every_attack(workspace: Path) -> None:
    check(workspace, ATTACKS)


def check(workspace: Path, attacks: tuple[Attack, ...]) -> None:
    placed = put_all(workspace, attacks)
    before = fingerprint(workspace)
    begun = time.monotonic()
    results = grade(COURSE, DAY, workspace, limits=LIMITS, jobs=6)
    longest = time.monotonic() - begun
    found = notes(results)

    shown = {printable(name)[:80]: attack for name, attack in placed.items()}
    moved = {attack.name: found[name].score for name, attack in shown.items() if found[name].score != attack.score}
    assert moved == {}
    assert {name: found[name].score for name in HONEST} == dict.fromkeys(HONEST, 10.0)
    assert set(found) == {*shown, *HONEST}

    told = incidents(workspace, DAY)
    untold = {
        attack.name: found[name].note
        for name, attack in shown.items()
        if attack.words not in " ".join([found[name].note, *told.get(name, ())])
    }
    assert untold == {}
    assert all((one.trainee + one.note).isprintable() and len(one.note) < 2500 for one in results)
    # No deadline is exceeded: the class takes no longer than all its sandboxes one after another at the caps.
    assert longest < LONGEST * len(found)

    assert fingerprint(workspace) == before
    for part in ("autograded", "runs"):
        for file in (workspace / part).rglob("*"):
            if file.is_file() and file.suffix in (".ipynb", ".json", ".log"):
                text = file.read_text("utf-8", "replace")
                assert SECRET not in text, file
                assert f"{LEAK} " not in text, file
                assert f"{LEAK}\\n" not in text, file
    # In the gradebook: one grade for each exercise of each graded trainee, none above its most.
    with sqlite3.connect(workspace / "gradebook.db") as database:
        rows = database.execute(
            "SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score FROM grade"
            " JOIN base_cell ON grade.cell_id = base_cell.id"
            " JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id"
            " JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id"
        ).fetchall()
    assert len(rows) == len({row[:2] for row in rows})
    graded = {row[0]: row[2] for row in rows if row[1] == "links-mark"}
    assert graded == {
        name: attack.score for name, attack in placed.items() if attack.score is not None
    } | dict.fromkeys(HONEST, 10.0)

    # Graded once, it stands: nothing hostile is run again, and the marks are the same.
    again = grade(COURSE, DAY, workspace, limits=LIMITS)
    assert {one.trainee: one.score for one in again if one.exercise == EXERCISE} == {
        name: one.score for name, one in found.items()
    }
