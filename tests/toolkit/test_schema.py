"""Record types hold at the boundary: every problem is named with its place and the valid values."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit import open_case
from toolkit.errors import CaseError, EvidenceError
from toolkit.schema import STREAMS, Case, conform, validate, write_case

CALLS = pd.DataFrame(
    {
        "call_id": ["C1", "C2"],
        "started_at": ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"],
        "duration_s": ["30", "0"],
        "caller": ["+66000", "+66001"],
        "callee": ["+66001", "+66000"],
        "kind": ["voice", "sms"],
        "imei": ["", "35"],
        "cell_id": ["K1", "K1"],
    }
)


def small_case() -> Case:
    return Case(
        {"title": "T", "as_of": "2026-01-31"}, {"calls": lambda: CALLS}, {"D001": "text"}, {"c/day01.x": {"a": 1}}
    )


def test_text_becomes_typed_columns():
    table = conform(CALLS, STREAMS["calls"])
    assert str(table["started_at"].dtype) == "datetime64[us, UTC]"
    assert table["duration_s"].dtype == "int64"
    assert table["imei"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("duration_s", "-3", "row 2: duration_s -3 is below 0"),
        ("duration_s", "a", "'a' is not a integer"),
        ("duration_s", "1.5", "1.5 is not a whole number"),
        ("started_at", "yesterday", "'yesterday' is not a time"),
        ("kind", "vioce", "did you mean 'voice'?"),
        ("caller", "", "row 2: caller is empty"),
        ("call_id", "C2", "stands on more than one row"),
    ],
)
def test_a_bad_value_is_named_with_its_place(column, value, said):
    bad = CALLS.copy()
    bad.loc[0, column] = value
    with pytest.raises(EvidenceError) as raised:
        conform(bad, STREAMS["calls"], "calls.csv")
    assert said in str(raised.value)
    assert "calls.csv" in str(raised.value)


def test_all_problems_are_collected():
    bad = CALLS.assign(duration_s=["x", "y"], kind=["q", "voice"])
    with pytest.raises(EvidenceError) as raised:
        conform(bad, STREAMS["calls"])
    assert len(raised.value.problems) == 2


def test_wrong_columns_name_the_valid_ones():
    with pytest.raises(EvidenceError, match="unknown column 'callr'; did you mean 'caller'") as raised:
        conform(CALLS.rename(columns={"caller": "callr"}), STREAMS["calls"])
    assert "missing column caller" in str(raised.value)


def test_a_dangling_reference_is_refused():
    cells = pd.DataFrame({"cell_id": ["K2"]})
    with pytest.raises(EvidenceError, match=r"cell_id 'K1' is not in cells\.cell_id"):
        validate({"calls": conform(CALLS, STREAMS["calls"]), "cells": cells}, STREAMS)


def test_every_reference_names_a_real_column():
    for record in STREAMS.values():
        assert record.key in record.names
        for column, target in record.references.items():
            other, key = target.split(".")
            assert column in record.names
            assert key in STREAMS[other].names


def test_a_case_round_trips_and_is_never_overwritten(tmp_path):
    write_case(small_case(), tmp_path / "case")
    case = open_case(tmp_path / "case")
    assert case.tables == ("calls",)
    pd.testing.assert_frame_equal(case.calls, conform(CALLS, STREAMS["calls"]))
    assert case.document("D001") == "text"
    assert case.handout("day01.x") == {"a": 1}
    before = (tmp_path / "case" / "case.json").read_bytes()
    with pytest.raises(CaseError, match="not empty"):
        write_case(small_case(), tmp_path / "case")
    assert (tmp_path / "case" / "case.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_a_failed_write_leaves_nothing(tmp_path):
    bad = Case({"as_of": "2026-01-31"}, {"calls": lambda: CALLS.drop(columns="kind")}, {})
    with pytest.raises(EvidenceError):
        write_case(bad, tmp_path / "case")
    assert list(tmp_path.iterdir()) == []


def test_missing_or_damaged_cases_say_so(tmp_path):
    with pytest.raises(CaseError, match="no case at"):
        open_case(tmp_path)
    write_case(small_case(), tmp_path / "case")
    index = tmp_path / "case" / "case.json"
    index.write_text(json.dumps({**json.loads(index.read_text()), "format": 99}))
    with pytest.raises(CaseError, match="format 99"):
        open_case(tmp_path / "case")
    index.write_text("{")
    with pytest.raises(CaseError, match="damaged"):
        open_case(tmp_path / "case")
    with pytest.raises(AttributeError, match="did you mean 'calls'"):
        small_case().call  # noqa: B018


def test_a_column_without_a_value_is_kept_in_parquet(tmp_path: Path) -> None:
    """As text or by dictionary, where nothing is coded: it has a digest like any other, and is read back empty."""
    calls = CALLS.assign(imei=pd.Series([pd.NA, pd.NA], dtype="str"))
    case = Case({"title": "T", "as_of": "2026-01-31"}, {"calls": lambda: calls}, {"D001": "text"}, {})
    write_case(case, tmp_path / "case", "parquet")
    read = open_case(tmp_path / "case").table("calls")
    assert read["imei"].isna().all()
    assert list(read["call_id"]) == ["C1", "C2"]
