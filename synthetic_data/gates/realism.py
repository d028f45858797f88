"""Gates of realism: networks lie where real ones of their variant lie, calls have their rhythm, payments their digits.

One gate for each measure of the bands of `synthetic_data.realism.networks`, widened because one small network varies.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from synthetic_data.gates.gate import Gate, between
from synthetic_data.realism.networks import BANDS, network_measures
from synthetic_data.realism.traffic import burstiness, night_share, off_benford
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# Shares and burstiness of ordinary telephone traffic.
NIGHT_SHARE = (0.0, 0.15)
BURSTINESS = (0.05, 0.8)
# Largest difference of the share of a first digit: prices repeat, what families send follows the law.
FEES_OFF, REMITTANCES_OFF = (0.06, 1.0), (0.0, 0.07)


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check the measures of the members' network and the rhythm of calls."""
    bands = BANDS[str(truth.info.get("variant", "segmented"))]
    measured = network_measures(members_network(truth))
    calls, payments = case.table("calls"), truth.table("payments")
    sent = payments[payments["purpose"] == "remittance"]["amount_usd"]
    return [
        *(between(f"network: {name}", measured[name], *band.spread()) for name, band in bands.items()),
        between("calls: share between 0 and 5 h", night_share(calls, _offsets(case, truth)), *NIGHT_SHARE),
        between("calls: burstiness of pairs", burstiness(calls), *BURSTINESS),
        between("payments: fees off Benford's law", off_benford(truth.table("journeys")["fee_usd"]), *FEES_OFF),
        between("payments: remittances off Benford's law", off_benford(sent), *REMITTANCES_OFF),
    ]


def _offsets(case: Case, truth: Truth) -> np.ndarray:
    """Hours by which local time was ahead of UTC where each call was made, NaN where no mast is recorded."""
    country = case.table("places").set_index("place_id")["country"]
    mast = case.table("cells").set_index("cell_id")["place_id"].map(country)
    clocks = {str(code): float(hours) for code, hours in truth.info["clocks"].items()}
    return case.table("calls")["cell_id"].map(mast).map(clocks).to_numpy(dtype=float)


def members_network(truth: Truth) -> nx.Graph:
    """Return the graph of criminal ties between members, without isolates."""
    people, links = truth.table("people"), truth.table("links")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    links = links[links["is_criminal"].astype(bool) & links["a"].isin(members) & links["b"].isin(members)]
    graph = nx.Graph()
    graph.add_edges_from(links[["a", "b"]].itertuples(index=False))
    return graph
