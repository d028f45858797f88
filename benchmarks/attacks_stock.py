"""The attack suite against stock nbgrader, beside `academy grade`: `python -m benchmarks.attacks_stock`.

Stock nbgrader runs every submission with the grader's rights, so each of its runs stands in bubblewrap here: a
read-only system, no network, a copy of the course, caps on time and memory. Attacks that fill or stop a machine are not
given to it. The course is the suite's own small day with stock's way to mark: a test cell with hidden asserts.
An attack is given to stock alone with one honest trainee beside it. Ours takes all of them as one class.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.page import table
from tests.attacks.hostile import ATTACKS, Attack
from tests.attacks.hostile.attack import LEAK
from tests.grading import small_day
from tests.grading.small_day import COURSE, DAY, EXERCISE, LINKS, NOTEBOOK, RIGHT, SECRET, answering, by_name, submit

PAGE = Path(__file__).parent.parent / "docs" / "grading_security.md"
BEGIN, END = "<!-- attacks: written by benchmarks/attacks_stock.py -->\n", "<!-- attacks: end -->"
TIMEOUT_S = 60.0
TEST = f"""assert len(links) == 3
### BEGIN HIDDEN TESTS
assert sorted(links, key=str) == sorted({LINKS!r}, key=str)
### END HIDDEN TESTS"""
NOT_GIVEN = ["not run"]
HARM = ("points gained", "points lost", "class not graded", "something leaked", "course changed", "out of time")


def main() -> None:
    """Run, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--only", help="a word in the names of the attacks to try; the others stand as measured before")
    words.add_argument("--missing", action="store_true", help="only the attacks that were not measured before")
    words.add_argument("--page", action="store_true", help="only write the page anew, from what was measured before")
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    if asked.page:
        write_page(json.loads(asked.out.read_text("utf-8")))
        return
    before = json.loads(asked.out.read_text("utf-8")) if asked.out.is_file() else []
    measured = {one["name"] for one in before} if asked.missing else set()
    chosen = [one for one in ATTACKS if (not asked.only or asked.only in one.name) and one.name not in measured]
    with tempfile.TemporaryDirectory() as folder:
        course = make_stock(Path(folder) / "course")
        with ThreadPoolExecutor(asked.jobs) as pool:
            tried = pool.map(lambda pair: stock(course, Path(folder) / f"c{pair[0]}", pair[1]), enumerate(chosen))
            found = []
            for attack, harm in zip(chosen, tried, strict=True):
                found.append({"kind": attack.kind, "name": attack.name, "stock": harm})
                print(f"{attack.kind}: {attack.name}: {harm}", flush=True)
        ours = academy(Path(folder) / "ours", chosen)
    for one in found:
        one["academy"] = ours[one["name"]]
    if asked.only or asked.missing:
        # What was measured before stands beside what is measured anew.
        names = {one["name"] for one in found}
        order = [attack.name for attack in ATTACKS]
        found += [one for one in before if one["name"] not in names and one["name"] in order]
        found.sort(key=lambda one: order.index(one["name"]))
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    write_page(found)


def write_page(found: Sequence[dict[str, Any]]) -> None:
    """Put the tables into the page on security."""
    withheld = {one.name for one in ATTACKS if one.bomb or one.ours_alone}
    # A right answer under an odd name is worth its points; that stock takes the name is no gain.
    named = {one.name for one in ATTACKS if one.kind == "identity"}
    shown = []
    for one in found:
        harm = NOT_GIVEN if one["name"] in withheld else one["stock"]
        shown.append(one | {"stock": [h for h in harm if h != "points gained" or one["name"] not in named]})
    text = report(shown)
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n\n{END}{rest.split(END)[1]}", "utf-8", newline="\n")
    print(text)


def report(found: Sequence[dict[str, Any]]) -> str:
    """A table by class of attack, and one of the attacks that harmed stock."""
    rows = []
    for kind in dict.fromkeys(one["kind"] for one in found):
        part = [one for one in found if one["kind"] == kind]
        tried = [one for one in part if one["stock"] != NOT_GIVEN]
        counts = [sum(harm in one["stock"] for one in tried) for harm in HARM]
        mine = sum(bool(one["academy"]) for one in part)
        rows.append((kind, str(len(part)), str(len(tried)), *(str(one or "") for one in counts), str(mine)))
    total = [str(sum(int(row[column] or 0) for row in rows)) for column in range(1, len(rows[0]))]
    rows.append(("**in all**", *total))
    head = (
        "class of attack",
        "attacks",
        "given to stock",
        *(f"stock: {harm}" for harm in HARM),
        "`academy grade`: harm",
    )
    harmed = [
        (one["kind"], one["name"], "; ".join(one["stock"])) for one in found if one["stock"] not in ([], NOT_GIVEN)
    ]
    said = (
        f"Out of time: stock had not graded its two submissions in {TIMEOUT_S:.0f} s. Points gained: any for no answer "
        "of the trainee's own; lost: fewer than the right answer in it earns."
    )
    return f"{table(head, rows)}\n\n{said}\n\nWhat harmed stock nbgrader:\n\n" + table(
        ("class", "attack", "stock"), harmed
    )


def make_stock(root: Path) -> Path:
    """The small day for stock nbgrader: the same cells, and a test cell with hidden asserts in place of `mark`."""
    for name in ("source", "release", "submitted", "exchange", "sealed"):
        (root / name).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(
        "from pathlib import Path\nc = get_config()\nc.CourseDirectory.root = str(Path(__file__).resolve().parent)\n"
        f"c.CourseDirectory.course_id = {COURSE!r}\nc.Exchange.root = 'exchange'\n"
    )
    day = root / "source" / DAY
    day.mkdir()
    notebook = small_day.source_notebook()
    by_name(notebook, "links-mark").source = TEST
    by_name(notebook, "setup").source = "mark = print"
    nbformat.write(notebook, day / f"{NOTEBOOK}.ipynb")
    (day / "exercises.json").write_text(json.dumps({"exercises": {EXERCISE: {}}}))
    # A solution for the instructor, as many keep one in the course.
    (root / "sealed" / "solution.json").write_text(json.dumps({"model_answer": SECRET}))
    small_day.release(root)
    return root


def stock(course: Path, folder: Path, attack: Attack) -> list[str]:
    """Let stock nbgrader grade one attack and one honest trainee; return the harm that was done."""
    if attack.bomb or attack.ours_alone:
        return NOT_GIVEN
    shutil.copytree(course, folder)
    try:
        submit(folder, "zz_honest", answering(RIGHT))
        before = {one.name for one in (folder / "submitted").iterdir()}
        attack.put(folder, "attacker")
        (name,) = {one.name for one in (folder / "submitted").iterdir()} - before
        fingerprint = _fingerprint(folder)
        late = _contained(folder)
        return _harm(folder, name, attack, fingerprint, late)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _contained(folder: Path) -> bool:
    """Run `nbgrader autograde` in bubblewrap; was it stopped for its time?"""
    home = folder.with_name(f"{folder.name}-home")
    home.mkdir()
    box = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--dev", "/dev", "--proc", "/proc"]
    for place in ("/usr", "/bin", "/lib", "/lib64", "/etc", sys.base_prefix, sys.prefix):
        box += ["--ro-bind-try", place, place]
    box += ["--tmpfs", "/dev/shm", "--tmpfs", "/tmp"]
    box += [word for one in (str(folder), str(home)) for word in ("--bind", one, one)]
    box += ["--chdir", str(folder), "--setenv", "HOME", str(home), "--setenv", "TMPDIR", str(home)]
    box += ["--setenv", "OMP_NUM_THREADS", "1", "--setenv", "IPYTHONDIR", str(home)]
    box += ["--setenv", "JUPYTER_RUNTIME_DIR", str(home / "r"), "--setenv", "JUPYTER_DATA_DIR", str(home / "d")]
    box += ["--setenv", "PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin"]
    limit = ["prlimit", f"--as={4 << 30}", f"--fsize={64 << 20}", "--core=0"]
    process = subprocess.Popen(
        [*limit, *box, sys.executable, "-m", "nbgrader", "autograde", DAY],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT_S)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _harm(folder: Path, name: str, attack: Attack, fingerprint: dict[str, str], late: bool) -> list[str]:
    marks = _marks(folder)
    fair = 10.0 if attack.score == 10.0 else 0.0
    harm = []
    if (marks.get(name) or 0.0) > fair:
        harm.append("points gained")
    elif fair and (marks.get(name) or 0.0) < fair:
        harm.append("points lost")
    if marks.get("zz_honest") != 10.0:
        harm.append("class not graded")
    graded = folder / "autograded" / name
    text = "".join(one.read_text("utf-8", "replace") for one in graded.rglob("*.ipynb")) if graded.is_dir() else ""
    copied = any(SECRET in one.read_text("utf-8", "replace") for one in graded.rglob("*.*") if one.is_file())
    if f"{LEAK} " in text or f"{LEAK}\\n" in text or copied:
        harm.append("something leaked")
    if _fingerprint(folder) != fingerprint:
        harm.append("course changed")
    if late:
        harm.append("out of time")
    return harm


def _marks(folder: Path) -> dict[str, float]:
    try:
        with sqlite3.connect(folder / "gradebook.db") as database:
            rows = database.execute(
                "SELECT submitted_assignment.student_id, COALESCE(grade.manual_score, grade.auto_score) FROM grade"
                " JOIN base_cell ON grade.cell_id = base_cell.id AND base_cell.name = 'links-mark'"
                " JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id"
                " JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id"
            )
            return {str(name): score for name, score in rows}
    except sqlite3.Error:
        return {}


def _fingerprint(folder: Path) -> dict[str, str]:
    """What grading has no business to change: source, release, settings, solutions."""
    files = [one for part in ("source", "release", "sealed") for one in sorted((folder / part).rglob("*"))]
    files += [folder / "nbgrader_config.py", *folder.glob("*.json"), *folder.glob("*.py")]
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in files if one.is_file()}


def academy(root: Path, attacks: Sequence[Attack]) -> dict[str, list[str]]:
    """Grade all attacks as one class with `academy grade`; return the harm that each did."""
    from grading.classrun import grade
    from grading.sandbox import Limits
    from grading.sandbox.outputs import printable

    small_day.make_workspace(root)
    submit(root, "zz_honest", answering(RIGHT))
    placed = {}
    for number, attack in enumerate(attacks):
        before = {one.name for one in (root / "submitted").iterdir()}
        attack.put(root, f"t{number:03d}")
        (name,) = {one.name for one in (root / "submitted").iterdir()} - before
        placed[attack.name] = name
    fingerprint = _fingerprint(root)
    limits = Limits(cell_s=3, notebook_s=7, total_s=14, resident=600 << 20, cell_output=10**6, files=5_000)
    begun = time.monotonic()
    results = grade(COURSE, DAY, root, limits=limits, jobs=4)
    print(f"academy grade: {time.monotonic() - begun:.0f} s for {len(attacks) + 1} submissions", flush=True)
    marks = {one.trainee: one.score for one in results if one.exercise == EXERCISE}
    everyone = ["class not graded"] if marks["zz_honest"] != 10.0 else []
    everyone += ["course changed"] if _fingerprint(root) != fingerprint else []
    found = {}
    for attack in attacks:
        name = placed[attack.name]
        score, wanted = marks[printable(name)[:80]], attack.score
        harm = list(everyone)
        if (score or 0.0) != (wanted or 0.0):
            harm.append("points gained" if (score or 0.0) > (wanted or 0.0) else "points lost")
        graded = root / "autograded" / name
        text = "".join(one.read_text("utf-8", "replace") for one in graded.rglob("*.ipynb"))
        if f"{LEAK} " in text or f"{LEAK}\\n" in text or SECRET in text:
            harm.append("something leaked")
        found[attack.name] = harm
    return found


if __name__ == "__main__":
    main()
