"""Gates of realism: the members' network lies where real ones of its variant lie, and calls have their rhythm.

One gate for each measure of the bands of `synthetic_data.realism.networks`, widened because one small network varies.
"""

from __future__ import annotations

import networkx as nx

from synthetic_data.gates.gate import Gate, between
from synthetic_data.load import load_scenario
from synthetic_data.realism.networks import BANDS, network_measures
from synthetic_data.realism.traffic import burstiness, night_share
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# Shares and burstiness of ordinary telephone traffic.
NIGHT_SHARE = (0.0, 0.15)
BURSTINESS = (0.05, 0.8)


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check the measures of the members' network and the rhythm of calls."""
    bands = BANDS[str(truth.info.get("variant", "segmented"))]
    measured = network_measures(members_network(truth))
    offset = float(load_scenario(str(case.info["scenario"])).get("utc_offset_h", 0))
    calls = case.table("calls")
    return [
        *(between(f"network: {name}", measured[name], *band.spread()) for name, band in bands.items()),
        between("calls: share between 0 and 5 h", night_share(calls, offset), *NIGHT_SHARE),
        between("calls: burstiness of pairs", burstiness(calls), *BURSTINESS),
    ]


def members_network(truth: Truth) -> nx.Graph:
    """Return the graph of criminal ties between members, without isolates."""
    people, links = truth.table("people"), truth.table("links")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    links = links[links["is_criminal"].astype(bool) & links["a"].isin(members) & links["b"].isin(members)]
    graph = nx.Graph()
    graph.add_edges_from(links[["a", "b"]].itertuples(index=False))
    return graph
