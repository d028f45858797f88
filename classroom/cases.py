"""Make a case: generate it, derive every course's papers and keys, check its gates, write both folders or neither."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import synthetic_data
from classroom.courses import CURRICULUM
from grading.exercises import course_names, load_course
from grading.extract import extract
from grading.keys.store import derive_course, write_keys
from synthetic_data.observe import VERSION
from synthetic_data.seeds import LIMIT, draw_seed
from synthetic_data.truth import Truth, write_truth
from toolkit.errors import CaseError, GateError, GradingError, ParameterError, unknown
from toolkit.schema import Case, read_case, write_case
from toolkit.schema.store import FORMS, start_building, to_json, unfinished

SEAL = "sealed.json"
ANSWERS = "answers"
# How often a case that fails a gate is drawn again where its seed is not given.
TRIES = 6
Seeds = Callable[[int], int]
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
    seed: int | Seeds | None = None,
    *,
    out: Path,
    sealed: Path | None,
    language: str = "en",
    people: int | None = None,
    window: tuple[str, str] | None = None,
    calls: int | None = None,
    geography: str = "real",
    form: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Progress | None = None,
    curriculum: Path = CURRICULUM,
) -> MadeCase:
    """Make one case in `out` and its truth and keys in `sealed`.

    Parameters
    ----------
    seed : master seed in [0, 2**128); a function that gives the seed of attempt 0, 1, 2 ...; or None for fresh secret
        ones. It is written to the sealed folder alone
    sealed : folder of the truth and the keys; None for a practice case, which carries them openly in `answers/` and
        says so in `case.json`
    people : number of people in the world, or None for the scenario's own
    window : first and last day, "2026-01-01", or None for the scenario's own
    calls, geography, workers, scheduler : see `synthetic_data.generate`
    form : "csv" or "parquet" for the evidence tables; None for CSV at class size and Parquet past it
    progress : called with the name of a step and the share done, 0 to 1

    Both folders must be new or empty, and neither inside the other: raises CaseError before anything is made. Both
    appear whole or not at all. Call records are made in a hidden folder beside the sealed one; a run with a given seed
    that was stopped goes on from there when it is asked for the same again.
    A case that fails a release gate, or has too little for a key, is drawn again up to five times; with a given seed it
    is refused. Raises ParameterError for an unknown scenario, level or language, GateError or GradingError if refused.
    """
    if form not in (None, *FORMS):
        raise ParameterError(unknown("format", form, FORMS))
    if isinstance(seed, int) and not 0 <= seed < LIMIT:
        raise ParameterError("the seed lies outside 0 .. 2**128 - 1; leave it out to draw a fresh one")
    say = progress or (lambda step, share: None)
    asked: dict[str, Any] = {
        "level": level,
        "language": language,
        "people": people,
        "window": window,
        "calls": calls,
        "geography": geography,
    }
    open_beside = out.parent / f".{out.name}.{ANSWERS}"
    if sealed is None:
        shutil.rmtree(open_beside, ignore_errors=True)
    target = open_beside if sealed is None else sealed
    check_targets(out, target)
    seeds = [seed] if isinstance(seed, int) else map(seed or (lambda attempt: draw_seed()), range(TRIES))
    refused: GateError | GradingError | None = None
    for master in seeds:
        if refused is not None:
            say(f"drawn again: {refused}"[:70], 0.0)
        try:
            made = _make(
                {"scenario": scenario, "seed": master, **asked},
                out=out,
                sealed=target,
                practice=sealed is None,
                keep=seed is not None,
                form=form,
                crew={"workers": workers, "scheduler": scheduler},
                say=say,
                curriculum=curriculum,
            )
        except (GateError, GradingError) as error:
            refused = error
            continue
        if sealed is None:
            target.rename(out / ANSWERS)
            return replace(made, sealed=out / ANSWERS)
        return made
    assert refused is not None
    raise refused


def _make(
    asked: Mapping[str, Any],
    *,
    out: Path,
    sealed: Path,
    practice: bool,
    keep: bool,
    form: str | None,
    crew: Mapping[str, Any],
    say: Progress,
    curriculum: Path,
) -> MadeCase:
    """Make the case of one seed, whole or not at all."""
    with spooling(sealed, asked, keep=keep) as spool:
        case, truth = synthetic_data.generate(
            **asked,
            **crew,
            spool=spool,
            progress=lambda step, share: say(step, 0.7 * share),
        )
        keys = derive_keys(case, truth, curriculum, lambda step, share: say(step, 0.7 + 0.1 * share))
        if practice:
            case.info["practice"] = True
        say("release gates", 0.8)
        require_gates(case, truth)
        say("writing", 0.9)
        write_pair(case, truth, keys, out, sealed, form)
        say("written", 1.0)
        return MadeCase(
            folder=out,
            sealed=sealed,
            title=str(case.info.get("title", "")),
            rows={name: case.rows(name) for name in case.tables},
            documents=len(case.texts),
            exercises=tuple(keys),
        )


@contextmanager
def spooling(sealed: Path, asked: Mapping[str, Any], *, keep: bool) -> Iterator[Path]:
    """Give the hidden folder in which call records are made, and remove it at the end.

    It stays only where the work was stopped and `keep` says that the same can be asked for again; a later run finds
    the finished parts there, or begins anew where something else is asked.
    """
    spool = sealed.parent / f".{sealed.name}.calls"
    mark = hashlib.sha256(to_json({**asked, "numpy": np.__version__, "generator": VERSION}).encode()).hexdigest()
    note = spool / "asked"
    if not (note.is_file() and note.read_text("utf-8") == mark):
        shutil.rmtree(spool, ignore_errors=True)
        spool.mkdir(mode=0o700, parents=True)
        note.write_text(mark, "utf-8")
    try:
        yield spool
    except KeyboardInterrupt:
        if not keep:
            shutil.rmtree(spool, ignore_errors=True)
        raise
    except BaseException:
        shutil.rmtree(spool, ignore_errors=True)
        raise
    shutil.rmtree(spool, ignore_errors=True)


def check_targets(out: Path, sealed: Path) -> None:
    """Check that both folders are new or empty and apart; raise CaseError if not."""
    take_back(out, sealed)
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
    held = extract(case)
    served = case.info.get("courses")
    names = [name for name in course_names(curriculum) if served is None or name in served]
    for done, name in enumerate(names, start=1):
        keys |= derive_course(load_course(name, curriculum), held, truth)
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


def write_pair(
    case: Case, truth: Truth, keys: dict[str, dict[str, Any]], out: Path, sealed: Path, form: str | None = None
) -> None:
    """Write the case and its sealed folder, each built under a temporary name; both appear or neither."""
    for folder in (out, sealed):
        folder.parent.mkdir(parents=True, exist_ok=True)
    building = start_building(sealed)

    def seal(built: Path) -> None:
        (building / SEAL).write_text(to_json({"case_sha256": case_digest(built)}), "utf-8", newline="\n")

    try:
        write_truth(truth, building)
        write_keys(keys.values(), building)
        write_case(case, out, form, ready=seal)
        try:
            if sealed.exists():
                sealed.rmdir()
            building.rename(sealed)
        except BaseException:
            shutil.rmtree(out, ignore_errors=True)
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def take_back(out: Path, sealed: Path) -> None:
    """Remove a case that a killed run left without its sealed folder: its own seal stands there unfinished."""
    seal = unfinished(sealed) / SEAL
    if sealed.exists() or not (out / "case.json").is_file() or not seal.is_file():
        return
    if json.loads(seal.read_text("utf-8"))["case_sha256"] == case_digest(out):
        shutil.rmtree(out)


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
