"""The realism report: worlds of many seeds measured beside real networks, telephone traffic and payments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from synthetic_data.load import load_level, load_scenario
from synthetic_data.make import generate
from synthetic_data.realism.networks import BANDS, network_measures
from synthetic_data.realism.traffic import burstiness, jump_exponent, night_share, off_benford, weibull_share
from synthetic_data.truth import Truth
from synthetic_data.world.society import draw_society
from toolkit.schema.case import Case

# What is known of real traffic and payments: the text that stands beside the measure.
_TRAFFIC = {
    "pairs whose gaps are Weibull with shape below 1, share": "users: .73 (FIELD_NOTES)",
    "burstiness of pairs, median": "above 0: bursts",
    "calls between 0 and 5 h, share": "up to .15",
    "exponent of jumps": "about 1.75 (FIELD_NOTES)",
    "journey fees off Benford": "fails: above .06",
    "family remittances off Benford": "passes: up to .07",
}


def networks(scenario: str, level: str, seeds: int, variant: str) -> pd.DataFrame:
    """Return one row of measures for each seed 0, 1 ...: the members' networks of one variant."""
    settings = load_scenario(scenario)
    settings = {**settings, "network": {**settings["network"], "variants": {variant: 1.0}}}
    found = []
    for seed in range(seeds):
        society = draw_society(settings, load_level(level), seed, None)
        graph = nx.Graph((a, b) for a, b, _, _ in society.network.ties)
        degrees = sorted((degree for _, degree in graph.degree()), reverse=True)
        found.append({**network_measures(graph), "second degree over first": degrees[1] / degrees[0]})
    return pd.DataFrame(found)


def traffic(scenario: str, level: str, seeds: int) -> pd.DataFrame:
    """Return one row of measures of calls and payments for each seed 0, 1 ..., from whole cases."""
    return pd.DataFrame([_measured(*generate(scenario, level=level, seed=seed)) for seed in range(seeds)])


def _measured(case: Case, truth: Truth) -> dict[str, float]:
    calls, payments = case.table("calls"), truth.table("payments")
    values = (
        weibull_share(calls),
        burstiness(calls),
        night_share(calls, load_scenario(str(case.info["scenario"]))["utc_offset_h"]),
        jump_exponent(calls, case.table("cells")),
        off_benford(truth.table("journeys")["fee_usd"]),
        off_benford(payments[payments["purpose"] == "remittance"]["amount_usd"]),
    )
    return dict(zip(_TRAFFIC, values, strict=True))


def summary(table: pd.DataFrame, variant: str) -> pd.DataFrame:
    """Return measure, band, median of the real ones, mean, 5th and 95th percentile, share of seeds inside the band."""
    rows = []
    for name in table.columns:
        band = BANDS[variant].get(name)
        values = table[name].to_numpy(dtype=float)
        rows.append(
            {
                "measure": name,
                "real": f"{band.low:g} to {band.high:g}" if band else _TRAFFIC.get(name, ""),
                "median": "" if band is None or band.median is None else f"{band.median:g}",
                "mean": f"{values.mean():.3f}",
                "5 %": f"{np.quantile(values, 0.05):.3f}",
                "95 %": f"{np.quantile(values, 0.95):.3f}",
                "inside": f"{((values >= band.low) & (values <= band.high)).mean():.0%}" if band else "",
            }
        )
    return pd.DataFrame(rows)


def markdown(table: pd.DataFrame) -> str:
    """Return a table in Markdown.

    >>> print(markdown(pd.DataFrame({"measure": ["density"], "mean": ["0.085"]})))
    | measure | mean |
    |---|---|
    | density | 0.085 |
    """
    lines: list[Sequence[str]] = [list(table.columns), *table.astype(str).to_numpy().tolist()]
    body = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([body[0], "|" + "---|" * len(table.columns), *body[1:]])


def report(scenario: str, level: str, seeds: int) -> str:
    """Return the report: each variant over all seeds, calls and payments over a tenth of them."""
    variants = {name: summary(networks(scenario, level, seeds, name), name) for name in BANDS}
    worlds = max(1, seeds // 10)
    rest = summary(traffic(scenario, level, worlds), "segmented")
    return _text(scenario, level, seeds, worlds, variants, rest)


def _text(scenario: str, level: str, seeds: int, worlds: int, variants: Mapping[str, Any], rest: pd.DataFrame) -> str:
    head = f"""# Realism

Written by `python -m synthetic_data.realism --scenario {scenario} --level {level} --seeds {seeds}`; don't edit.

Members' networks of {seeds} seeds for each variant, beside the ranges and medians over ten real illicit-market graphs
(N = 25-112, undirected, isolates dropped); density and diameter reach to a chain-like network measured beside them.
A network that lies outside its variant's bands is drawn again, so that "inside" says what the redraw leaves over.
A case's gates hold the same bands, widened by a fifth. The bands of a hub are those of the real graphs but for degree
centralisation, assortativity and modularity; those of a chain are our scaling of one network of 19 to larger ones."""
    parts = [head]
    parts += [f"## Network: {name}\n\n{markdown(table)}" for name, table in variants.items()]
    said = f"Whole cases of {worlds} seeds; calls as they stand in the evidence."
    parts.append(f"## Calls and payments\n\n{said}\n\n{markdown(rest)}")
    return "\n\n".join(parts) + "\n"
