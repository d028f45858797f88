"""Keys of a case with more calls than memory holds: derived on an extract, they are those of the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from classroom.courses import CURRICULUM
from grading import extract as extracts
from grading.exercises import load_course
from grading.keys.store import derive_course
from synthetic_data.truth import read_truth
from toolkit.schema import read_case, write_case

# What these ask of numbers that aren't attributed is who uses them, and the extract offers others to ask about.
OTHERS = {"operational_10day/day06.attributions", "operational_10day/day09.gaps"}


def test_an_extract_of_the_calls_gives_the_keys_of_the_whole(
    made_case: Callable[[], tuple[Path, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, sealed = made_case()
    case, truth = read_case(folder), read_truth(sealed)
    write_case(case, tmp_path / "case", "parquet")
    large = read_case(tmp_path / "case")
    assert extracts.extract(large) is large
    monkeypatch.setattr(extracts, "LONG", 1_000)
    held = extracts.extract(large)
    assert len(held.table("calls")) < large.rows("calls") == held.rows("calls")
    course = load_course("operational_10day", CURRICULUM)
    whole, part = (derive_course(course, one, truth) for one in (case, held))
    assert {name for name in whole if whole[name] != part[name]} <= OTHERS


def test_an_extract_counts_the_whole_up_to_its_day(
    made_case: Callable[[], tuple[Path, Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(made_case()[0])
    write_case(case, tmp_path / "case", "parquet")
    monkeypatch.setattr(extracts, "LONG", 1_000)
    held = extracts.extract(read_case(tmp_path / "case"))
    day = date.fromisoformat(case.info["window"][0]) + pd.Timedelta(days=30)
    shown = extracts.up_to(held, {"info": held.info, "loaders": held.loaders, "texts": held.texts}, day)
    assert shown.rows("calls") == (case.table("calls")["started_at"] < pd.Timestamp(day, tz="UTC")).sum()
    assert shown.rows("transfers") == case.rows("transfers")
