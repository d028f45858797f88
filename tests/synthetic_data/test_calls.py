"""Call records at any size: the same whoever makes them, one call at a time, as many as asked for, read in parts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import synthetic_data
from synthetic_data.load import load_level, load_scenario
from synthetic_data.sensors import call_buckets, calls
from synthetic_data.sensors.call_buckets import SETTLED, engaged, in_order, load
from synthetic_data.world import calls as traffic
from synthetic_data.world.build import build_world
from synthetic_data.world.numbers import Directory
from synthetic_data.world.presence import Presence
from synthetic_data.world.rhythm import draw_rhythm
from toolkit.errors import ParameterError
from toolkit.schema import STREAMS, Case, read_case, validate, write_case
from toolkit.schema.parts import rows_digest

SEED = 11
SCENARIO, LEVEL = load_scenario("gms-thailand"), load_level("practitioner")
# One process: a case as digests, printed, in a world whose clock runs so many days ahead.
GOLDEN = """
import datetime, hashlib, sys, time
import synthetic_data
ahead = datetime.timedelta(days=int(sys.argv[1]))
class Like(type):
    def __instancecheck__(cls, one): return isinstance(one, cls.__mro__[1])
class Date(datetime.date, metaclass=Like):
    @classmethod
    def today(cls): return datetime.date.today() + ahead
class DateTime(datetime.datetime, metaclass=Like):
    @classmethod
    def now(cls, tz=None): return datetime.datetime.now(tz) + ahead
def later_time(real=time.time): return real() + ahead.total_seconds()
later = {datetime.date: Date, datetime.datetime: DateTime, time.time: later_time}
ours = ("synthetic_data", "toolkit", "faker")
for module in [one for name, one in sys.modules.items() if name.split(".")[0] in ours]:
    for name, value in list(vars(module).items()):
        if isinstance(value, (type, type(time.time))) and value in later:
            setattr(module, name, later[value])
case, truth = synthetic_data.generate("gms-thailand", seed=11, people=320, calls=4000)
text = "".join(case.table(name).to_csv(index=False) for name in case.tables) + "".join(case.texts.values())
text += "".join(table.to_csv(index=False) for table in truth.tables.values())
print(hashlib.sha256(text.encode()).hexdigest(), *(file.sha256 for file in case.loaders["calls"].files))
"""


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and buckets so small that a small case has several."""
    monkeypatch.setattr(traffic, "BLOCK", 3_000)
    monkeypatch.setattr(call_buckets, "BUCKET", 2_500)


def heard_of(tmp_path: Path, number: int = 12_000) -> tuple[calls.Heard, object]:
    world = build_world(SCENARIO, LEVEL, SEED, people=400, calls=number)
    return calls.observe(world, calls.Crew(tmp_path)), world


@pytest.mark.usefixtures("small_parts")
def test_parts_hold_as_many_calls_as_asked_for_in_order_of_time(tmp_path: Path) -> None:
    heard, _ = heard_of(tmp_path)
    assert len(heard.parts.files) > 3
    assert abs(heard.parts.rows - 12_000) < 5 * np.sqrt(12_000)
    table = heard.parts()
    assert table["started_at"].is_monotonic_increasing
    assert table["call_id"].tolist() == [f"T{number:05d}" for number in range(1, len(table) + 1)]
    seen = heard.seen.set_index("number")
    assert table["caller"].value_counts().to_dict() == seen["called"][seen["called"] > 0].to_dict()
    first = pd.concat([table.set_index(end)["started_at"] for end in ("caller", "callee")]).groupby(level=0).min()
    assert (first.reindex(seen.index) == seen["first_at"].astype(first.dtype)).all()
    kept = table.dropna(subset="imei")
    days = kept["started_at"].dt.date.groupby(kept["caller"]).nunique()
    assert seen["days"][seen["days"] > 0].sort_index().tolist() == days.sort_index().tolist()


@pytest.mark.usefixtures("small_parts")
def test_nobody_speaks_twice_at_once_or_from_custody_or_after_an_arrest(tmp_path: Path) -> None:
    heard, world = heard_of(tmp_path, 40_000)
    rows = [load(file, SETTLED) for file in heard.buckets]
    took = pd.DataFrame({name: np.concatenate([row[name] for row in rows]) for name, _ in SETTLED})
    spoken = took[took["length"] > 0]
    ends = pd.concat([spoken.rename(columns={"out": "line"}), spoken.rename(columns={"into": "line"})])
    ends = ends.sort_values(["line", "when"])
    before = (ends["when"] + ends["length"]).groupby(ends["line"]).shift()
    assert not (ends["when"] < before).any()
    people = set(world.table("people")["person_id"])
    mine = heard.took_place(people)
    assert len(mine) == len(took)
    assert mine["started_at"].is_monotonic_increasing
    arrested = world.table("arrests").set_index("person_id")["arrested_at"]
    assert not (mine["started_at"] > mine["caller_id"].map(arrested)).any()
    held = world.table("custody").query("journey_id == ''").set_index("person_id")["held_at"]
    since = mine["started_at"] - mine["caller_id"].map(held)
    assert not since.between(pd.Timedelta(0), pd.Timedelta(hours=6), inclusive="left").any()


@pytest.mark.usefixtures("small_parts")
def test_a_killed_run_goes_on_and_ends_in_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, world = heard_of(tmp_path / "whole")
    write, done = calls.write, []

    def stopped(plan: object, bucket: int) -> object:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(bucket)
        return write(plan, bucket)

    stopped.__name__ = "write"
    monkeypatch.setattr(calls, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        calls.observe(world, calls.Crew(tmp_path / "again"))
    monkeypatch.setattr(calls, "write", write)
    again = calls.observe(world, calls.Crew(tmp_path / "again"))
    assert [file.sha256 for file in again.parts.files] == [file.sha256 for file in whole.parts.files]


@pytest.mark.parametrize("form", ["csv", "parquet", None])
@pytest.mark.usefixtures("small_parts")
def test_a_case_reads_the_same_in_every_format(tmp_path: Path, form: str | None) -> None:
    heard, _ = heard_of(tmp_path / "spool")
    case = Case({"as_of": "2026-01-31"}, {"calls": heard.parts}, {})
    write_case(case, tmp_path / "case", form)
    back = read_case(tmp_path / "case")
    assert (tmp_path / "case" / "evidence" / "calls.csv").is_file() == (form == "csv")
    pd.testing.assert_frame_equal(back.calls, heard.parts())
    assert back.rows("calls") == back.scan("calls").count_rows() == len(back.calls)
    joined = pd.concat(back.frames("calls", ["call_id"]))
    assert joined["call_id"].tolist() == back.calls["call_id"].tolist()


@pytest.mark.usefixtures("small_parts")
def test_links_are_found_part_by_part(tmp_path: Path) -> None:
    heard, _ = heard_of(tmp_path)
    table = heard.parts()
    busiest = pd.concat([table["caller"], table["callee"]]).value_counts().index[:40]
    holder = {number: f"N{at:03d}" for at, number in enumerate(busiest)}
    found = heard.between(holder, 3)
    ends = pd.DataFrame({end: table[end].map(holder) for end in ("caller", "callee")}).dropna()
    wanted: dict[tuple[str, str], list[str]] = {}
    for at, a, b in ends.itertuples():
        wanted.setdefault((min(a, b), max(a, b)), []).append(table["call_id"][at])
    assert found == {pair: records[:3] for pair, records in wanted.items()}


def test_an_engaged_line_takes_no_call_but_a_text() -> None:
    when = np.array([0, 5, 5, 5, 60, 61])
    out, into = np.array([0, 2, 3, 0, 1, 4]), np.array([1, 1, 1, 5, 0, 2])
    length = np.array([60, 10, 0, 0, 10, 5])
    # 2 calls 1 in vain, 3 reaches 1 by text, 0 can't text while speaking, 1 and 0 are free again at 60
    assert engaged(when, out, into, length).tolist() == [False, True, False, True, False, False]


def test_engaged_is_what_going_through_the_calls_one_by_one_finds() -> None:
    rng = np.random.default_rng(3)
    when = np.sort(rng.integers(0, 3_000, 4_000)).astype(np.int32)
    out = rng.integers(0, 400, len(when))
    into = (out + rng.integers(1, 400, len(when))) % 400
    length = np.where(rng.random(len(when)) < 0.7, rng.integers(1, 600, len(when)), 0).astype(np.uint16)
    until: dict[int, int] = {}
    wanted = []
    for at, one, other, spoken in zip(when, out, into, length, strict=True):
        ends = (one, other) if spoken else (one,)
        wanted.append(any(until.get(end, 0) > at for end in ends))
        until |= {end: max(until.get(end, 0), at + int(spoken)) for end in ends}
    assert engaged(when, out, into, length).tolist() == wanted


@pytest.mark.parametrize("most", [[99, 500, 7], [99, 1 << 40, 1 << 30]])
def test_rows_are_put_in_order_whether_they_fit_into_a_word_or_not(most: list[int]) -> None:
    rng = np.random.default_rng(4)
    columns = [rng.integers(0, bound + 1, 3_000) for bound in most]
    columns[1] = columns[1][columns[0]]  # many rows alike in two columns
    wanted = sorted(zip(*(column.tolist() for column in columns), strict=True))
    assert list(zip(*(column.tolist() for column in in_order(columns, most)), strict=True)) == wanted


STRETCHES = ((0, 99_999), (40_000, 41_000), (3_000, 90_000))


@pytest.mark.parametrize(("first", "last"), STRETCHES)
def test_places_over_a_stretch_of_time_are_those_found_one_by_one(first: int, last: int) -> None:
    rng = np.random.default_rng(5)
    names = [f"P{at:03d}" for at in range(60)]
    stays = [(names[who], int(when), f"X{place}") for who, when, place in rng.integers(0, (40, 100_000, 9), (400, 3))]
    presence = Presence(dict.fromkeys(names, "home"), stays)
    who, when = rng.integers(0, len(names), 20_000), rng.integers(first, last + 1, 20_000)
    assert (presence.grid(first, last).at(who, when) == presence.codes(who, when)).all()


@pytest.mark.parametrize(("first", "last"), STRETCHES)
def test_numbers_over_a_stretch_of_time_are_those_found_one_by_one(first: int, last: int) -> None:
    rng = np.random.default_rng(6)
    rows = []
    for person in range(60):
        for slot in range(int(rng.integers(1, 3))):
            cuts = np.sort(rng.choice(100_000, 2 * int(rng.integers(1, 4)), replace=False))
            rows += [(f"P{person:03d}", slot, int(a), int(b)) for a, b in cuts.reshape(-1, 2)]
    numbers = pd.DataFrame(rows, columns=["person_id", "slot", "first", "last"]).sample(frac=1, random_state=1)
    numbers = numbers.reset_index(drop=True)
    directory = Directory(numbers, {f"P{person:03d}": person for person in range(60)})
    who, second, when = (rng.integers(low, high, 3_000) for low, high in ((0, 60), (0, 2), (first, last + 1)))
    found = directory.rows(who, second, when)
    for person, slot, at, row in zip(who, second, when, found, strict=True):
        in_use = numbers[(numbers["person_id"] == f"P{person:03d}") & (numbers["first"] <= at) & (at < numbers["last"])]
        mine = in_use[in_use["slot"] == slot]
        wanted = mine if len(mine) else in_use[in_use["slot"] == 0]
        assert [row] == (list(wanted.index) or [-1])
    steady = directory.steady(first, last)[who * 2 + second]
    assert (steady[steady >= 0] == found[steady >= 0]).all()
    assert (directory.user == numbers["person_id"].str[1:].astype(int)).all()


def test_callers_keep_their_own_clock() -> None:
    window = (SCENARIO["window"]["start"], SCENARIO["window"]["end"])
    rhythm = draw_rhythm(SCENARIO["calls"], window, np.array([7.0]), np.array([-5.0]), np.array([0.5]))
    rng = np.random.default_rng(1)
    pair: np.ndarray = np.zeros(40_000, dtype=np.int64)
    when = rhythm.times(pair, rng.random(40_000))
    first = rhythm.caller_is_first(pair, when, rng.random(40_000))
    for mine, offset in ((first, 7), (~first, -5)):
        local = (when[mine] // 3600 + offset) % 24
        expected = np.array(SCENARIO["calls"]["hours"]) / np.sum(SCENARIO["calls"]["hours"])
        assert np.abs(np.bincount(local, minlength=24) / len(local) - expected).max() < 0.01


def test_more_calls_than_lines_can_carry_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"300 people cannot make more than about .* more people"):
        synthetic_data.generate("gms-thailand", seed=1, people=300, calls=900_000_000)
    with pytest.raises(ParameterError, match="journeys alone"):
        build_world(SCENARIO, LEVEL, SEED, people=640, calls=50)


def test_equal_rows_have_equal_digests_however_they_are_stored(tmp_path: Path) -> None:
    heard, _ = heard_of(tmp_path, 6_000)
    (file,) = heard.parts.files
    table = heard.parts.dataset().to_table()
    assert rows_digest(table, "call_id") == file.sha256
    assert rows_digest(table.slice(1), "call_id") != file.sha256
    validate({"calls": heard.parts()}, STREAMS)


def test_a_seed_means_the_same_under_any_clock_zone_and_hash_seed() -> None:
    shown = []
    for zone, hashing, ahead in (("UTC", "0", "0"), ("Pacific/Auckland", "1", "400")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": hashing}
        command = [sys.executable, "-c", GOLDEN, ahead]
        shown.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert shown[0] == shown[1]


@pytest.mark.parametrize("how", ["processes", "dask"])
def test_processes_and_dask_make_the_same(tmp_path: Path, how: str) -> None:
    world = build_world(SCENARIO, LEVEL, SEED, people=2_000, calls=900_000)
    alone = calls.observe(world, calls.Crew(tmp_path / "alone"))
    assert len(alone.parts.files) > 1
    if how == "processes":
        shared = calls.observe(world, calls.Crew(tmp_path / "shared", workers=2))
    else:
        distributed = pytest.importorskip("distributed")
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            shared = calls.observe(world, calls.Crew(tmp_path / "shared", scheduler=cluster.scheduler_address))
    assert [file.sha256 for file in shared.parts.files] == [file.sha256 for file in alone.parts.files]
    assert shared.seen.equals(alone.seen)


def test_a_scheduler_that_does_not_answer_is_one_line() -> None:
    with pytest.raises(ParameterError, match="no Dask scheduler answers"):
        synthetic_data.generate("gms-thailand", seed=1, scheduler="nowhere")
