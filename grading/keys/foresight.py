"""Keys of the strategic course's fourth day: forecast probabilities, estimative terms, indicators of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw, routes
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.wording import foresight as words
from synthetic_data.truth import Truth
from toolkit import judgement
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "strategic_5day"
FUTURES = 4000
AHEAD = 3
EVENTS = 6
RECENT = 24
TERM_ITEMS = (4, 3, 3)  # inside a range, at a boundary, a range to be given its term


def forecast(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive probabilities of events of the next quarter: how often each comes about in re-simulated futures.

    A future of a route goes on at the level of its last months after any planted change, with its own season, and with
    the scatter that the true series has shown around them; nothing new happens in it.
    """
    lettered = routes.lettered(case, truth)
    rng = draw.stream(truth, f"{COURSE}/day04.forecast")
    true = truth.table("true_series").assign(period=lambda table: pd.to_datetime(table["period"]).dt.to_period("M"))
    events: list[tuple[str, float]] = []
    for one in lettered.values():
        own = true[(true["route"] == one["name"]) & (true["state"] == one["destination"])]
        series = own.groupby("period")["value"].sum().sort_index().astype(float)
        if len(series) < RECENT + 12 or series.iloc[-RECENT:].min() <= 0:
            continue
        future = _futures(series, _season(truth, one["name"]), rng)
        before = float(series.iloc[-12 : -12 + AHEAD].sum())
        factor = float(draw.pick((0.8, 0.9, 1.0, 1.1, 1.25, 1.5), rng))
        quarter = f"{series.index[-1] + 1} to {series.index[-1] + AHEAD}"
        year_ago = f"{series.index[-1] - 11} to {series.index[-12 + AHEAD - 1]}"
        limit = round(before * factor)
        seen = f"(in {year_ago}: {before:,.0f})"
        text = f"{one['destination']} detects more than {limit:,} on {one['name']} in {quarter} {seen}"
        events.append((text, float((future.sum(axis=1) > limit).mean())))
    chosen = draw.sample(events, EVENTS, rng)
    if len(chosen) < 3:
        raise GradingError("too few routes of this case can be forecast; generate another case")
    frequencies = [min(0.99, max(0.01, round(value, 3))) for _, value in chosen]
    names = draw.numbers("F", len(chosen), rng)
    items = [{"id": name, "text": text} for name, (text, _) in zip(names, chosen, strict=True)]
    key = dict(zip(names, frequencies, strict=True))
    # Somebody who knows nothing of the case gives an even chance; where all events are nearly even, nothing is asked.
    if sum((value - 0.5) ** 2 for value in frequencies) / len(frequencies) < 0.01:
        raise GradingError("every event of this case is nearly even; generate another case")
    return Derived(
        paper={
            "instructions": "Give the probability of each in per cent. You are marked against how often it comes about "
            "when the future is run many times, not against one future.",
            "items": items,
        },
        key={"items": key, "reference": 0.5},
        oracle=[{"item": name, "probability": round(100 * value, 1)} for name, value in key.items()],
        model_answer="\n".join(
            f"- {item['text']}: {key[item['id']]:.0%}, {judgement.likelihood(key[item['id']])}" for item in items
        ),
    )


def terms(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive probabilities to be put into terms and ranges to be named; at a boundary either term is right."""
    rng = draw.stream(truth, f"{COURSE}/day04.terms")
    inside, boundary, ranges = TERM_ITEMS
    bounds = sorted({low for low, _ in judgement.TERMS.values()} - {0.01})
    made: list[tuple[str, str, list[str]]] = []
    for term in draw.sample(list(judgement.TERMS), inside, rng):
        low, high = judgement.TERMS[term]
        chance = round(low + (high - low) * float(rng.uniform(0.25, 0.75)), 2)
        made.append((words.ASKED, f"{chance:.0%}", list(judgement.accepted(chance))))
    for chance in draw.sample(bounds, boundary, rng):
        made.append((words.ASKED, f"{chance:.0%}", list(judgement.accepted(chance))))
    for term in draw.sample(list(judgement.TERMS), ranges, rng):
        low, high = judgement.TERMS[term]
        made.append((words.NAMED, f"{low:.0%} to {high:.0%}", [term]))
    order = draw.sample(made, len(made), rng)
    names = draw.numbers("W", len(order), rng)
    items = [{"id": name, "text": text, "detail": detail} for name, (text, detail, _) in zip(names, order, strict=True)]
    key = {name: right for name, (_, _, right) in zip(names, order, strict=True)}
    return derived_choices("Use the terms of ICD 203.", items, key, {term: term for term in judgement.TERMS})


def indicators(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive indicators on this case's routes, and the scenario that each would speak for, or none of them."""
    rng = draw.stream(truth, f"{COURSE}/day04.indicators")
    names = [one["name"] for one in routes.lettered(case, truth).values()]
    first, second = draw.sample(names, 2, rng)
    drawn = [(code, text) for code, texts in words.INDICATORS.items() for text in draw.sample(texts, 3, rng)]
    order = draw.sample(drawn, len(drawn), rng)
    items, key = [], {}
    for name, (code, text) in zip(draw.numbers("I", len(order), rng), order, strict=True):
        items.append(
            {"id": name, "text": "Which scenario does it speak for?", "detail": text.format(a=first, b=second)}
        )
        key[name] = [code]
    labels = {code: text.format(a=first, b=second) for code, text in words.SCENARIOS.items()}
    return derived_choices(
        "An indicator speaks for the scenario in which it is likely and against those in which it is not.",
        items,
        key,
        labels,
    )


def scenario(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the frame of a scenario to be written, and a model of one that rests on what the case shows."""
    moved = truth.table("strategic").query("kind == 'displacement' and provenance != ''")
    row = next(moved.itertuples(), None)
    route = str(row.route) if row is not None else next(iter(routes.lettered(case, truth).values()))["name"]
    other = str(row.other_route) if row is not None else ""
    onward = f" and towards {other}" if other else ""
    return Derived(
        paper={
            "instructions": f"Write one scenario of half a page for {route} twelve months ahead: driver, course, first "
            "signs, what it means for us, how likely (one term), how sure (in a sentence of its own).",
            "route": route,
        },
        key={},
        oracle=None,
        model_answer=(
            f"**Driver.** Checks on {route} stay as they are. **Course.** The flow goes on moving away from "
            f"it{onward}; "
            "prices there rise first. **First signs.** Prices, interviews that name the other way, a fall that the "
            "mirror "
            "returns show as well. **Meaning.** Teams bound to one route find less each month. **Likelihood.** Likely. "
            "Confidence is moderate: it rests on detections, which follow effort."
        ),
    )


def _season(truth: Truth, route: str) -> tuple[float, int]:
    """Amplitude on the log scale and calendar month of the peak."""
    found = routes.facts(truth, "seasonality")
    found = found[found["route"] == route]
    if not len(found):
        return 0.0, 1
    return float(found["size"].iloc[0]), pd.Period(str(found["period"].iloc[0])[:7], "M").month


def _futures(series: pd.Series, season: tuple[float, int], rng: np.random.Generator) -> np.ndarray:
    """Return FUTURES x AHEAD simulated months after the series."""
    amplitude, peak = season

    def shape(months: pd.PeriodIndex) -> np.ndarray:
        return amplitude * np.cos(2 * np.pi * (np.asarray(months.month) - peak) / 12)

    recent = series.iloc[-RECENT:]
    logs = np.log(recent.to_numpy()) - shape(pd.PeriodIndex(recent.index))
    level = float(np.mean(logs[-6:]))
    # Month-to-month scatter, from differences, so that a change of level among them weighs little.
    scatter = float(np.median(np.abs(np.diff(logs))) / (0.6745 * np.sqrt(2)))
    ahead = pd.period_range(series.index[-1] + 1, periods=AHEAD, freq="M")
    # The level itself is known from six months only.
    common = rng.normal(0.0, scatter / np.sqrt(6), (FUTURES, 1))
    return np.exp(level + shape(ahead) + common + rng.normal(0.0, scatter, (FUTURES, AHEAD)))
