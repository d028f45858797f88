"""Keys of the trend exercises: a clean series, dated changes, shifts between routes, a nowcast, limits of the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grading.keys import draw, filed, routes
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "strategic_5day"
QUARTERS = 5
PAIRS = 5
# Months before a gap that tell which line of a late state is the largest.
RECENT = 12


def series(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive one line of the returns as it stood on a day: the line and day that need care for most reasons.

    The day is the file's own or the end of one of the last quarters, so that what was filed later must be left out.
    """
    rng = draw.stream(truth, f"{COURSE}/day02.series")
    found = filed.standings(case, _report_days(case))
    most = max(len(one.kinds) for _, _, one in found)
    (state, route, code), day, standing = draw.pick([one for one in found if len(one[2].kinds) == most], rng)
    asked = list(standing.months)
    breakdown = filed.indicators(filed.monthly(case))[1]
    return Derived(
        paper={
            "instructions": f"The monthly figures of citizenship {code} on the route {route}, as {state} reported "
            f"them (indicator {breakdown}), as the file stood on {day:%Y-%m-%d}: every month from {asked[0]} to "
            f"{asked[-1]}.",
            "state": state,
            "route": route,
            "citizenship": code,
            "indicator": breakdown,
            "as_of": f"{day:%Y-%m-%d}",
            "first": asked[0],
            "last": asked[-1],
        },
        key={"months": standing.months, "care": standing.care},
        oracle=standing.months,
        model_answer=_care_in_words(standing),
    )


def breaks(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the dated changes of level of every route, as its destination reports them.

    Asked are the changes that the returns show: reported months on either side, and a size that noise cannot hide. A
    short surge at the end of the series is left out of account: it is too early to call it a level.
    """
    known = routes.lettered(case, truth)
    changes = routes.changes(case, truth, known)
    if not changes:
        raise GradingError("the returns of this case show no change of level; generate another case")
    surges = [
        {"route": letter, "month": str(row.period)[:7], "direction": "rise"}
        for row in routes.facts(truth, "outbreak").itertuples()
        for letter, one in known.items()
        if one["name"] == row.route
    ]
    total = filed.indicators(filed.monthly(case))[0]
    listed = "; ".join(f"{letter} {one['name']} ({one['destination']})" for letter, one in known.items())
    return Derived(
        paper={
            "instructions": f"Every lasting change of level, in each route's total (indicator {total}) as the state of "
            "destination reports it. Lasting: six months or longer. Change: a rise of at least a quarter, or a fall of "
            f"at least a fifth. Month: the first month at the new level. Routes: {listed}.",
            "routes": [{"id": letter, **one} for letter, one in known.items()],
            "labels": {letter: f"{letter} {one['name']}" for letter, one in known.items()},
        },
        key={"changes": changes, "ignored": surges},
        oracle=changes,
        model_answer="\n".join(
            f"- {known[one['route']]['name']}: {one['direction']} from {one['month']} on" for one in changes
        )
        + "\n- No other lasting change: yearly peaks, drift and a surge of the last two or three months are none.",
    )


def displacement(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive which candidate pairs of routes shifted: the planted ones, and pairs that the returns speak against.

    A shift that both sides' returns show is confirmed, one that a single side's returns show is suspected. The
    coincidence is asked: its rise is of other citizenships than its fall. Pairs that fell and rose in step by mere
    chance are not asked.
    """
    rng = draw.stream(truth, f"{COURSE}/day02.displacement")
    known = routes.lettered(case, truth)
    letters = {one["name"]: letter for letter, one in known.items()}
    changes = {one["route"]: one for one in routes.changes(case, truth, known)}
    planted = [
        (letters[str(row.route)], letters[str(row.other_route)], str(row.period)[:7])
        for row in routes.facts(truth, "displacement").itertuples()
        if row.provenance and {letters[str(row.route)], letters[str(row.other_route)]} <= set(changes)
    ]
    if not planted:
        raise GradingError("the returns of this case show no shift between routes; generate another case")
    shifts = {(start, end): month for start, end, month in planted}
    alike = [
        (letters[str(row.route)], letters[str(row.other_route)])
        for row in routes.facts(truth, "coincidence").itertuples()
        if row.provenance
    ]
    apart = [
        (start, end)
        for start in known
        for end in known
        if start != end and (start, end) not in [*shifts, *alike] and not routes.in_step(changes, start, end)
    ]
    turned = [(end, start) for start, end in shifts if (end, start) in apart]
    half = [pair for pair in apart if pair not in turned and (pair[0] in changes or pair[1] in changes)]
    wrong = [*alike, *draw.sample(turned, 1, rng)]
    wrong += draw.sample(half, PAIRS - len(shifts) - len(wrong), rng)
    pairs = draw.sample([*shifts, *wrong], PAIRS, rng)
    key = {}
    items = []
    for name, (start, end) in zip(draw.numbers("P", len(pairs), rng), pairs, strict=True):
        month = shifts.get((start, end), "")
        status = routes.seen_by_both(case, truth, known, changes, start, end) if month else "not established"
        key[name] = {"status": status, "month": month}
        names = f"{known[start]['name']} -> {known[end]['name']}"
        items.append({"id": name, "text": names, "from": start, "to": end})
    return Derived(
        paper={
            "instructions": "Did movement shift from the first route to the second, the same citizenships falling on "
            "the one and rising on the other? Month: the first month of the fall, where you claim a shift.",
            "items": items,
            "routes": [{"id": letter, **one} for letter, one in known.items()],
        },
        key={"pairs": key},
        oracle=[
            {"item": name, "status": one["status"], **({"month": one["month"]} if one["month"] else {})}
            for name, one in key.items()
        ],
        model_answer="\n".join(
            f"- {item['text']}: {key[item['id']]['status']}"
            + (f", from {key[item['id']]['month']}" if key[item["id"]]["month"] else "")
            for item in items
        ),
    )


def nowcast(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the figures that a late state has not filed yet, for the citizenship it reports most on one route.

    The state of destination has filed the same months of the same route, so that the usual share can be applied.
    """
    rng = draw.stream(truth, f"{COURSE}/day02.nowcast")
    late = [row for row in routes.facts(truth, "late").itertuples() if row.provenance]
    if not late:
        raise GradingError("no state of this case reports late; generate another case")
    returns, true = filed.monthly(case), truth.table("true_series")
    # The largest line of each late state; one that is hardly ever met would be a guess.
    lines = {place: _largest(returns, true, row) for place, row in enumerate(late)}
    mean = {place: one[2] for place, one in lines.items()}
    place = draw.pick([one for one in mean if mean[one] >= filed.LEAST] or [max(mean, key=lambda one: mean[one])], rng)
    row, (route, code, _) = late[place], lines[place]
    own = true[true["state"] == row.state]
    breakdown = filed.indicators(returns)[1]
    line = own[(own["route"] == route) & (own["citizenship"] == code)]
    months = {
        str(one.period)[:7]: float(one.value)
        for one in line.itertuples()
        if str(one.period) >= str(row.period) and one.value > 0
    }
    other = next(one for one in routes.lettered(case, truth).values() if one["name"] == route)["destination"]
    return Derived(
        paper={
            "instructions": f"{row.state} has not filed the last months of {route} yet. Estimate what {row.state} will "
            f"report of citizenship {code} (indicator {breakdown}): low, best, high. {other} has filed its own "
            "figures of that route. Give a range that holds the figure four times out of five.",
            "state": row.state,
            "other": other,
            "route": route,
            "citizenship": code,
            "indicator": breakdown,
            "items": [{"id": month, "text": month} for month in months],
        },
        key={"figures": months},
        oracle=[{"item": month, "low": value, "best": value, "high": value} for month, value in months.items()],
        model_answer="\n".join(
            f"- {month}: {value:.0f} (known to the generator alone)" for month, value in months.items()
        ),
    )


def limits(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model answer on what the returns cannot say, from what is planted and what went wrong in reporting."""
    rows = ["Detections, not persons and not flows: one person may be detected twice, most are never detected."]
    for row in routes.facts(truth, "late").itertuples():
        rows.append(
            f"{row.state} has filed nothing from {str(row.period)[:7]} on: no figure, not 0. Its last months cannot be "
            "compared with a year before."
        )
    for row in routes.facts(truth, "missing").itertuples():
        rows.append(f"{row.state} did not report for {int(float(row.size))} month(s) from {str(row.period)[:7]} on.")
    for row in routes.facts(truth, "silent").itertuples():
        rows.append(
            f"{row.state} no longer reports on {row.route} from {str(row.period)[:7]} on: the change there rests on "
            "one side's returns alone."
        )
    for row in routes.facts(truth, "flat_mirror").itertuples():
        rows.append(
            f"The mirror return of {row.state} on {row.route} shows no change near {str(row.period)[:7]}, against that "
            "of the destination: the two sides disagree."
        )
    for row in routes.facts(truth, "revised").itertuples():
        rows.append(
            f"First figures of {row.state} from {str(row.period)[:7]} on were about {1 - float(row.size):.0%} too low "
            "and were revised later: the latest months may be revised too."
        )
    for row in routes.facts(truth, "part_year").itertuples():
        rows.append(f"{str(row.period)[:4]} is a part year of {int(float(row.size))} months; compare the same months.")
    for row in routes.facts(truth, "outbreak").itertuples():
        rows.append(
            f"The rise of citizenship {row.citizenship} on {row.route} since {str(row.period)[:7]} is too short to be "
            "called a level; it is something to watch."
        )
    for row in routes.facts(truth, "displacement").itertuples():
        rows.append(
            f"The fall on {row.route} and the rise on {row.other_route} coincide in time; the returns cannot show that "
            "the same people or organisers moved, nor why."
        )
    for row in routes.facts(truth, "coincidence").itertuples():
        rows.append(
            f"{row.route} fell and {row.other_route} rose near {str(row.period)[:7]}, but by other citizenships: two "
            "changes at one time, no sign of a shift."
        )
    rows.append("A rise may be more people, more checks, or better counting: the returns hold no measure of effort.")
    rows.append("The returns say nothing of organisers, fees, deaths, or of routes on which nobody reports.")
    return Derived(
        paper={"instructions": "Half a page to the reader of your trend report: what the data cannot say."},
        key={},
        oracle=None,
        model_answer="\n".join(f"- {row}" for row in rows),
    )


def _largest(returns: pd.DataFrame, true: pd.DataFrame, row: Any) -> tuple[str, str, float]:
    """The route and citizenship that a late state reported most of before its gap, with the monthly mean.

    A route that the state no longer reports gives no share to apply.
    """
    start, state = _back(row.period, RECENT), row.state
    recent = returns[(returns["state"] == state) & (returns["period"] >= start) & returns["value"].notna()]
    own = true[(true["state"] == state) & true["route"].isin(set(recent["route"])) & (true["period"] < row.period)]
    means = own[own["period"] >= f"{start:%Y-%m-%d}"].groupby(["route", "citizenship"])["value"].mean()
    route, code = means.idxmax()
    return str(route), str(code), float(means.max())


def _back(day: str, months: int) -> pd.Timestamp:
    return pd.Timestamp(day) - pd.DateOffset(months=months)


def _report_days(case: Case) -> list[pd.Timestamp]:
    as_of = pd.Timestamp(case.info["as_of"])
    return [as_of, *pd.date_range(end=as_of - pd.Timedelta(days=2), periods=QUARTERS, freq="QE")]


def _care_in_words(standing: filed.Standing) -> str:
    rows = []
    for kind in standing.kinds:
        months = [month for month, why in standing.care.items() if why == kind]
        rows.append(f"- {kind}: {', '.join(months)}")
    return "\n".join(["Every month as on file, the figure filed last by that day; take care of:", *rows])
