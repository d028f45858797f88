"""Make a case: generate it, derive every course's papers and keys, check its gates, write both folders or neither."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import synthetic_data
from classroom.courses import CURRICULUM
from grading.exercises import course_names, load_course
from grading.keys.store import derive_course, write_keys
from synthetic_data.seeds import LIMIT, draw_seed
from synthetic_data.truth import Truth, write_truth
from toolkit.errors import CaseError, GateError, ParameterError
from toolkit.schema import Case, read_case, write_case
from toolkit.schema.store import to_json

SEAL = "sealed.json"
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class MadeCase:
    """What was made, without its secret: folders, title, rows of each table, documents, exercises with keys."""

    folder: Path
    sealed: Path
    title: str
    rows: dict[str, int]
    documents: int
    exercises: tuple[str, ...]


def make_case(
    scenario: str,
    level: str = "practitioner",
    seed: int | None = None,
    *,
    out: Path,
    sealed: Path,
    language: str = "en",
    people: int | None = None,
    window: tuple[str, str] | None = None,
    progress: Progress | None = None,
    curriculum: Path = CURRICULUM,
) -> MadeCase:
    """Make one case in `out` and its truth and keys in `sealed`.

    Parameters
    ----------
    seed : master seed in [0, 2**128), or None for a fresh secret one; it is written to the sealed folder alone
    people : number of people in the world, or None for the scenario's own
    window : first and last day, "2026-01-01", or None for the scenario's own
    progress : called with the name of a step and the share done, 0 to 1

    Both folders must be new or empty, and neither inside the other: raises CaseError before anything is made.
    Raises ParameterError for an unknown scenario, level or language, GateError where the case fails a release gate.
    """
    check_targets(out, sealed)
    if seed is not None and not 0 <= seed < LIMIT:
        raise ParameterError("the seed lies outside 0 .. 2**128 - 1; leave it out to draw a fresh one")
    say = progress or (lambda step, share: None)
    size: dict[str, Any] = {}
    if people is not None:
        size["people"] = people
    if window is not None:
        size["window"] = window
    case, truth = synthetic_data.generate(
        scenario,
        level=level,
        seed=draw_seed() if seed is None else seed,
        language=language,
        progress=lambda step, share: say(step, 0.7 * share),
        **size,
    )
    keys = derive_keys(case, truth, curriculum, lambda step, share: say(step, 0.7 + 0.1 * share))
    say("release gates", 0.8)
    require_gates(case, truth)
    say("writing", 0.9)
    write_pair(case, truth, keys, out, sealed)
    say("written", 1.0)
    return MadeCase(
        folder=out,
        sealed=sealed,
        title=str(case.info.get("title", "")),
        rows={name: len(case.table(name)) for name in case.tables},
        documents=len(case.texts),
        exercises=tuple(keys),
    )


def check_targets(out: Path, sealed: Path) -> None:
    """Check that both folders are new or empty and apart; raise CaseError if not."""
    for folder in (out, sealed):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CaseError(f"{folder} exists and is not empty; name a new folder (nothing was written)")
    one, other = out.resolve(), sealed.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise CaseError(f"{sealed} and {out} lie inside one another; the sealed folder must stand apart from the case")


def derive_keys(
    case: Case, truth: Truth, curriculum: Path = CURRICULUM, progress: Progress | None = None
) -> dict[str, dict[str, Any]]:
    """Derive every exercise of the case's courses: add its paper to `case.handouts`, return the sealed keys by full id.

    `courses` of `case.info` names the courses that the scenario serves; all of them where it names none.
    """
    keys: dict[str, dict[str, Any]] = {}
    served = case.info.get("courses")
    names = [name for name in course_names(curriculum) if served is None or name in served]
    for done, name in enumerate(names, start=1):
        keys |= derive_course(load_course(name, curriculum), case, truth)
        if progress:
            progress("papers and keys", done / len(names))
    case.handouts.update({name: key["paper"] for name, key in keys.items()})
    return keys


def require_gates(case: Case, truth: Truth) -> None:
    """Raise GateError naming every release gate that the case fails."""
    gates = synthetic_data.check(case, truth)
    failed = gates[~gates["passed"].astype(bool)]
    if len(failed):
        listed = "; ".join(f"{row.gate} {row.value} (limit {row.limit})" for row in failed.itertuples())
        raise GateError(f"the case fails {len(failed)} of {len(gates)} release gates: {listed}; choose another seed")


def write_pair(case: Case, truth: Truth, keys: dict[str, dict[str, Any]], out: Path, sealed: Path) -> None:
    """Write the case and its sealed folder, each built under a temporary name; both appear or neither."""
    for folder in (out, sealed):
        folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{sealed.name}.", dir=sealed.parent))
    try:
        write_truth(truth, building)
        write_keys(keys.values(), building)
        write_case(case, out)
        try:
            (building / SEAL).write_text(to_json({"case_sha256": case_digest(out)}), "utf-8", newline="\n")
            if sealed.exists():
                sealed.rmdir()
            building.rename(sealed)
        except BaseException:
            shutil.rmtree(out, ignore_errors=True)
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def case_digest(case: Path) -> str:
    """Return the digest of a case: of its `case.json`, which holds the digests of everything else."""
    read_case(case)
    return hashlib.sha256((case / "case.json").read_bytes()).hexdigest()


def sealed_digest(sealed: Path) -> str:
    """Return the digest of the case to which a sealed folder belongs; CaseError where it is no sealed folder."""
    file = sealed / SEAL
    if not file.is_file():
        raise CaseError(f"no {SEAL} in {sealed}; name the folder given as --sealed when the case was generated")
    return str(json.loads(file.read_text("utf-8"))["case_sha256"])


def check_pair(case: Path, sealed: Path) -> None:
    """Check that a sealed folder belongs to a case; CaseError if it is another case's, or either is missing."""
    if case_digest(case) != sealed_digest(sealed):
        raise CaseError(f"{sealed} holds the truth of another case than {case}; name the two folders of one case")
