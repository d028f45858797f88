"""Making a case: both folders or neither, nothing overwritten, the seed on the sealed side alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import classroom.cases
import synthetic_data
from classroom.cases import check_pair, make_case
from grading.exercises import course_names, load_course
from toolkit import open_case
from toolkit.errors import CaseError, GateError

SEED = 20260417
MadeCase = Callable[[int], tuple[Path, Path]]


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_case_and_its_seal_hold_every_exercise(made_case: MadeCase) -> None:
    case, sealed = made_case(SEED)
    opened = open_case(case)
    for name in course_names():
        for exercise in load_course(name).exercises:
            key = json.loads((sealed / "keys" / name / f"{exercise.id}.json").read_text("utf-8"))
            assert opened.handout(f"{name}/{exercise.id}") == key["paper"]
    people = pd.read_csv(sealed / "truth" / "people.csv")
    assert {"person_id", "role", "is_member"} <= set(people.columns)
    assert 30 <= people["is_member"].sum() <= 60
    assert (~people["is_member"]).sum() >= 500
    assert sealed.stat().st_mode & 0o077 == 0


def test_the_open_side_holds_no_seed_and_no_key(made_case: MadeCase) -> None:
    case, sealed = made_case(SEED)
    text = b"\n".join(path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file())
    assert str(SEED).encode() not in text
    assert b'"oracle"' not in text
    assert b'"key"' not in text
    truth = json.loads((sealed / "truth" / "truth.json").read_text("utf-8"))
    assert truth["seed"] == str(SEED)


def test_same_seed_same_bytes(made_case: MadeCase, tmp_path: Path) -> None:
    case, sealed = made_case(SEED)
    make_case("gms-thailand", "practitioner", SEED, out=tmp_path / "case", sealed=tmp_path / "sealed")
    assert digests(tmp_path / "case") == digests(case)
    assert digests(tmp_path / "sealed") == digests(sealed)


def test_a_sealed_folder_belongs_to_one_case(made_case: MadeCase) -> None:
    case, sealed = made_case(SEED)
    check_pair(case, sealed)
    with pytest.raises(CaseError, match="another case"):
        check_pair(made_case(SEED + 1)[0], sealed)


@pytest.fixture
def generated(made_case: MadeCase, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """`synthetic_data.generate` gives the shared case at once; the list holds the seeds it was asked for."""
    from synthetic_data.truth import read_truth

    case, sealed = made_case(SEED)
    asked: list[int] = []

    def generate(scenario: str, *, seed: int, **_: object) -> tuple[object, object]:
        asked.append(seed)
        return open_case(case), read_truth(sealed)

    monkeypatch.setattr(synthetic_data, "generate", generate)
    return asked


def test_a_seed_left_out_is_drawn_afresh(generated: list[int], tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_case("gms-thailand", out=tmp_path / name, sealed=tmp_path / f"{name}-sealed")
    assert generated[0] != generated[1]
    assert max(generated) > 2**64


def test_a_second_write_that_fails_leaves_no_half_case(
    generated: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(case: Path) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(classroom.cases, "case_digest", failing)
    with pytest.raises(OSError, match="disk full"):
        make_case("gms-thailand", seed=1, out=tmp_path / "case", sealed=tmp_path / "sealed")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_gate_writes_nothing(generated: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gates = pd.DataFrame([{"gate": "density", "passed": False, "value": 0.9, "limit": "0.1", "detail": ""}])
    monkeypatch.setattr(synthetic_data, "check", lambda case, truth: gates)
    with pytest.raises(GateError, match=r"density 0\.9"):
        make_case("gms-thailand", seed=1, out=tmp_path / "case", sealed=tmp_path / "sealed")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("out", "sealed"), [("a", "a"), ("a", "a/b"), ("a/b", "a")])
def test_folders_must_stand_apart(out: str, sealed: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="inside one another"):
        make_case("gms-thailand", seed=1, out=tmp_path / out, sealed=tmp_path / sealed)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "sealed").mkdir()
    (tmp_path / "sealed" / "mine").write_text("kept", "utf-8")
    with pytest.raises(CaseError, match="not empty"):
        make_case("gms-thailand", seed=1, out=tmp_path / "case", sealed=tmp_path / "sealed")
    assert (tmp_path / "sealed" / "mine").read_text("utf-8") == "kept"
    assert not (tmp_path / "case").exists()


def test_a_refused_case_is_drawn_again_with_another_seed(
    generated: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = iter([True, True, False])

    monkeypatch.setattr(classroom.cases, "derive_keys", lambda case, truth, curriculum, progress: {})

    def require(case: object, truth: object) -> None:
        if next(refusals):
            raise GateError("the case fails a gate")

    monkeypatch.setattr(classroom.cases, "require_gates", require)
    make_case("gms-thailand", seed=lambda attempt: 100 + attempt, out=tmp_path / "case", sealed=tmp_path / "sealed")
    assert generated == [100, 101, 102]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "sealed"]


def test_a_practice_case_carries_its_answers_openly_and_says_so(generated: list[int], tmp_path: Path) -> None:
    made = make_case("gms-thailand", out=tmp_path / "case", sealed=None)
    assert open_case(tmp_path / "case").info["practice"] is True
    assert made.sealed == tmp_path / "case" / "answers"
    check_pair(tmp_path / "case", made.sealed)
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_the_command_asks_for_one_place_of_the_answers_and_for_whom_an_assessed_case_is(tmp_path: Path) -> None:
    from classroom.cli import run

    case, secret = str(tmp_path / "case"), str(tmp_path / "secret")
    assert run(["secret", secret]) == 0
    for wrong in (
        ["--out", case],
        ["--out", case, "--sealed", case + "s", "--practice"],
        ["--out", case, "--practice", "--cohort", "2026-11"],
        ["--out", case, "--practice", "--secret", secret, "--course", "operational"],
        ["--out", case, "--practice", "--secret", secret, "--course", "astrology", "--cohort", "a"],
        ["--out", case, "--practice", "--secret", secret, "--seed", "3", "--course", "operational", "--cohort", "a"],
    ):
        assert run(["generate", *wrong]) == 2
    assert not (tmp_path / "case").exists()


def test_an_assessed_case_is_the_same_for_a_cohort_and_another_for_the_next(
    generated: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classroom.cli import run

    monkeypatch.setattr(classroom.cases, "require_gates", lambda case, truth: None)
    monkeypatch.setattr(classroom.cases, "derive_keys", lambda case, truth, curriculum, progress: {})
    secret = str(tmp_path / "secret")
    assert run(["secret", secret]) == 0
    for number, cohort in enumerate(("2026-11", "2026-11", "2026-12")):
        out, sealed = str(tmp_path / f"c{number}"), str(tmp_path / f"s{number}")
        said = ["--secret", secret, "--course", "operational", "--cohort", cohort]
        assert run(["generate", "--out", out, "--sealed", sealed, *said]) == 0
    assert generated[0] == generated[1] != generated[2]
