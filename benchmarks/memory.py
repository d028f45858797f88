"""Peak resident memory of a whole case against its call records: `python -m benchmarks.memory`.

Each size runs in a process of its own, all steps from the world to the gates and both folders.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.page import rewrite, table
from classroom.cases import make_case

LIMIT_GIB = 2.0
_KIB_IN_GIB = 1 << 20


def main() -> None:
    """Measure every size asked for, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, nargs="+", default=[200_000, 2_000_000, 20_000_000])
    words.add_argument("--folder", type=Path, help="where the cases are made for the time being; about 40 bytes a row")
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    words.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, asked.folder)))
        return
    found = []
    for rows in asked.rows:
        command = [sys.executable, "-m", "benchmarks.memory", "--one", str(rows)]
        command += ["--folder", str(asked.folder)] if asked.folder else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found.append(json.loads(done.stdout))
        print(found[-1], flush=True)
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    lines = [
        (f"{one['rows']:,}", f"{one['people']:,}", str(one["parts"]), f"{one['gib']:.2f}", f"{one['seconds']:,.0f}")
        for one in found
    ]
    text = table(("call records", "people", "parts", "peak GiB", "processor s"), lines)
    rewrite("memory", text)
    print(text)


def measure(rows: int, folder: Path | None) -> dict[str, Any]:
    """Make one case in this process and return what it took."""
    step = ""

    def say(name: str, share: float) -> None:
        nonlocal step
        if name != step:
            print(f"{rows:,}: {name}, peak so far {_peak():.2f} GiB, {time.process_time():.0f} s", file=sys.stderr)
            step = name

    with tempfile.TemporaryDirectory(dir=folder) as place:
        out, sealed = Path(place) / "case", Path(place) / "sealed"
        made = make_case("gms-thailand", "practitioner", 7, out=out, sealed=sealed, calls=rows, progress=say)
        people = sum(1 for _ in (sealed / "truth" / "people.csv").open(encoding="utf-8")) - 1
        parts = len(list((out / "evidence" / "calls").glob("part-*.parquet")))
    return {
        "rows": made.rows["calls"],
        "people": people,
        "parts": parts,
        "gib": round(_peak(), 2),
        "seconds": round(time.process_time(), 1),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_IN_GIB


if __name__ == "__main__":
    main()
