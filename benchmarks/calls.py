"""Call records into Parquet, rows a second: this generator, naive Faker and Mimesis a row, and pyarrow's write alone.

One run, one machine, one process, processor time: `python -m benchmarks.calls`. The generator and pyarrow take turns,
and of each the median of the rounds counts. Writes benchmarks/calls.json and the table of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import faker
import mimesis
import mimesis.locales
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.page import rewrite, table
from synthetic_data import load
from synthetic_data.sensors.call_parts import WRITING
from synthetic_data.sensors.calls import Crew, observe
from synthetic_data.world.build import build_world
from synthetic_data.world.model import World

TARGETS = {"faker": 50.0, "mimesis": 15.0}
SLOWEST_BESIDE_PYARROW = 3.0
ROUNDS = 5


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=5_000_000, help="rows of the generator and of pyarrow")
    words.add_argument("--naive", type=int, default=30_000, help="rows of Faker and Mimesis")
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), asked.rows, asked.naive)
    asked.out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    rewrite("calls", shown(found))
    print(shown(found))


def measure(folder: Path, rows: int, naive: int) -> dict[str, Any]:
    """Return seconds and rows of each way."""
    world = build_world(
        load.load_scenario("gms-thailand"), load.load_level("practitioner"), 1, people=4_000, calls=rows
    )
    turns = [one_round(world, folder / f"round-{number}") for number in range(ROUNDS)]
    made = turns[0][0]
    return {
        "generator": {"rows": made, "seconds": statistics.median(ours for _, ours, _ in turns)},
        "pyarrow": {"rows": made, "seconds": statistics.median(theirs for _, _, theirs in turns)},
        "faker": by_row(faker_row(), naive, folder),
        "mimesis": by_row(mimesis_row(), naive, folder),
    }


def one_round(world: World, spool: Path) -> tuple[int, float, float]:
    """Return rows, and the seconds of the generator and of pyarrow, which writes the same rows in the same layout."""
    spool.mkdir()
    start = time.process_time()
    heard = observe(world, Crew(spool))
    ours = time.process_time() - start
    theirs = 0.0
    for file in heard.parts.files:
        # dictionaries as they are in memory before they are written, so that pyarrow has no more to do than we have
        held = pq.read_table(file.path, read_dictionary=WRITING["use_dictionary"])
        start = time.process_time()
        pq.write_table(held, spool / "again.parquet", **WRITING)
        theirs += time.process_time() - start
    shutil.rmtree(spool)
    return heard.parts.rows, ours, theirs


def by_row(row: Callable[[], dict[str, Any]], rows: int, folder: Path) -> dict[str, float]:
    """Time a library that makes one row after the other, and the write."""
    start = time.process_time()
    pq.write_table(pa.Table.from_pylist([row() for _ in range(rows)]), folder / "naive.parquet", compression="zstd")
    return {"rows": rows, "seconds": time.process_time() - start}


def faker_row() -> Callable[[], dict[str, Any]]:
    """Return what most people would write first: the same columns with Faker."""
    fake = faker.Faker("en_US")
    fake.seed_instance(1)
    first, last = datetime(2025, 10, 1), datetime(2026, 3, 31)
    return lambda: {
        "call_id": fake.bothify("T#########"),
        "started_at": fake.date_time_between(first, last),
        "duration_s": fake.random_int(0, 7200),
        "caller": fake.msisdn(),
        "callee": fake.msisdn(),
        "kind": fake.random_element(("voice", "sms")),
        "imei": fake.numerify("###############"),
        "cell_id": fake.bothify("C###"),
    }


def mimesis_row() -> Callable[[], dict[str, Any]]:
    """Return the same columns with Mimesis."""
    made = mimesis.Generic(mimesis.locales.Locale.EN, seed=1)
    rng = random.Random(1)
    return lambda: {
        "call_id": made.random.generate_string_by_mask("T#########"),
        "started_at": datetime(2025, 10, 1) + timedelta(seconds=rng.randrange(15_724_800)),
        "duration_s": made.numeric.integer_number(0, 7200),
        "caller": made.person.phone_number("+###########"),
        "callee": made.person.phone_number("+###########"),
        "kind": made.random.choice(("voice", "sms")),
        "imei": made.code.imei(),
        "cell_id": made.random.generate_string_by_mask("C###"),
    }


def shown(found: dict[str, Any]) -> str:
    """Return the table of the page."""
    speed = {name: one["rows"] / one["seconds"] for name, one in found.items()}
    said = {
        "generator": "this generator: drawn, one call at a time on each line, noise, numbered, digested, written",
        "pyarrow": "pyarrow writing the same rows from memory",
        "mimesis": "Mimesis, a row at a time, written",
        "faker": "Faker, a row at a time, written",
    }
    rows = []
    for name, what in said.items():
        ratio = speed["generator"] / speed[name]
        target = {
            "generator": "",
            "pyarrow": f"at least 1/{SLOWEST_BESIDE_PYARROW:g}",
            **{peer: f"at least {least:g}" for peer, least in TARGETS.items()},
        }[name]
        rows.append((what, f"{found[name]['rows']:,}", f"{speed[name]:,.0f}", f"{ratio:.2f}", target))
    return table(("way", "rows", "rows/s", "generator is x times as fast", "target"), rows)


if __name__ == "__main__":
    main()
