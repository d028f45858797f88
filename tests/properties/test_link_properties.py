"""What must not change a link result: names, the order of records, the unit of strength."""

import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import link

RECORDS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.integers(0, 50)), min_size=1, max_size=40
).filter(lambda rows: any(a != b for a, b, _ in rows))


def table_of(rows):
    return pd.DataFrame(rows, columns=["from", "to", "amount"])


def same(left, right):
    np.testing.assert_allclose(
        left.sort_index().to_numpy(dtype=float), right.sort_index().to_numpy(dtype=float), atol=1e-6, equal_nan=True
    )


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.booleans())
def test_no_record_is_lost_or_doubled(rows, directed):
    graph = link.build(table_of(rows), source="from", target="to", strength="amount", directed=directed)
    between = [(a, b, amount) for a, b, amount in rows if a != b]
    assert sum(graph.edges[pair]["strength"] for pair in graph.edges) == sum(amount for _, _, amount in between)
    records = [record for pair in graph.edges for record in graph.edges[pair]["records"]]
    assert sorted(records) == [number for number, (a, b, _) in enumerate(rows) if a != b]
    for a, b in graph.edges:
        for row in link.evidence(graph, a, b).itertuples():
            ends = (row._1, row.to)
            assert ends == (a, b) if directed else set(ends) == {a, b}


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_records_changes_nothing(rows, random, directed):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    one, other = (link.build(table_of(part), "from", "to", "amount", directed) for part in (rows, shuffled))
    columns = ["degree", "strength", "betweenness", "closeness", "pagerank", "constraint", "core"]
    same(link.rank(one).to_frame()[columns], link.rank(other).to_frame()[columns])
    assert dict(link.communities(one)) == dict(link.communities(other))
    assert set(link.cut_points(one)) == set(link.cut_points(other))
    assert link.key_players(one, k=1).score == link.key_players(other, k=1).score


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_new_names_keep_every_value(rows):
    names = {letter: f"N{900 - ord(letter)}" for letter in "abcdefgh"}
    renamed = [(names[a], names[b], amount) for a, b, amount in rows]
    one = link.rank(link.build(table_of(rows), "from", "to")).to_frame()
    other = link.rank(link.build(table_of(renamed), "from", "to")).to_frame()
    columns = [column for column in one.columns if column != "eigenvector"]
    same(one[columns].rename(index=names), other[columns])


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_doubled_strengths_double_strength_alone(rows):
    doubled = [(a, b, 2 * amount + 2) for a, b, amount in rows]
    whole = [(a, b, amount + 1) for a, b, amount in rows]
    one, other = (link.build(table_of(part), "from", "to", "amount") for part in (whole, doubled))
    left, right = (link.rank(graph, strengths=True).to_frame() for graph in (one, other))
    same(2 * left["strength"], right["strength"])
    columns = ["degree", "betweenness", "closeness", "pagerank", "constraint", "core"]
    same(left[columns], right[columns])
    assert dict(link.communities(one, strengths=True)) == dict(link.communities(other, strengths=True))


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_measures_stay_in_their_bounds(rows):
    frame = link.rank(link.build(table_of(rows), "from", "to")).to_frame()
    for column in ("betweenness", "closeness", "eigenvector", "pagerank"):
        assert frame[column].between(0, 1 + 1e-9).all()
    assert abs(frame["pagerank"].sum() - 1) < 1e-9
    assert frame["eigenvector"].max() > 1 - 1e-9


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 14), st.integers(0, 1000))
def test_a_chart_of_anything_is_drawn(size, seed):
    graph = nx.gnp_random_graph(size, 0.15, seed=seed)
    figure = link.chart(graph, seed=seed)
    drawn = [trace for trace in figure.data if trace.mode == "markers+text"]
    assert len(drawn[0].x) == size
