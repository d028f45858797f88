"""Gates of what is planted in the returns: as large as level and region ask, and to be seen in the figures.

Each feature is estimated from the true series by a fit that knows where it was planted, and held against what was
planted within sampling error; the returns are held against the true series figure by figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from synthetic_data.flows.events import EDGE, LOWEST, MOVED, SURGE
from synthetic_data.flows.regions import LEVEL
from synthetic_data.flows.series import STRAY
from synthetic_data.gates.gate import Gate, between, none_of
from synthetic_data.gates.seen import Flows, sized
from synthetic_data.gates.shape import Change
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# Standard errors allowed: a case has about a hundred estimates, and one case in a thousand may fail by chance.
ERRORS = 5.0
# Months on either side of a change over which its course is looked at; how far it might be out, how slow it might be.
_AROUND, _SHIFTED, _SLOWEST = 8, 4, 12
# A group of citizenships with fewer detections over all the months shows no change of its own.
_FEW = 200


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check what is planted in the returns; only a truth that says how its region was set has these gates."""
    if "returns" not in case.tables or "flows" not in truth.info:
        return []
    flows = Flows(case, truth)
    return [
        *_asked(flows),
        none_of("planted: returns as counted", _as_counted(case, truth)),
        *_worst("planted: seasons", _seasons(flows)),
        *_worst("planted: growth within the level's drift", _growth(flows)),
        *_worst("planted: level of routes", _levels(flows)),
        *_worst("planted: rises and falls", _changes(flows)),
        *_worst("planted: months over which a change comes about", _courses(flows)),
        *_worst("planted: who moved", _moved(flows)),
        *_worst("planted: surges", _surges(flows)),
        *_worst("planted: outbreak", _outbreak(flows)),
        _dispersion(flows),
    ]


Found = Iterator[tuple[str, float]]  # what it is about, and by how many standard errors it is off


def _asked(flows: Flows) -> Iterator[Gate]:
    """Sizes and dates of what is planted, as the truth states them, within what level and region ask."""
    asked, region = flows.asked, flows.region["routes"]
    problems: list[str] = []

    def within(what: str, value: float, low: float, high: float) -> None:
        if not low <= value <= high:
            problems.append(f"{what}: {value:g}, not {low:g} to {high:g}")

    for row in sized(flows.kind("seasonality")):
        within(f"amplitude on {row.route}", row.size_, *region[row.route]["amplitude"])
        if flows.calendar[int(row.at)] not in region[row.route]["peaks"]:
            problems.append(f"season on {row.route}: peak in month {flows.calendar[int(row.at)]}")
    changes = flows.kind("break").set_index("route")
    ends = EDGE, len(flows.months) - EDGE + max(asked["ramp"]) // 2
    for row in flows.moves.rename(columns={"size": "size_"}).itertuples():
        within(f"fall of {row.route}", changes.at[row.route, "size"], LOWEST, asked["fall"][1])
        lag = int(changes.at[row.other_route, "at"] - changes.at[row.route, "at"])
        within(f"months from the fall of {row.route} to the rise of {row.other_route}", lag, row.size_, row.size_)
        within(f"months from the fall of {row.route} to a rise", lag, 0, 3)
    paired = {*flows.moves["route"], *flows.moves["other_route"]}
    for route, size in changes["size"].items():
        if route not in paired:
            low, high = asked["fall"] if size < 1 else asked["rise"]
            within(f"change of {route}", size, low, high)
        within(f"month of the change of {route}", changes.at[route, "at"], *ends)
    for row in sized(flows.kind("surge")):
        within(f"surge on {row.route}", row.size_, *SURGE)
    yield none_of("configured: sizes and dates of what is planted", problems)
    yield between("configured: changes of level", len(changes), 2 * len(flows.moves) + 1, 2 * len(flows.moves) + 1)


def _as_counted(case: Case, truth: Truth) -> Iterator[str]:
    """The last vintage of every monthly figure of a breakdown is what the state counted."""
    returns = case.table("returns")
    monthly = returns[(returns["cycle"] == "monthly") & (returns["citizenship"] != "ZZ") & returns["value"].notna()]
    where = ["state", "route", "citizenship", "period"]
    last = monthly.sort_values("vintage", kind="stable").drop_duplicates(where, keep="last")
    last = last.assign(period=last["period"].dt.strftime("%Y-%m-%d"))[[*where, "value"]]
    true = truth.table("true_series").astype({"period": "str"})
    both = last.merge(true, on=where, how="left", suffixes=("", "_true"))
    for row in both[both["value"].astype(float) != both["value_true"].astype(float)].itertuples():
        yield f"{row.state}, {row.route}, {row.citizenship}, {row.period}: {row.value} filed, {row.value_true} counted"


def _seasons(flows: Flows) -> Found:
    for seen in flows.seen.values():
        made = flows.fitted(seen)
        for name, planted in (("season", seen.amplitude), ("across", 0.0)):
            value, error = made.of(name)
            yield f"{seen.route} as {seen.state} counts it: {value:.3f}, planted {planted:g}", (value - planted) / error


def _growth(flows: Flows) -> Found:
    low, high = np.log1p(flows.asked["drift"])
    for seen in flows.seen.values():
        value, error = flows.fitted(seen).of("growth")
        beyond = max(low - value, value - high, 0.0)
        yield f"{seen.route} as {seen.state} counts it: {np.expm1(value):.3f} a year", beyond / error


def _levels(flows: Flows) -> Found:
    """Routes at their level in the region, times what a case may vary; the neighbour sees its share."""
    for name, route in flows.region["routes"].items():
        there, here = (flows.seen[name, route[side]] for side in ("destination", "neighbour"))
        base, _, _ = flows.level(there)
        error = flows.fitted(there).of("level")[1]
        own = sum(route["monthly"].values())
        low, high = (np.log(own * bound) for bound in LEVEL)
        # citizenships that are hardly ever met stand on the file besides
        high = np.log(np.exp(high) + STRAY * len(there.codes))
        yield f"{name}: {base:.0f} a month", max(low - np.log(base), np.log(base) - high, 0.0) / error
        share = np.log(flows.level(here)[0] / base)
        both = float(np.hypot(error, flows.fitted(here).of("level")[1]))
        low, high = np.log(flows.region["mirror"])
        yield f"share of {name} that {here.state} counts: {np.exp(share):.2f}", max(low - share, share - high, 0) / both


def _changes(flows: Flows) -> Found:
    for seen in flows.seen.values():
        if seen.change is not None:
            value, error = flows.fitted(seen).of("change")
            what = f"{seen.route} as {seen.state} counts it: {np.exp(value):.2f}, planted {seen.factor:g}"
            yield what, (value - np.log(seen.factor)) / error


def _courses(flows: Flows) -> Found:
    """How much better another course of a change agrees with its figures than the best that the level allows."""
    number = np.arange(len(flows.months))
    for seen in flows.seen.values():
        if seen.change is None or seen.factor == 1:
            continue
        made, dated = flows.fitted(seen), seen.change.dated
        near = np.abs(number - dated) <= _AROUND
        rise = float(np.exp(made.of("change")[0]))
        before = made.mean / np.where(number >= dated, rise, 1.0)
        off: dict[tuple[int, int], float] = {}
        for late, ramp in product(range(-_SHIFTED, _SHIFTED + 1), range(1, _SLOWEST + 1)):
            mean = before * (1 + (rise - 1) * Change(dated + late, (ramp,)).reached(number, ramp))
            off[late, ramp] = float(((seen.series.sum(axis=0) - mean) ** 2 / made.variance)[near].sum())
        better = min(off[0, ramp] for ramp in seen.change.ramps) - min(off.values())
        yield f"{seen.route} as {seen.state} counts it", float(np.sqrt(better))


def _moved(flows: Flows) -> Found:
    """How much of a fall appears elsewhere, and whose: the losing route's in a shift, else the gaining route's own."""
    for row in flows.moves.itertuples():
        lost_by, gained_by = (flows.region["routes"][route] for route in (row.route, row.other_route))
        fell, rose = (
            flows.seen[name, flows.region["routes"][name]["destination"]] for name in (row.route, row.other_route)
        )
        (_, lost, one), (_, gained, other) = flows.level(fell), flows.level(rose)
        low, high = np.log(MOVED)
        share = np.log(gained / -lost) if gained > 0 > lost else -np.inf
        off = max(low - share, share - high, 0.0) / float(np.hypot(one, other))
        yield f"{row.route} to {row.other_route}: {np.exp(share):.2f} of the fall", off
        others = set(lost_by["monthly"])
        still = others if row.kind == "coincidence" else set(gained_by["monthly"]) - others
        rows = [at for at, code in enumerate(rose.codes) if code in still]
        if rose.series[rows].sum() >= _FEW:
            value, error = flows.fitted(rose, still).of("change")
            yield f"{row.other_route}: {np.exp(value):.2f} times as many of {', '.join(sorted(still))}", value / error


def _surges(flows: Flows) -> Found:
    for seen in flows.seen.values():
        for at, (_, factor) in enumerate(seen.surges):
            value, error = flows.fitted(seen).of(f"surge {at}")
            what = f"{seen.route} as {seen.state} counts it: {np.exp(value):.2f}, planted {factor:g}"
            yield what, (value - np.log(factor)) / error


def _outbreak(flows: Flows) -> Found:
    """The last months of one citizenship, against its level before and the shape of its route."""
    for seen in flows.seen.values():
        if seen.outbreak is None:
            continue
        code, first, factor = seen.outbreak
        made = flows.fitted(seen)
        own = seen.series[seen.codes.index(code)]
        number = np.arange(len(own))
        before = made.used & (number < first)
        if seen.change is not None:
            before &= (number >= seen.change.dated) == (first >= seen.change.dated)
        mean = made.mean * own[before].sum() / made.mean[before].sum()
        variance = mean + flows.dispersion * mean**2
        last = number >= first
        planted = factor * mean[last].sum()
        grown = factor * mean[last] + flows.dispersion * (factor * mean[last]) ** 2
        error = np.sqrt(grown.sum() + (planted / mean[before].sum()) ** 2 * variance[before].sum())
        found = own[last].sum() / mean[last].sum()
        what = f"{code} on {seen.route} as {seen.state} counts them: {found:.2f}, planted {factor:g}"
        yield what, (own[last].sum() - planted) / error


def _dispersion(flows: Flows) -> Gate:
    """Variance of all figures around their fits, as a share of the variance asked for."""
    squares = free = spread = 0.0
    for seen in flows.seen.values():
        made = flows.fitted(seen)
        number = np.arange(len(flows.months))
        after = number >= seen.change.dated if seen.change is not None else number < 0
        free -= len(made.names) - 1 - (seen.change is not None)
        for series in seen.series:
            for here in (made.used & after, made.used & ~after):
                if not here.any() or not series[here].sum():
                    continue
                mean = made.mean[here] * series[here].sum() / made.mean[here].sum()
                variance = mean + flows.dispersion * mean**2
                squares += float(((series[here] - mean) ** 2 / variance).sum())
                free += here.sum() - 1
                spread += float((2 + 6 * flows.dispersion + 1 / variance).sum())
    error = ERRORS * float(np.sqrt(spread)) / free
    detail = f"dispersion asked: {flows.dispersion:g}"
    return between("planted: variance as a share of that asked", squares / free, 1 - error, 1 + error, detail)


def _worst(gate: str, found: Found) -> Iterator[Gate]:
    """A gate on the estimate that is most standard errors off; none where nothing of the kind is planted."""
    listed = sorted(((abs(off), what) for what, off in found), reverse=True)
    if listed:
        off, what = listed[0]
        yield Gate(gate, bool(off <= ERRORS), round(off, 2), f"at most {ERRORS:g} standard errors", what)
