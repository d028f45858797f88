"""Candidates, clusters and decisions: evidence stated, bridges shown, nothing merged by itself."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import resolution
from toolkit.errors import ParameterError

RECORDS = pd.DataFrame(
    {
        "id": ["R1", "R2", "R3", "R4", "R5"],
        "name": ["Sok Dara", "Dara Sok", "Sok Tara", "Chan Nary", "Sok Dara"],
        "born": ["1990-01-02", "1990-02-01", None, "1985-05-05", "1971-03-03"],
        "document": ["ZK 1", "ZK1", None, "ZK 9", "ZK 7"],
        "phone": ["081 000 1234", "+66810001234", None, "x1", None],
    }
)
COLUMNS = {"name": "name", "born": "born", "document": "document", "phone": "phone", "home": "TH"}


def test_each_pair_states_its_evidence_with_weights_that_add_up():
    found = resolution.candidates(RECORDS, id="id", least=0.0, **COLUMNS)
    frame = found.to_frame().set_index(["a", "b"])
    top = frame.loc[("R1", "R2")]
    for words in ("document the same", "telephone the same", "day and month exchanged", "in another order"):
        assert words in top["evidence"]
    for row in frame.itertuples():
        weights = [float(part.rsplit(" ", 1)[1]) for part in row.evidence.split("; ") if part[-1].isdigit()]
        assert sum(weights) == pytest.approx(row.bits, abs=0.3)
    assert frame.loc[("R1", "R5"), "score"] < frame.loc[("R1", "R2"), "score"]
    assert "birth dates differ -5.0" in frame.loc[("R1", "R5"), "evidence"]
    assert ("R1", "R4") not in frame.index
    assert "1 values of phone can't be read and were not compared" in found.caveats


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "nam"}, "did you mean 'name'"),
        ({"id": "born"}, "is empty in 1 rows"),
        ({"id": "name"}, "'Sok Dara' stands twice"),
    ],
)
def test_wrong_columns_and_ids_are_named(change, message):
    with pytest.raises(ParameterError, match=message):
        resolution.candidates(RECORDS, **{"id": "id", **COLUMNS, **change})


def test_nothing_to_compare_and_empty_tables_are_refused():
    with pytest.raises(ParameterError, match="nothing to compare"):
        resolution.candidates(RECORDS, id="id")
    with pytest.raises(ParameterError, match="the table is empty"):
        resolution.candidates(RECORDS.head(0), id="id", name="name")
    with pytest.raises(ParameterError, match=r"too few to learn weights from; use resolution\.candidates"):
        resolution.large(RECORDS, id="id", name="name", born="born")


def scored(*pairs, records="abcdef"):
    columns = ["a", "b", "score", "bits", "evidence"]
    frame = pd.DataFrame([(a, b, score, 9.0, "") for a, b, score in pairs], columns=columns)
    return resolution.Candidates("", frame, ("",), records=tuple(records))


def test_a_cluster_that_hangs_by_one_pair_shows_it():
    two_pairs = [("a", "b", 0.99), ("b", "c", 0.95), ("c", "a", 0.95), ("c", "d", 0.91), ("d", "e", 0.99)]
    found = resolution.clusters(scored(*two_pairs, ("a", "e", 0.1)))
    assert found.members(1) == ("a", "b", "c", "d", "e")
    assert found.bridges[["cluster", "a", "b"]].values.tolist() == [[1, "c", "d"]]
    assert found.contradictions[["a", "b"]].values.tolist() == [["a", "e"]]
    assert found.groups["f"] == 0
    assert found.to_frame().loc[1, ["size", "weakest", "bridges", "contradictions"]].tolist() == [5, 0.91, 1, 1]
    assert len(resolution.clusters(scored(*two_pairs), at=0.93)) == 2


def test_only_decisions_merge_and_contradictions_are_refused():
    decided = pd.DataFrame(
        [("a", "b", "same"), ("b", "c", "same"), ("d", "e", "possible")], columns=["a", "b", "verdict"]
    )
    assert resolution.merge("abcde", decided) == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}
    against = pd.concat([decided, pd.DataFrame([("a", "c", "different")], columns=decided.columns)])
    with pytest.raises(ParameterError, match="judged different, but a = b = c; mend one verdict"):
        resolution.merge("abcde", against)
    with pytest.raises(ParameterError, match="did you mean 'same'"):
        resolution.merge("ab", pd.DataFrame([("a", "b", "sam")], columns=decided.columns))
    with pytest.raises(ParameterError, match="have two verdicts"):
        resolution.merge("ab", pd.DataFrame([("a", "b", "same"), ("b", "a", "possible")], columns=decided.columns))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.data())
def test_bcubed_by_its_definition(truth, data):
    found = data.draw(st.lists(st.integers(0, 3), min_size=len(truth), max_size=len(truth)))
    n = range(len(truth))
    precision = [np.mean([truth[j] == truth[i] for j in n if found[j] == found[i]]) for i in n]
    recall = [np.mean([found[j] == found[i] for j in n if truth[j] == truth[i]]) for i in n]
    agreement = resolution.bcubed(dict(enumerate(found)), dict(enumerate(truth)))
    assert agreement.precision == pytest.approx(np.mean(precision))
    assert agreement.recall == pytest.approx(np.mean(recall))


def test_clusters_are_the_components_of_the_strong_pairs():
    rng = np.random.default_rng(1)
    graph = nx.gnp_random_graph(40, 0.04, seed=2)
    pairs = [(str(a), str(b), float(rng.uniform(0.5, 1))) for a, b in graph.edges]
    found = resolution.clusters(scored(*pairs, records=[str(node) for node in range(40)]), at=0.7)
    strong = nx.Graph((a, b) for a, b, score in pairs if score >= 0.7)
    ours = {frozenset(found.members(number)) for number in range(1, len(found) + 1)}
    assert ours == {frozenset(part) for part in nx.connected_components(strong)}
