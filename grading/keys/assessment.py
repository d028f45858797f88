"""Keys of the strategic course's third day: a market estimate with its range, routes by risk, gaps in the response."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from grading.keys import draw, filed, routes
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.setting import COUNTRIES
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "strategic_5day"
MEASURES = {
    "volume": "Volume of the whole market in {year}, {unit}",
    "share found": "Share of the whole that is found, 0 to 1",
    "price": "Price in {year}, US$ (mean over the routes weighted by what each carries, or over the places of sale)",
    "value": "Value of the whole market in {year}, US$",
}
# Two routes whose risk differs by less than this factor may stand either way.
APART = 1.25
GAPS = {
    "in place": "In place, as far as the catalogue shows",
    "out of date": "Out of date",
    "contradictory": "Contradicted by another entry",
    "not known": "Not known: no entry, or no information",
}
PLANTED = {
    "no information": "not known",
    "missing section": "not known",
    "outdated entry": "out of date",
    "contradiction": "contradictory",
}


def market(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the estimate of the whole market with its range: volume, share found, price, value."""
    table = truth.table("market")
    whole = table[table["place"] == ""].set_index("measure")
    rng = draw.stream(truth, f"{COURSE}/day03.market")
    asked = [name for name in MEASURES if name in whole.index and float(whole.at[name, "best"]) > 0]
    if len(asked) < 3:
        raise GradingError("the market of this case has too few figures; generate another case")
    names = dict(zip(asked, draw.numbers("M", len(asked), rng), strict=True))
    items = [
        {"id": names[one], "text": MEASURES[one].format(year=whole.at[one, "year"], unit=whole.at[one, "unit"])}
        for one in asked
    ]
    figures = {names[one]: float(whole.at[one, "best"]) for one in asked}
    oracle = [
        {"item": names[one], **{bound: float(whole.at[one, bound]) for bound in ("low", "best", "high")}}
        for one in asked
    ]
    return Derived(
        paper={
            "instructions": "Estimate the market: low, best, high. Multiply low by low and high by high, and say for "
            "each factor whose figure you took and why. Several works estimate it; not all of them deserve it.",
            "items": items,
        },
        key={"figures": figures},
        oracle=oracle,
        model_answer="\n".join(
            f"- {item['text']}: {row['low']:,.3g} to {row['high']:,.3g}, best {row['best']:,.3g}"
            for item, row in zip(items, oracle, strict=True)
        )
        + "\n\nThe careful work states its method and its range; others repeat, exaggerate or are years old.",
    )


def risk(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the order of the routes by risk under the rule that the paper states, from the destination's returns.

    Pairs are certain where the figures on file and the figures before any reporting fault both keep them apart.
    """
    rng = draw.stream(truth, f"{COURSE}/day03.risk")
    known_routes = list(routes.lettered(case, truth).values())
    named = dict(zip(draw.numbers("W", len(known_routes), rng), known_routes, strict=True))
    returns = filed.monthly(case)
    total = returns[returns["indicator"] == filed.indicators(returns)[0]]
    last = pd.Timestamp(case.info["as_of"]).to_period("M") - 1
    true = truth.table("true_series").assign(period=lambda table: pd.to_datetime(table["period"]).dt.to_period("M"))
    shown, known = {}, {}
    for name, one in named.items():
        own = total[(total["route"] == one["name"]) & (total["state"] == one["destination"])]
        own = own.sort_values(["reported_on", "vintage"], kind="stable").drop_duplicates("period", keep="last")
        on_file = pd.Series(own["value"].astype("Float64").to_numpy(), index=own["period"].dt.to_period("M"))
        shown[name] = _risk(on_file, last)
        real = true[(true["route"] == one["name"]) & (true["state"] == one["destination"])]
        known[name] = _risk(real.groupby("period")["value"].sum(), last)
    ranked = [one for one in shown if shown[one] > 0 and known[one] > 0]
    before = [
        [a, b] if shown[a] > shown[b] else [b, a]
        for a, b in combinations(ranked, 2)
        if max(shown[a], shown[b]) >= APART * min(shown[a], shown[b])
        and (shown[a] > shown[b]) == (known[a] > known[b])
        and max(known[a], known[b]) >= APART * min(known[a], known[b])
    ]
    ordered = sorted(ranked, key=lambda one: -shown[one])
    return Derived(
        paper={
            "instructions": "Rank the routes by risk, highest first. Risk here: detections that the state of "
            "destination reports for the last twelve whole months, times the growth against the twelve months before "
            "(no less than a half, no more than double). Months not reported are left out on both sides.",
            "items": [{"id": name, "text": one["name"]} for name, one in named.items()],
        },
        key={"items": ranked, "before": before, "ignored": [one for one in named if one not in ranked]},
        oracle=[{"item": one} for one in ordered],
        model_answer="\n".join(f"- {named[one]['name']}: {shown[one]:,.0f}" for one in ordered)
        + "\n\nThe rule knows nothing of harm: a route with few detections and many deaths stands low here.",
    )


def responses(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive which parts of the states' response the catalogue shows as in place, outdated, contradicted or unknown."""
    rng = draw.stream(truth, f"{COURSE}/day03.responses")
    planted = truth.table("planted")
    planted = planted[(planted["stream"] == "catalogue") & planted["kind"].isin(list(PLANTED))]
    catalogue = case.table("catalogue")
    found: dict[tuple[str, str, str], str] = {}
    for row in planted.itertuples():
        country, field = str(row.subject).split(" ", 1)
        found[country, field, str(row.detail)] = PLANTED[str(row.kind)]
    spoiled = {one for row in planted["provenance"] for one in str(row).split(";") if one}
    sound = []
    for place, rows in catalogue.groupby(["country", "field", "section"], sort=True):
        clean = not set(rows["entry_id"]) & spoiled and (rows["status"] == "in force").all()
        if clean and place not in found:
            sound.append(tuple(str(part) for part in place))
    asked = [*draw.sample(sorted(found), 8, rng), *draw.sample(sound, 5, rng)]
    order = draw.sample(asked, len(asked), rng)
    items, key = [], {}
    for name, place in zip(draw.numbers("R", len(order), rng), order, strict=True):
        country = COUNTRIES.get(place[0], (place[0], place[0]))[0]
        items.append({"id": name, "text": f"{country}, {place[1]}: {place[2]}", "detail": "What does the file show?"})
        key[name] = [found.get((place[0], place[1], place[2]), "in place")]
    return derived_choices(
        "Read the entries of the catalogue, their dates and what other entries of the same state say.", items, key, GAPS
    )


def threat(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive a model threat paragraph from what is planted in the returns and on the desk."""
    moved = truth.table("strategic").query("kind == 'displacement' and provenance != ''")
    prices = truth.table("planted").query("kind == 'price rise'")
    lines = [
        f"Detections have fallen on {row.route} and risen on {row.other_route} since {str(row.period)[:7]}; that the "
        f"same flow moved is {row.status}."
        for row in moved.itertuples()
    ]
    lines += [
        f"Prices rose for {row.subject} from {row.detail} on, about {float(row.size):.1f} times."
        for row in prices.itertuples()
    ]
    return Derived(
        paper={
            "instructions": "Write the threat paragraph of the assessment: what, how sure, on what, what is missing."
        },
        key={},
        oracle=None,
        model_answer=" ".join(lines) + " What is detected follows effort; how much is not detected is not known.",
    )


def _risk(series: pd.Series, last: pd.Period) -> float:
    """Sum of the twelve months to `last`, times the growth over the months of the year before that pair with them."""
    year = pd.period_range(last - 11, last, freq="M")
    now, then = series.reindex(year), series.reindex(year - 12)
    both = now.notna().to_numpy() & then.notna().to_numpy()
    if not both.any() or float(then[both].sum()) <= 0:
        return 0.0
    growth = float(now[both].sum()) / float(then[both].sum())
    return float(now.sum()) * min(2.0, max(0.5, growth))
