"""What states report comes out as the level asks, and the gates that say so can fail, from the command line as well."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import synthetic_data
from classroom.cases import make_case
from classroom.cli import run
from synthetic_data.gates import reported
from synthetic_data.gates.gate import to_frame
from synthetic_data.truth import Truth
from toolkit.schema.case import Case


@pytest.fixture(scope="module")
def made() -> tuple[Case, Truth]:
    return synthetic_data.generate("heroin", level="expert", seed=4)


def failed(case: Case, truth: Truth) -> set[str]:
    gates = to_frame(reported.gates(case, truth))
    return set(gates["gate"][~gates["passed"].astype(bool)])


def shown(case: Case, name: str, table: pd.DataFrame) -> Case:
    return Case(case.info, {**case.loaders, name: lambda: table}, case.texts)


def test_a_strategic_case_comes_out_as_its_level_asks(made: tuple[Case, Truth]) -> None:
    assert not failed(*made)
    other = Case({**made[0].info, "level": "foundation"}, made[0].loaders, made[0].texts)
    assert "configured: returns that are filed_late" in failed(other, made[1])


def test_a_month_a_state_or_an_answer_too_few_fails(made: tuple[Case, Truth]) -> None:
    case, truth = made
    answers = case.table("questionnaire")
    full = answers.assign(answer=answers["answer"].fillna("yes"))
    assert failed(shown(case, "questionnaire", full), truth) == {"configured: items without an answer"}
    returns = case.table("returns")
    first = returns[returns["cycle"] == "monthly"].iloc[0]
    gone = (returns["state"] == first["state"]) & (returns["period"] == first["period"])
    assert "configured: months that states file" in failed(shown(case, "returns", returns[~gone]), truth)
    provisional = returns["note"].astype("str") == "provisional"
    doubled = returns.assign(value=returns["value"].where(~provisional, returns["value"] * 2))
    assert failed(shown(case, "returns", doubled), truth) == {"configured: share first reported"}


def test_gates_from_the_command_line_exit_1_where_one_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, sealed = tmp_path / "case", tmp_path / "sealed"
    make_case("wildlife", "foundation", 3, out=folder, sealed=sealed)
    asked = ["gates", str(folder), "--sealed", str(sealed), "--json"]
    assert run(asked) == 0
    assert all(row["passed"] for row in json.loads(capsys.readouterr().out))
    ledger = sealed / "truth" / "noise.csv"
    kept = [line for line in ledger.read_text("utf-8").splitlines(True) if "outdated entry" not in line]
    ledger.write_text("".join(kept), "utf-8")
    assert run(asked) == 1
    found = json.loads(capsys.readouterr().out)
    assert [row["gate"] for row in found if not row["passed"]] == ["configured: outdated entry"]
