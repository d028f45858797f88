"""A class-size case from nothing to both folders, seconds by step: `python -m benchmarks.case`."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from benchmarks.page import rewrite, table
from classroom.cases import make_case

PEOPLE, CALLS, LIMIT = 2_000, 200_000, 15.0


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seed", type=int, default=7)
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    steps: dict[str, float] = {}
    begun, last, step = time.monotonic(), time.process_time(), "start"

    def say(name: str, share: float) -> None:
        nonlocal last, step
        now = time.process_time()
        steps[step] = steps.get(step, 0.0) + now - last
        last, step = now, name

    with tempfile.TemporaryDirectory() as folder:
        made = make_case(
            "gms-thailand",
            "practitioner",
            asked.seed,
            out=Path(folder) / "case",
            sealed=Path(folder) / "sealed",
            people=PEOPLE,
            calls=CALLS,
            progress=say,
        )
    found = {
        "people": PEOPLE,
        "calls": made.rows["calls"],
        "documents": made.documents,
        "exercises": len(made.exercises),
        "processor_seconds": round(sum(steps.values()), 2),
        "wall_seconds": round(time.monotonic() - begun, 2),
        "steps": {name: round(seconds, 2) for name, seconds in steps.items() if seconds >= 0.05},
    }
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    rows = [(name, f"{seconds:.1f}") for name, seconds in found["steps"].items()]
    rows.append(("**in all**", f"**{found['processor_seconds']:.1f}** (limit {LIMIT:g})"))
    size = (
        f"{PEOPLE:,} people, {found['calls']:,} calls, {found['documents']} documents, {found['exercises']} exercises; "
        f"{found['wall_seconds']:.1f} s by the clock of a machine that did other work besides"
    )
    text = table(("step", "processor s"), rows) + "\n\n" + size
    rewrite("case", text)
    print(text)


if __name__ == "__main__":
    main()
