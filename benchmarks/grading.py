"""A class graded beside stock `nbgrader autograde`, and marking alone: `python -m benchmarks.grading`.

Both grade the same class: 30 trainees, three notebooks each, 0.3 processor seconds of work in every notebook, all with
the same imports. Stock runs a few trainees of it (`--stock`), twice, so that its start is told from what each trainee
takes, and the rest is reckoned; `--stock 30` runs them all. The sandbox is on throughout.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from benchmarks.page import rewrite, table
from toolkit.schema.store import to_json

COURSE, DAY = "operational_10day", "day04_bench"
TRAINEES, NOTEBOOKS, WORK_S = 30, 3, 0.3
FASTER, ANSWERS_A_SECOND = 4.0, 10_000
EXAMPLES = """\
Each part by itself, on a quiet machine; the numbers are printed as JSON, and no file or page changes:
  python -m benchmarks.grading --only marking    answers judged in a processor second, without any sandbox (seconds)
  python -m benchmarks.grading --only sandbox    processor seconds of one empty sandbox
  python -m benchmarks.grading --only ours       `academy grade` of the class (--trainees, --work, --jobs)
  python -m benchmarks.grading --only stock      `nbgrader autograde` of --stock trainees
Without --only all of them are measured in one run, and the JSON file and docs/benchmarks.md are written.
"""
SETUP = "import time\nimport pandas as pd\nimport networkx as nx\nimport plotly.graph_objects as go\n"
PEOPLE = [f"N{number:03d}" for number in range(1, 13)]
LINKS = [{"a": a, "b": b, "status": "confirmed"} for a, b in itertools.pairwise(PEOPLE)]
ANSWER = f"""begun = time.process_time()
while time.process_time() - begun < WORK:
    sum(range(1000))
links = {LINKS!r}
pd.DataFrame(links)
"""
FORM = {
    "type": "table",
    "columns": [
        {"name": "a", "type": "nominal"},
        {"name": "b", "type": "nominal"},
        {"name": "status", "type": "code", "codes": ["confirmed", "suspected"]},
    ],
    "unique": ["a", "b"],
    "most": 60,
}


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words.add_argument("--only", choices=sorted(ALONE), help="measure this part alone and print it; nothing is written")
    words.add_argument("--trainees", type=int, default=TRAINEES)
    words.add_argument("--work", type=float, default=WORK_S, help="processor seconds in each notebook")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--stock", type=int, default=6, help="how many trainees stock nbgrader grades")
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    words.add_argument("--one", nargs=2, metavar=("PART", "FOLDER"), help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.one:
        print(json.dumps(PARTS[asked.one[0]](Path(asked.one[1]), asked.jobs)))
        return
    if asked.only:
        print(json.dumps(ALONE[asked.only](asked), indent=2))
        return
    with tempfile.TemporaryDirectory() as folder:
        ours, stock, few = (Path(folder) / name for name in ("ours", "stock", "few"))
        make_course(ours, asked.trainees, asked.work, plugins=True)
        sample = min(asked.stock, asked.trainees)
        make_course(stock, sample, asked.work, plugins=False)
        make_course(few, 1, asked.work, plugins=False)
        # Stock before and after ours: what other work the machine does falls on both.
        first = apart("stock", few, asked.jobs)
        mine = apart("ours", ours, asked.jobs)
        whole = apart("stock", stock, asked.jobs)
        empty = apart("sandbox", ours, asked.jobs)
    found = reckon(asked.trainees, sample, asked.work, asked.jobs, first, whole, mine, empty)
    found["marking"] = marking()
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    text = report(found)
    rewrite("grading", text)
    print(text)


def reckon(
    trainees: int,
    sample: int,
    work: float,
    jobs: int,
    first: dict[str, Any],
    whole: dict[str, Any],
    mine: dict[str, Any],
    empty: dict[str, Any],
) -> dict[str, Any]:
    """Set what was measured side by side; stock beyond its sample grows by what each further trainee took."""

    def scaled(name: str) -> float:
        each = (whole[name] - first[name]) / (sample - 1) if sample > 1 else whole[name]
        return float(whole[name] + each * (trainees - sample))

    own = trainees * NOTEBOOKS * work
    return {
        "trainees": trainees,
        "notebooks": NOTEBOOKS,
        "work_s": work,
        "jobs": jobs,
        "stock_sample": sample,
        "stock": {"wall": scaled("wall"), "cpu": scaled("cpu")},
        "ours": mine,
        "own_compute_s": own,
        "faster_wall": scaled("wall") / mine["wall"],
        "less_cpu": scaled("cpu") / mine["cpu"],
        "over_own_compute": mine["cpu"] / own,
        "stages": {
            "notebooks' own compute": own,
            "sandboxes: start and imports": empty["cpu"] * trainees,
            "sandboxes: forks, shells, outputs": mine["children"] - own - empty["cpu"] * trainees,
            **mine["stages"],
        },
        "pss_mib": mine["pss_mib"],
    }


def report(found: dict[str, Any]) -> str:
    """The page's text."""
    ours, stock = found["ours"], found["stock"]
    rows = [
        ("stock `nbgrader autograde`, no sandbox", f"{stock['wall']:.0f}", f"{stock['cpu']:.0f}", "1.0"),
        (
            f"`academy grade`, sandboxed, {found['jobs']} jobs",
            f"{ours['wall']:.0f}",
            f"{ours['cpu']:.0f}",
            f"**{found['faster_wall']:.1f}** (target {FASTER:g})",
        ),
        ("the notebooks' own compute", "", f"{found['own_compute_s']:.0f}", ""),
    ]
    first = table(("way", "wall s", "processor s", "times as fast by the clock"), rows)
    stages = table(
        ("stage", "processor s", "share"),
        [(name, f"{s:.1f}", f"{100 * s / ours['cpu']:.0f} %") for name, s in found["stages"].items()],
    )
    marks = table(
        ("marking alone", "answers/s"),
        [(name, f"{speed:,.0f}") for name, speed in found["marking"].items()],
    )
    said = (
        f"{found['trainees']} trainees x {found['notebooks']} notebooks, {found['work_s']:g} processor s of work in "
        f"each. Stock graded {found['stock_sample']} of them and 1 of them; the rest is reckoned from the difference. "
        f"Its processor time is {found['less_cpu']:.1f} times ours, and ours {found['over_own_compute']:.1f} times the "
        f"notebooks' own. Memory of one sandbox, shared pages divided (PSS): {found['pss_mib']:.0f} MiB at most."
    )
    least = min(found["marking"].values())
    return "\n\n".join(
        (first, said, stages, marks, f"Judged with form check; target {ANSWERS_A_SECOND:,}, slowest {least:,.0f}.")
    )


def apart(part: str, folder: Path, jobs: int) -> dict[str, Any]:
    """Measure one part in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.grading", "--jobs", str(jobs), "--one", part, str(folder)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def ours(folder: Path, jobs: int) -> dict[str, Any]:
    """Grade the class with the sandbox on, and say what each stage took."""
    import grading.classrun as classrun

    _adopt()
    stages = {"staging and rebuilding": 0.0, "marks into the gradebook": 0.0}
    lock = threading.Lock()

    def timed(stage: str, run: Callable[..., Any]) -> Callable[..., Any]:
        def inner(*words: Any, **more: Any) -> Any:
            begun = time.thread_time()
            try:
                return run(*words, **more)
            finally:
                with lock:
                    stages[stage] += time.thread_time() - begun

        return inner

    classrun._prepare = timed("staging and rebuilding", classrun._prepare)
    classrun._finish = timed("marks into the gradebook", classrun._finish)
    memory = _Memory()
    begun = time.monotonic()
    graded = classrun.grade(COURSE, DAY, folder, jobs=jobs)
    wall = time.monotonic() - begun
    pss = memory.stop()
    right = sum(one.score == one.max_score for one in graded)
    if right != len(graded) or not graded:
        raise SystemExit(f"{right} of {len(graded)} answers got full marks: {graded[0]}")
    own, children = _cpu(resource.RUSAGE_SELF), _children_cpu()
    stages["grader: start, imports, watch"] = own - sum(stages.values())
    return {"wall": wall, "cpu": own + children, "children": children, "stages": stages, "pss_mib": pss}


def sandbox(folder: Path, jobs: int) -> dict[str, Any]:
    """What one empty sandbox takes: bubblewrap, interpreter, imports."""
    from grading.sandbox import Task, available, run

    _adopt()
    available()
    before = _children_cpu()
    count = 5
    for _ in range(count):
        run(Task(folder / "release" / DAY, folder / "none", {}))
    return {"cpu": (_children_cpu() - before) / count}


def stock(folder: Path, jobs: int) -> dict[str, Any]:
    """Grade a class by nbgrader's own command."""
    from grading.nbgrader_calls import programs_on_path

    begun = time.monotonic()
    with programs_on_path():
        command = [sys.executable, "-m", "nbgrader", "autograde", DAY]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wall = time.monotonic() - begun
    graded = len(list((folder / "autograded").glob(f"*/{DAY}/*.ipynb")))
    if done.returncode or graded != NOTEBOOKS * len(list((folder / "submitted").iterdir())):
        raise SystemExit(done.stderr[-3000:])
    return {"wall": wall, "cpu": _cpu(resource.RUSAGE_CHILDREN)}


PARTS = {"ours": ours, "stock": stock, "sandbox": sandbox}


def _alone(part: str) -> Callable[[argparse.Namespace], dict[str, Any]]:
    """Make the measurement of one part on a class of its own."""

    def run(asked: argparse.Namespace) -> dict[str, Any]:
        count = {"ours": asked.trainees, "stock": min(asked.stock, asked.trainees), "sandbox": 1}[part]
        with tempfile.TemporaryDirectory() as folder:
            make_course(Path(folder) / part, count, asked.work, plugins=part != "stock")
            return {"part": part, "trainees": count, **apart(part, Path(folder) / part, asked.jobs)}

    return run


ALONE: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "marking": lambda _asked: dict(marking()),
    **{part: _alone(part) for part in PARTS},
}


class _Memory:
    """Looks now and then how much memory the largest sandbox takes, each shared page divided among its users."""

    def __init__(self) -> None:
        self._most, self._stop = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Return the most that was seen, in MiB."""
        self._stop.set()
        self._thread.join()
        return self._most

    def _look_on(self) -> None:
        from grading.sandbox.watch import below

        while not self._stop.wait(1.0):
            children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
            roots = [int(one) for task in children.parent.parent.glob("*/children") for one in task.read_text().split()]
            for root in roots:
                self._most = max(self._most, sum(map(_pss, below(root))) / 1024)


def _pss(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def _adopt() -> None:
    """Become the parent of what bubblewrap leaves when it ends, so that its time is counted here."""
    import ctypes

    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _children_cpu() -> float:
    time.sleep(0.5)
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
    return _cpu(resource.RUSAGE_CHILDREN)


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def make_course(root: Path, trainees: int, work: float, *, plugins: bool) -> None:
    """A course with one released day and a right submission of every trainee; with our plug-ins or stock."""
    from grading import config

    for name in ("source", "release", "submitted", "exchange"):
        (root / name).mkdir(parents=True)
    (root / "workspace.toml").write_text(f'course = "{COURSE}"\ncase_title = "Bench"\nlanguage = "en"\n')
    plain = f"c = get_config()\nc.CourseDirectory.course_id = {COURSE!r}\nc.Exchange.root = 'exchange'\n"
    (root / "nbgrader_config.py").write_text(config.text(COURSE) if plugins else plain)
    day = root / "source" / DAY
    day.mkdir()
    keys = root / "sealed" / "keys" / COURSE
    keys.mkdir(parents=True)
    public = {}
    for number in range(NOTEBOOKS):
        exercise = f"day04.bench{number}"
        nbformat.write(_notebook(exercise, plugins), day / f"{number}_bench.ipynb")
        about = {"title": "Links", "technique": "link chart", "points": 10, "minutes": 5, "hints": [], "form": FORM}
        public[exercise] = about
        record = {
            **{"version": 1, "course": COURSE, "exercise": exercise, "title": "Links", "technique": "link chart"},
            **{"family": "edges", "parameters": {}, "form": FORM, "points": 10},
            "paper": {"entities": [{"id": one} for one in PEOPLE]},
            **{"key": {"links": LINKS, "ignored": [], "denied": []}, "oracle": LINKS, "model_answer": ""},
        }
        (keys / f"{exercise}.json").write_text(to_json(record))
    (day / "exercises.json").write_text(to_json({"course": COURSE, "day": DAY, "exercises": public}))
    _release(root)
    for number in range(trainees):
        folder = root / "submitted" / f"trainee{number:02d}" / DAY
        shutil.copytree(root / "release" / DAY, folder)
        for file in folder.glob("*.ipynb"):
            notebook = nbformat.read(file, as_version=4)
            notebook.cells[1].source = ANSWER.replace("WORK", str(work))
            nbformat.write(notebook, file)


def _notebook(exercise: str, plugins: bool) -> NotebookNode:
    def cell(name: str, source: str, **grader: Any) -> NotebookNode:
        about = {"grade": False, "solution": False, "locked": True, "schema_version": 3, "task": False}
        role = {"setup": "given", "answer": "answer", "test": "mark"}[name]
        academy = {"role": role, "exercise": exercise} if role == "mark" else {"role": role}
        metadata = {"nbgrader": {**about, "grade_id": name, **grader}, "academy": academy}
        return nbformat.v4.new_code_cell(source, id=name, metadata=metadata)

    test = f'mark("{exercise}", links)' if plugins else f"assert links == {LINKS!r}"
    cells = [
        cell("setup", SETUP + ("from toolkit import mark" if plugins else "")),
        cell("answer", "links = None", solution=True, locked=False),
        cell("test", test, grade=True, points=10.0),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _release(root: Path) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    from grading.nbgrader_calls import load_config, programs_on_path

    settings = load_config(root)
    settings.CourseDirectory.root = str(root)
    coursedir = CourseDirectory(config=settings)
    coursedir.assignment_id = DAY
    with programs_on_path():
        GenerateAssignment(coursedir=coursedir, config=settings).start()


def marking(answers: int = 3_000) -> dict[str, float]:
    """Answers judged in one processor second, form check included, for families of small and large answers."""
    from grading.judge import judge
    from grading.marking import family

    rng = random.Random(7)
    pairs = [{"a": a, "b": b, "status": "confirmed"} for a in PEOPLE for b in PEOPLE if a < b]
    links = {"family": "edges", "form": FORM, "key": {"links": LINKS, "ignored": [], "denied": []}}
    links["paper"] = {"entities": [{"id": one} for one in PEOPLE]}
    items = [f"S{number}" for number in range(12)]
    choice = {"type": "choices", "codes": ["A", "B", "C", "X"]}
    grades = {
        "family": "choices",
        "form": choice,
        "paper": {"items": [{"id": one} for one in items]},
        "key": {"items": {one: ["ABCX"[at % 4]] for at, one in enumerate(items)}},
    }
    trials: dict[str, tuple[dict[str, Any], Callable[[], Any]]] = {
        "codes for 12 items": (grades, lambda: {one: rng.choice("ABCX") for one in items}),
        "11 links of 66 pairs": (links, lambda: rng.sample(pairs, 11)),
    }
    speeds = {}
    for name, (sealed, draw) in trials.items():
        record = {"exercise": name, "parameters": {}, **sealed}
        given = [draw() for _ in range(answers)]
        mark = family(record["family"])
        ways: dict[str, Callable[[Any], Any]] = {
            "marked": lambda answer, mark=mark, record=record: mark(answer, record["key"], paper=record["paper"]),
            "form checked and marked": lambda answer, record=record: judge(record, answer),
        }
        for way, run in ways.items():
            begun = time.process_time()
            for answer in given:
                run(answer)
            speeds[f"{name}, {way}"] = answers / (time.process_time() - begun)
    return speeds


if __name__ == "__main__":
    main()
