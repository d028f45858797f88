"""Link measures against figures printed in the literature for networks that ship with networkx."""

import networkx as nx
import pytest

from toolkit import link


@pytest.fixture(scope="module")
def families():
    return link.rank(nx.florentine_families_graph()).to_frame()


# Jackson (2008) Social and Economic Networks, table 2.3 and figure 1.1, after Padgett and Ansell (1993): 15 families.
@pytest.mark.parametrize(
    ("family", "betweenness"),
    [
        ("Medici", 0.522),
        ("Guadagni", 0.255),
        ("Albizzi", 0.212),
        ("Salviati", 0.143),
        ("Ridolfi", 0.114),
        ("Bischeri", 0.104),
        ("Strozzi", 0.103),
        ("Barbadori", 0.093),
        ("Tornabuoni", 0.092),
        ("Castellani", 0.055),
        ("Peruzzi", 0.022),
        ("Acciaiuoli", 0.0),
    ],
)
def test_florentine_betweenness(families, family, betweenness):
    assert families.loc[family, "betweenness"] == pytest.approx(betweenness, abs=6e-4)


def test_florentine_degree_and_closeness(families):
    assert families["degree"].idxmax() == "Medici"
    assert families.loc["Medici", "degree"] == 6
    assert families.loc["Medici", "closeness"] == pytest.approx(0.560, abs=6e-4)


# Zachary (1977) Journal of Anthropological Research 33, 452-473: members 1, 33 and 34 (here 0, 32 and 33).
def test_karate_club_leaders():
    frame = link.rank(nx.Graph(nx.karate_club_graph().edges), by="betweenness").to_frame()
    assert frame.index[:3].tolist() == [0, 33, 32]
    assert frame.loc[0, "betweenness"] == pytest.approx(0.4376, abs=1e-4)
    assert frame.loc[33, "betweenness"] == pytest.approx(0.3041, abs=1e-4)
    assert frame.loc[32, "betweenness"] == pytest.approx(0.1453, abs=1e-4)


def test_karate_club_as_a_whole():
    found = link.summary(nx.Graph(nx.karate_club_graph().edges))
    assert (found.nodes, found.links, found.diameter, found.components) == (34, 78, 5, 1)
    assert found.density == pytest.approx(0.139, abs=1e-3)
    assert found.mean_path == pytest.approx(2.408, abs=1e-3)
    assert found.transitivity == pytest.approx(0.256, abs=1e-3)
    # Freeman's denominator (n-1)(n-2) by hand; igraph's default, which allows self-links, prints 0.376.
    assert found.centralisation["degree"] == pytest.approx((34 * 17 - 2 * 78) / (33 * 32))
    assert found.centralisation["betweenness"] == pytest.approx(0.405, abs=1e-3)
    assert found.centralisation["closeness"] == pytest.approx(0.298, abs=1e-3)


# Brandes et al. (2008) IEEE TKDE 20, 172-188: the highest modularity of the karate club, proved.
def test_karate_club_communities_reach_the_proved_optimum():
    found = link.communities(nx.Graph(nx.karate_club_graph().edges))
    assert found.modularity == pytest.approx(0.4198, abs=1e-4)
    assert len(set(found.values())) == 4


# Krackhardt (1990) Administrative Science Quarterly 35, 342-369: three measures, three leaders.
def test_krackhardt_kite():
    frame = link.rank(nx.krackhardt_kite_graph()).to_frame()
    assert frame["degree"].idxmax() == 3
    assert frame["betweenness"].idxmax() == 7
    assert frame.loc[7, "betweenness"] == pytest.approx(14 / 36)
    assert frame.loc[5, "closeness"] == frame.loc[6, "closeness"] == frame["closeness"].max()
    assert frame.loc[5, "closeness"] == pytest.approx(0.643, abs=1e-3)


# Freeman (1979) Social Networks 1, 215-239: a star has every centralisation 1, a circle 0.
def test_freeman_extremes():
    assert link.summary(nx.star_graph(8)).centralisation == pytest.approx(dict.fromkeys(_MEASURES, 1.0))
    assert link.summary(nx.cycle_graph(8)).centralisation == pytest.approx(dict.fromkeys(_MEASURES, 0.0))


_MEASURES = ("degree", "betweenness", "closeness")


# Knuth (1993) The Stanford GraphBase: 77 characters of Les Misérables, 254 pairs that appear together.
def test_les_miserables():
    graph = nx.les_miserables_graph()
    found = link.summary(graph)
    assert (found.nodes, found.links, found.diameter, found.components) == (77, 254, 5, 1)
    frame = link.rank(graph, by="betweenness").to_frame()
    assert frame.index[:2].tolist() == ["Valjean", "Myriel"]
    assert frame.loc["Valjean", "degree"] == 36
    assert frame.loc["Valjean", "betweenness"] == pytest.approx(0.570, abs=1e-3)
    assert "Valjean" in link.cut_points(graph)


# Burt (1992) Structural Holes, chapter 2: two contacts who do not know each other constrain by a quarter each; where
# they do, each holds half of the time directly and a quarter through the other.
def test_burt_constraint_worked_by_hand():
    assert link.rank(nx.path_graph(3)).to_frame().loc[1, "constraint"] == pytest.approx(2 * 0.5**2)
    assert link.rank(nx.complete_graph(3)).to_frame()["constraint"].tolist() == pytest.approx([2 * 0.75**2] * 3)
    assert link.rank(nx.star_graph(4)).to_frame().loc[0, "constraint"] == pytest.approx(4 * 0.25**2)


# Borgatti (2006) Computational and Mathematical Organization Theory 12, 21-34: the measure F, on Krackhardt's kite.
def test_the_kite_falls_apart_at_heather():
    found = link.key_players(nx.krackhardt_kite_graph(), k=1)
    assert found.members == (7,)
    assert found.score == pytest.approx(1 - (7 * 6 + 2 * 1) / (9 * 8))
    reach = link.key_players(nx.krackhardt_kite_graph(), k=1, by="reach", steps=1)
    assert (reach.members, reach.score) == ((3,), pytest.approx(7 / 10))
