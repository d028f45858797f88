"""The drawings: conventions, containment, nothing overlapping, the same picture each time."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from toolkit import link
from toolkit.errors import ParameterError
from toolkit.link import signs
from toolkit.link.scene import compose
from toolkit.link.subject import prepare

RECORDS = pd.DataFrame(
    [
        ("N001", "N002", "works with", "B", "2", "S1", "D001"),
        ("N002", "N003", "pays", "C", "2", "S2", "D002"),
        ("N003", "N004", "works with", "X", "4", "S3", "D003"),
        ("N001", "N010", "belongs to", "A", "1", "S4", "D004"),
        ("N002", "N010", "belongs to", "A", "1", "S4", "D004"),
        ("N002", "N011", "belongs to", "A", "1", "S4", "D005"),
        ("N003", "N011", "belongs to", "C", "2", "S2", "D006"),
        ("N004", "N011", "belongs to", "A", "2", "S4", "D007"),
    ],
    columns=["a", "b", "relation", "source_grade", "information_grade", "source_ref", "document_id"],
)
NOMINALS = pd.DataFrame(
    {
        "nominal_id": ["N001", "N002", "N003", "N004", "N010", "N011"],
        "kind": ["person"] * 4 + ["organisation"] * 2,
        "name": ["Somchai Jaidee", "Chan Dara", "Sok Pisey", "Aung Myint", "Golden Lotus", "Mekong Star"],
    }
)


@pytest.fixture
def graph():
    return link.build(RECORDS, source="a", target="b", records="document_id")


def scene_of(graph, **arguments):
    options = {"nominals": None, "names": None, "kinds": None, "members": None, "most": 500} | arguments
    return compose(prepare(graph, **options), False, None, None, 1)


def test_line_style_follows_status_and_legend_explains_only_what_is_used(graph):
    figure = link.chart(graph, nominals=NOMINALS)
    dashes = {trace.name: trace.line.dash for trace in figure.data if trace.name and "link" in trace.name}
    assert dashes == {
        "Confirmed link": "solid",
        "Unconfirmed (suspected) link": "dash",
        "Tentative link": "dot",
    }
    assert "Recorded contact" not in [trace.name for trace in figure.data]


def test_members_stand_inside_their_box_and_nobody_else_does(graph):
    scene = scene_of(graph, nominals=NOMINALS)
    assert scene.subject.members == {"N010": ["N001", "N002"], "N011": ["N002", "N004"]}
    for box, (x0, y0, x1, y1) in scene.placed.boxes.items():
        inside = {
            entity
            for entity, (x, y) in scene.placed.points.items()
            if entity not in scene.rectangles and x0 < x < x1 and y0 < y < y1
        }
        assert inside == set(scene.subject.members[box])


def test_an_unconfirmed_membership_is_a_dashed_line_not_a_box(graph):
    scene = scene_of(graph, nominals=NOMINALS)
    assert ("N003", "N011") in scene.subject.links
    assert ("N001", "N010") not in scene.subject.links


def test_cards_tell_source_grade_and_record(graph):
    figure = link.chart(graph, nominals=NOMINALS)
    cards = [card for trace in figure.data if trace.hovertext is not None for card in trace.hovertext]
    lines = [
        "<b>Somchai Jaidee – Chan Dara</b>",
        "Confirmed link · strength 1 · 1 record",
        "works with",
        "D001 · B2 · source S1",
    ]
    assert "<br>".join(lines) in cards


def test_names_are_escaped():
    graph = nx.Graph([("a", "b")])
    figure = link.chart(graph, names={"a": "<script>x</script> & Co"})
    texts = " ".join(str(trace.text) for trace in figure.data)
    assert "<script>" not in texts
    assert "&lt;script&gt;" in texts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_circles_never_overlap_and_names_hardly(seed):
    graph = nx.gnm_random_graph(40, 60, seed=seed)
    graph = nx.relabel_nodes(graph, {n: f"N{n:03d}" for n in graph})
    scene = scene_of(graph, names={entity: f"Somebody {entity}" for entity in graph})
    points = np.array(list(scene.placed.points.values()))
    gaps = np.hypot(*(points[:, None] - points[None]).T)
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 2 * scene.scale.radius
    boxes = scene.taken
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    wide = np.minimum(boxes[:, None, 2], boxes[None, :, 2]) - np.maximum(boxes[:, None, 0], boxes[None, :, 0])
    high = np.minimum(boxes[:, None, 3], boxes[None, :, 3]) - np.maximum(boxes[:, None, 1], boxes[None, :, 1])
    shared = np.triu(np.clip(wide, 0, None) * np.clip(high, 0, None), 1)
    assert shared.sum() < 0.02 * area.sum()


def test_the_same_graph_gives_the_same_picture(graph):
    assert link.chart(graph, nominals=NOMINALS).to_json() == link.chart(graph, nominals=NOMINALS).to_json()


def test_a_reduction_is_visible():
    graph = nx.star_graph(30)
    figure = link.chart(graph, most=10)
    assert "10 of 31 entities are drawn: those with most links" in figure.layout.annotations[0].text


def test_directed_links_carry_arrows_and_go_there_and_back_apart():
    graph = link.build(pd.DataFrame({"a": ["x", "y", "x"], "b": ["y", "x", "z"]}), "a", "b", directed=True)
    figure = link.chart(graph)
    lines = [trace for trace in figure.data if trace.mode == "lines+markers" and trace.marker.symbol == "arrow"]
    assert sum(size > 0 for trace in lines for size in trace.marker.size) == 3
    scene = scene_of(graph)
    there, back = scene.courses[scene.lines.index(("x", "y"))], scene.courses[scene.lines.index(("y", "x"))]
    assert np.hypot(*(there[len(there) // 2] - back[len(back) // 2])) > 10


def test_handling_is_printed_in_full(graph):
    notes = [note.text for note in link.chart(graph, handling="h2").layout.annotations]
    assert notes[0] == "<b>H2: not to be disseminated without the permission of the provider</b>"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"highlight": ["N999"]}, "'N999' is not on the chart"),
        ({"members": {"N010": ["N999"]}}, "give it to link.build by nodes="),
        ({"members": {"N010": ["N010"]}}, "its own member"),
        ({"members": {"N010": ["N011"], "N011": ["N001"]}}, "a box inside a box"),
        ({"kinds": {"N001": "firm"}}, "unknown kind 'firm'"),
        ({"width": 100}, "at least"),
    ],
)
def test_what_is_not_on_the_chart_is_named(graph, arguments, message):
    with pytest.raises(ParameterError, match=message):
        link.chart(graph, **arguments)


@pytest.mark.parametrize("edges", [[("a", "b")], [("a", "b"), ("c", "d"), ("e", "f")]])
def test_small_charts_are_drawn(edges):
    graph = nx.Graph(edges)
    graph.add_nodes_from(["y", "z"])
    assert len(scene_of(graph).placed.points) == len(graph)


def test_one_entity_alone_is_drawn():
    graph = nx.Graph()
    graph.add_node("a")
    assert link.chart(graph).layout.title.text == "Link chart (entities: 1, links: 0)"


def test_the_matrix_counts_each_pair_once_and_draws_the_surer_of_two_ways(graph):
    table = link.matrix(graph, names=NOMINALS.set_index("nominal_id")["name"])
    assert table.to_frame().loc["N002", "N001"] == "confirmed"
    assert table.to_frame("strength").loc["N001", "N004"] == 0
    assert table.counts["N002"] == 4
    figure = table.figure()
    drawn = {trace.name: len(trace.x) for trace in figure.data if trace.name}
    assert drawn == {"Confirmed link": 5, "Unconfirmed (suspected) link": 2, "Tentative link": 1}
    both = link.build(
        pd.DataFrame({"a": ["x", "y"], "b": ["y", "x"], "status": ["suspected", "confirmed"]}), "a", "b", directed=True
    )
    assert [trace.name for trace in link.matrix(both).figure().data if trace.name] == ["Confirmed link"]
    with pytest.raises(ParameterError, match="choose at most 60"):
        link.matrix(nx.path_graph(70)).figure()


def test_every_kind_has_a_sign_and_the_legend_shows_those_used():
    kinds = dict(zip("abcdefghij", link.KINDS, strict=True))
    graph = nx.path_graph(list(kinds))
    figure = link.chart(graph, kinds=kinds)
    shown = {note.text for note in figure.layout.annotations}
    assert shown == {"Telephone", "Place", "Vehicle", "Vessel", "Account", "Document", "Event", "Other"}
    assert sum(shape.type == "path" for shape in figure.layout.shapes) == 2 * 8 - 1  # "other" has no detail
    drawn = [trace for trace in figure.data if trace.fill == "toself"]
    points = scene_of(graph, kinds=kinds).placed.points
    corners = np.array([(x, y) for trace in drawn for x, y in zip(trace.x, trace.y, strict=True) if x is not None])
    for entity, kind in kinds.items():
        near = np.hypot(*(corners - points[entity]).T) < 26
        assert near.any() == (kind not in ("person", "organisation"))
    few = link.chart(graph, kinds=dict.fromkeys(kinds, "person") | {"c": "vehicle"})
    assert {note.text for note in few.layout.annotations} == {"Vehicle"}
    cards = [card for trace in figure.data if trace.hovertext is not None for card in trace.hovertext]
    assert "<b>e</b><br>Vehicle<br>2 links" in cards


def test_no_two_signs_look_alike():
    assert len({str(sign) for sign in signs.SIGNS.values()}) == len(signs.SIGNS)
    assert set(signs.SIGNS) == set(link.KINDS) - {"person", "organisation"}


@pytest.mark.parametrize("seed", [1, 2])
def test_on_500_entities_no_name_covers_a_name_or_a_sign_and_the_chart_says_how_many_are_named(seed):
    graph = nx.barabasi_albert_graph(500, 1, seed=seed)
    graph = nx.relabel_nodes(graph, {n: f"N{n:03d}" for n in graph})
    cycle = ("person", "phone", "organisation", "vehicle", "place")
    kinds = {entity: cycle[number % 5] for number, entity in enumerate(graph)}
    names = {entity: f"Somebody {entity}" for entity in graph}
    scene = scene_of(graph, names=names, kinds=kinds)
    named = len(scene.names)
    assert named > 40
    assert f"names are written for {named} of 500 entities" in scene.said[0]
    boxes = scene.taken[len(scene.rectangles) :]
    wide = np.minimum(boxes[:, None, 2], boxes[None, :, 2]) - np.maximum(boxes[:, None, 0], boxes[None, :, 0])
    high = np.minimum(boxes[:, None, 3], boxes[None, :, 3]) - np.maximum(boxes[:, None, 1], boxes[None, :, 1])
    assert not np.triu((wide > 0) & (high > 2.1), 1).any()
    points = np.array(list(scene.placed.points.values()))
    inside = (
        (points[:, None, 0] > boxes[None, :, 0])
        & (points[:, None, 0] < boxes[None, :, 2])
        & (points[:, None, 1] > boxes[None, :, 1])
        & (points[:, None, 1] < boxes[None, :, 3])
    )
    assert not inside.any()


def test_a_link_without_a_time_among_links_with_times_has_a_card():
    table = pd.DataFrame({"a": ["x", "y"], "b": ["y", "z"], "at": pd.to_datetime(["2026-01-02", None])})
    figure = link.chart(link.build(table, "a", "b", time="at"))
    cards = [card for trace in figure.data if trace.hovertext is not None for card in trace.hovertext]
    assert sum("2026-01-02" in card for card in cards) == 1
    assert link.explore(link.build(table, "a", "b", time="at"))._data["links"]["times"] == [[1767312000000], None]


def test_a_telephone_number_is_nobody_until_it_is_attributed():
    calls = pd.DataFrame({"a": ["+855000000001", "+855000000001"], "b": ["+855000000002", "N001"]})
    built = link.build(calls, "a", "b")
    kinds = prepare(built, None, None, None, None, 500).kinds
    assert kinds == {"+855000000001": "number", "+855000000002": "number", "N001": "person"}
    said = {"+855000000001": "person"}
    assert prepare(built, None, None, said, None, 500).kinds["+855000000001"] == "person"
    words = [trace.name for trace in link.chart(built).data if trace.name]
    assert "Number, not attributed" in words
