"""How hard every day of the operational course is, at each level: reference solutions, blank notebooks, copied answers.

Each case is made by its seed, each of its days released through nbgrader, run as trainees receive it and with the
lesson's own solution, and scored against the sealed keys. What is finished is kept, and measured again only where
code, lesson or case changed. Writes docs/difficulty.md and benchmarks/difficulty.json.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from benchmarks.difficulty_case import measure
from benchmarks.difficulty_page import PAGE, page, rows, shown, summary
from classroom.courses import read_course
from classroom.forked import load
from toolkit.errors import AcademyError

COURSE = "operational_10day"
SCENARIOS = ("gms-thailand", "china-viet-nam-eu-us", "south-asia-oceania-canada")
LEVELS = ("foundation", "practitioner", "expert")
SEEDS = (1, 2, 3)
EXAMPLES = """examples:
  python -m benchmarks.difficulty                                       all, 25 minutes of a processor
  python -m benchmarks.difficulty --quick --day day08 --level expert    one day at one level, printed alone
  python -m benchmarks.difficulty --scenario gms-thailand --seed 7 --seed 8         other cases
  python -m benchmarks.difficulty --jobs 2 --work work/difficulty       two cases at a time, kept there
"""
Spot = tuple[str, str, int]


def main() -> None:
    """Measure, print, and write JSON and page where the whole was measured."""
    asked = words().parse_args()
    course = read_course(COURSE)
    built = course.built_days()
    days = [course.find_day(name) for name in asked.day] if asked.day else built
    scenarios, levels = asked.scenario or list(SCENARIOS), asked.level or list(LEVELS)
    seeds = asked.seed or list(SEEDS)
    spots = [(scenario, level, seed) for seed in seeds for scenario in scenarios for level in levels]
    load()
    found: dict[Spot, dict[str, Any]] = {}
    began = time.monotonic()
    for done, (spot, held) in enumerate(measured(spots, course, days, asked), start=1):
        found[spot] = held
        left = (time.monotonic() - began) / done * (len(spots) - done) / 60
        marks = " ".join(f"{day[3:5]}:{one['mark']:.2f}" for day, one in sorted(held.items()))
        print(f"[{done}/{len(spots)}] {' '.join(map(str, spot))}  {marks}  about {left:.0f} min left", flush=True)
    table = rows(found, asked.work, course)
    figures = summary(table)
    print(shown(figures))
    all_levels = levels == list(LEVELS) and set(SCENARIOS) <= set(scenarios) and days == built
    if asked.write or (all_levels and len(seeds) >= len(SEEDS) and not asked.quick):
        asked.out.write_text(json.dumps({"cases": table, "days": figures}, indent=1) + "\n", "utf-8")
        PAGE.write_text(page(table, figures), "utf-8", newline="\n")
    if any(one["faults"] for one in figures):
        sys.exit(1)


def words() -> argparse.ArgumentParser:
    """The words of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scenario", action="append", help=f"again for more; left out: {', '.join(SCENARIOS)}")
    parser.add_argument("--level", action="append", choices=LEVELS, help="again for more; left out: all three")
    parser.add_argument("--seed", action="append", type=int, help=f"again for more; left out: {SEEDS}")
    parser.add_argument("--day", action="append", help="such as day08; again for more; left out: every built day")
    parser.add_argument("--jobs", type=int, default=1, help="cases at a time (default 1)")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "academy-difficulty",
        help="where cases and finished measurements are kept (default: %(default)s)",
    )
    parser.add_argument("--quick", action="store_true", help="the reference solutions alone, without blank notebooks")
    parser.add_argument("--write", action="store_true", help="write page and JSON, though a part alone was measured")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    return parser


def measured(
    spots: list[Spot], course: Any, days: list[str], asked: argparse.Namespace
) -> Iterator[tuple[Spot, Mapping[str, Any]]]:
    """Yield each case with its days as soon as it is measured; a case that cannot be made is said and left out."""
    jobs, work, quick = asked.jobs, asked.work, asked.quick
    if jobs == 1:
        for spot in spots:
            try:
                yield spot, measure(*spot, course, days, work, quick)
            except AcademyError as error:
                print(f"{spot}: {error}", file=sys.stderr)
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as crew:
        waiting = {crew.submit(measure, *spot, course, days, work, quick): spot for spot in spots}
        for one in as_completed(waiting):
            try:
                yield waiting[one], one.result()
            except AcademyError as error:
                print(f"{waiting[one]}: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
