"""What goes wrong in quarterly, half-yearly and annual returns, and those returns as filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.flows.states import Form
from toolkit.schema.indicators import cycles, indicators

LATE, UNFILED, UNREPORTED = "filed_late", "not_filed", "not_reported"
EXCEEDS, DISAGREES, MIRROR, REVISED = "exceeds_total", "disagrees", "mirror_disagrees", "revised_return"
KINDS = (LATE, UNFILED, UNREPORTED, EXCEEDS, DISAGREES, MIRROR, REVISED)
# A quarter that disagrees leaves out about one month; a mirror figure exceeds what the other state filed.
LEFT_OUT = (0.58, 0.78)
ABOVE = (1.25, 1.8)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Irregular:
    """One fault of one form: its kind, the figure it is about (None for the whole form), its size and other state.

    `size` is days late, the share filed first or at all, or the figure filed where one is too high; `against` is the
    other state's figure that a mirror exceeds.
    """

    kind: str
    form: Form
    key: Key | None
    size: float
    other: str = ""
    against: float = 0.0


def draw_irregular(
    forms: Sequence[Form], difficulty: Mapping[str, Any], as_of: pd.Timestamp, rng: np.random.Generator
) -> list[Irregular]:
    """Draw the faults of the periodic returns, each on a form of its own, as many of each kind as the level says.

    Forms that are not filed are among the last ones due before the file closes; a quarter that disagrees is one whose
    months, or whose year, are on file.
    """
    due = [form for form in forms if _due(form) < as_of - pd.Timedelta(days=10) and not form.part]
    used: set[tuple[str, str, pd.Timestamp]] = set()
    found: list[Irregular] = []
    for kind in KINDS:
        able = [form for form in due if _can(kind, form, as_of)]
        for place in rng.permutation(len(able)):
            if sum(one.kind == kind for one in found) == int(difficulty["irregular"]):
                break
            form = able[int(place)]
            if (form.state, form.cycle, form.period) in used:
                continue
            fault = _fault(kind, form, forms, used, rng)
            if fault is not None:
                used.add((form.state, form.cycle, form.period))
                found.append(fault)
    return found


def file_forms(
    region: Mapping[str, Any],
    forms: Sequence[Form],
    faults: Sequence[Irregular],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return every periodic figure as filed: the columns of `returns` without its number, and `fault`."""
    by_form = {(one.form.state, one.form.cycle, one.form.period): one for one in faults}
    rows: list[dict[str, Any]] = []
    for form in forms:
        due = cycles()[form.cycle].due_days
        filed = form.end + pd.Timedelta(days=int(rng.integers(12, due - 4 if not form.part else 26)))
        later = filed + pd.Timedelta(days=int(rng.integers(60, 150)))
        fault = by_form.get((form.state, form.cycle, form.period))
        kind = fault.kind if fault else ""
        if fault is None:
            rows += _rows(region, form, form.figures, filed, 1, form.part, "")
        elif kind == LATE:
            rows += _rows(region, form, form.figures, _due(form) + pd.Timedelta(days=int(fault.size)), 1, "", kind)
        elif kind == UNREPORTED:
            gone = {key for key in form.figures if fault.key and key[0] in _family(fault.key[0])}
            rows += _rows(region, form, {k: v for k, v in form.figures.items() if k not in gone}, filed, 1, "", "")
            rows += _rows(region, form, dict.fromkeys(sorted(gone)), filed, 1, "not reported", kind)
        elif kind == REVISED:
            rows += _rows(region, form, _lowered(form, fault.size), filed, 1, "provisional", kind)
            rows += _rows(region, form, form.figures, later, 2, "revised", kind)
        elif kind == DISAGREES:
            rows += _rows(region, form, _lowered(form, fault.size), filed, 1, "", kind)
        elif fault.key is not None and kind in (EXCEEDS, MIRROR):
            rows += _rows(region, form, _spoilt(form, fault), filed, 1, "", "", {fault.key: kind})
    return pd.DataFrame(rows)


def _due(form: Form) -> pd.Timestamp:
    return form.end + pd.Timedelta(days=cycles()[form.cycle].due_days)


def _can(kind: str, form: Form, as_of: pd.Timestamp) -> bool:
    if kind == UNFILED:
        return _due(form) > as_of - pd.DateOffset(months=8)
    if kind == DISAGREES:
        # Its year must be on file as well, or nothing could show it.
        year = pd.Timestamp(form.period.year, 12, 31) + pd.Timedelta(days=cycles()["annual"].due_days)
        return form.cycle == "quarterly" and year < as_of - pd.DateOffset(months=1)
    if kind == MIRROR:
        return any(key[0] == "1.4.2" for key in form.figures)
    if kind == LATE:
        return _due(form) < as_of - pd.Timedelta(days=120)
    if kind == REVISED:
        return form.cycle != "annual" and _due(form) < as_of - pd.Timedelta(days=160)
    return True


def _fault(
    kind: str, form: Form, forms: Sequence[Form], used: set[tuple[str, str, pd.Timestamp]], rng: np.random.Generator
) -> Irregular | None:
    if kind == UNFILED:
        return Irregular(kind, form, None, 1.0)
    if kind == LATE:
        return Irregular(kind, form, None, float(rng.integers(15, 100)))
    if kind in (DISAGREES, REVISED):
        return Irregular(kind, form, None, round(float(rng.uniform(*LEFT_OUT)), 3))
    if kind == UNREPORTED:
        totals = sorted({key[0] for key in form.figures if key[1] == "ZZ"} - {"1.1.1", "6.1.1"})
        return Irregular(kind, form, (totals[int(rng.integers(len(totals)))], "ZZ", ""), 1.0) if totals else None
    if kind == EXCEEDS:
        parts = [key for key in form.figures if _over(form, key) is not None]
        if not parts:
            return None
        key = parts[int(rng.integers(len(parts)))]
        return Irregular(kind, form, key, float(_over(form, key) or 0))
    sound = [one for one in forms if (one.state, one.cycle, one.period) not in used]
    return _mirror(form, sound, rng)


def _over(form: Form, key: Key) -> int | None:
    """The value at which this part, with the others, exceeds its total in the same form; None where there is none."""
    total = indicators()[key[0]].total
    whole = form.figures.get((total, "ZZ", "")) if total else None
    # A mirror figure too high would disagree with the other state's as well, and be two faults.
    if not whole or not indicators()[key[0]].by or key[0] == "1.4.2":
        return None
    others = sum(value for other, value in form.figures.items() if other[0] == key[0] and other != key)
    return whole - others + max(3, round(0.12 * whole))


def _mirror(form: Form, forms: Sequence[Form], rng: np.random.Generator) -> Irregular | None:
    """Pick a country of detection and set the mirror figure above what that country filed for the same half-year."""
    keys = [key for key in form.figures if key[0] == "1.4.2" and form.figures[key] >= 5]
    for place in rng.permutation(len(keys)):
        key = keys[int(place)]
        quarters = [
            one.figures.get(("1.1.2", form.state, ""))
            for one in forms
            if (one.state, one.cycle) == (key[1], "quarterly") and form.period <= one.period <= form.end
        ]
        if len(quarters) == 2 and None not in quarters:
            filed = sum(value for value in quarters if value is not None)
            return Irregular(MIRROR, form, key, float(round(filed * float(rng.uniform(*ABOVE)))), key[1], float(filed))
    return None


def _spoilt(form: Form, fault: Irregular) -> dict[Key, int]:
    """The form with one figure too high; a mirror's own total follows, so that nothing else gives it away."""
    figures = dict(form.figures)
    assert fault.key is not None
    raised = int(fault.size) - figures[fault.key]
    figures[fault.key] = int(fault.size)
    if fault.kind == MIRROR:
        figures["1.4.1", "ZZ", ""] += raised
    return figures


def _lowered(form: Form, share: float) -> dict[Key, int]:
    """Every figure at a share of itself; parts are rounded down, so that they stay within their total."""
    return {key: (round if key[1] == "ZZ" else int)(value * share) for key, value in form.figures.items()}


def _family(total: str) -> set[str]:
    """A total and the breakdowns that rest on it alone."""
    return {total} | {number for number, one in indicators().items() if one.total == total and one.by}


def measured(fault: Irregular) -> float:
    """Return the size of a fault as the truth states it: days late, parts over total, filed over true or mirrored."""
    form, key = fault.form, fault.key
    if fault.kind == EXCEEDS and key is not None:
        parts = sum(value for other, value in _spoilt(form, fault).items() if other[0] == key[0])
        return round(parts / form.figures[indicators()[key[0]].total, "ZZ", ""], 3)
    if fault.kind == MIRROR:
        return round(fault.size / fault.against, 3)
    return fault.size


def _rows(
    region: Mapping[str, Any],
    form: Form,
    figures: Mapping[Key, int | None],
    reported_on: pd.Timestamp,
    vintage: int,
    note: str,
    fault: str,
    faults: Mapping[Key, str] | None = None,
) -> list[dict[str, Any]]:
    return [
        {
            "state": form.state,
            "cycle": form.cycle,
            "indicator": number,
            "route": "",
            "citizenship": code,
            "item": item,
            "period": form.period,
            "value": pd.NA if value is None else value,
            "unit": indicators()[number].unit or region["unit"],
            "reported_on": reported_on,
            "vintage": vintage,
            "note": note,
            "fault": (faults or {}).get((number, code, item), fault),
        }
        for (number, code, item), value in figures.items()
    ]
