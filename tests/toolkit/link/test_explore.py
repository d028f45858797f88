"""The interactive chart's Python side: what is sent to the page, what comes back, and what is refused."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import traitlets

from toolkit import link
from toolkit.errors import ParameterError
from toolkit.link.explore import reduced
from toolkit.link.explore.widget import STATIC

SOURCES = Path(__file__).resolve().parents[3] / "packaging" / "explore"


@pytest.fixture
def graph():
    rows = [
        ("N001", "N002", "B", "2", "S1", "2026-01-03"),
        ("N001", "N002", "C", "3", "S2", "2026-03-01"),
        ("N002", "N003", "X", "4", "S3", "2026-02-01"),
        ("N003", "N004", "C", "2", "S3", None),
    ]
    table = pd.DataFrame(rows, columns=["a", "b", "source_grade", "information_grade", "source_ref", "dated"])
    table["dated"] = pd.to_datetime(table["dated"])
    return link.build(table, "a", "b", time="dated")


def test_the_bundle_was_built_from_the_sources_beside_it():
    digest = hashlib.sha256()
    names = ["build.mjs", "package.json", "package-lock.json"]
    names += [f"src/{file.name}" for file in (SOURCES / "src").iterdir()]
    for name in sorted(names):
        digest.update(f"{name}\n{(SOURCES / name).read_text('utf-8')}\n".encode())
    assert digest.hexdigest() == (STATIC / "sources.sha256").read_text("utf-8").strip(), (
        "packaging/explore changed: run npm ci and npm run build there, and commit what it writes"
    )


def test_a_second_build_gives_the_same_bytes():
    if shutil.which("node") is None or not (SOURCES / "node_modules" / "esbuild").is_dir():
        pytest.skip("needs node and `npm ci` in packaging/explore")
    done = subprocess.run(["node", "build.mjs", "--check"], cwd=SOURCES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_lock_names_no_registry():
    assert "http" not in (SOURCES / "package-lock.json").read_text("utf-8")


def test_what_the_page_reads(graph):
    widget = link.explore(graph, names={"N001": "Sok Dara"}, kinds={"N004": "phone"}, groups={"N001": "x"})
    data = widget._data
    assert data["nodes"]["name"] == ["Sok Dara", "N002", "N003", "N004"]
    assert data["nodes"]["kind"][3] == "phone"
    assert data["links"]["status"] == ["confirmed", "tentative", "unconfirmed"]
    days = [
        [pd.Timestamp(moment, unit="ms").date().isoformat() for moment in held or ()] for held in data["links"]["times"]
    ]
    assert days == [["2026-01-03", "2026-03-01"], ["2026-02-01"], []]


def test_state_goes_out_as_numbers_and_comes_back_as_entities(graph):
    widget = link.explore(graph, start=["N002"])
    assert widget.get_state("hidden")["hidden"] == [0, 2, 3]
    widget.set_state({"hidden": [3], "selection": [0, 1], "selected_links": [1], "period": [20454, 20473]})
    assert widget.hidden == ["N004"]
    assert widget.selection == ["N001", "N002"]
    assert widget.selected_links == [("N002", "N003")]
    assert widget.period == (datetime.date(2026, 1, 1), datetime.date(2026, 1, 20))
    assert set(widget.shown()) == {"N001", "N002", "N003"}
    flat = widget.get_state("positions")["positions"]
    widget.set_state({"positions": [value + 5 for value in flat], "groups": [{"name": "G", "members": [0, 1]}]})
    assert widget.positions["N001"] == (flat[0] + 5, flat[1] + 5)
    assert widget.groups == {"G": ["N001", "N002"]}
    again = link.explore(graph, positions=widget.positions)
    assert again.positions == widget.positions


def test_the_same_graph_stands_at_the_same_places(graph):
    assert link.explore(graph).positions == link.explore(graph).positions


def test_names_do_not_cover_each_other():
    graph = nx.barabasi_albert_graph(60, 1, seed=3)
    widget = link.explore(graph, names={node: f"Somebody of some length {node}" for node in graph})
    points = np.array([widget.positions[node] for node in graph])
    apart = np.abs(points[:, None] - points[None])
    clash = (apart[..., 0] < 120) & (apart[..., 1] < 50)
    assert np.triu(clash, 1).sum() == 0


def test_the_card_of_a_link_tells_records_sources_and_grades(graph):
    widget = link.explore(graph)
    sent = []
    widget.send = sent.append
    widget._asked(widget, {"kind": "card", "link": 0}, [])
    (card,) = sent
    assert [(one["grade"], one["source"], one["time"]) for one in card["records"]] == [
        ("B2", "source S1", "2026-01-03"),
        ("C3", "source S2", "2026-03-01"),
    ]
    assert card["records"][0]["grade_words"].startswith("B: in most instances proved reliable")


def test_measures_are_those_of_rank_and_of_the_caller(graph):
    widget = link.explore(graph, values={"calls": {"N001": 7.0}})
    sent = []
    widget.send = sent.append
    for name in ("betweenness", "calls"):
        widget._asked(widget, {"kind": "measure", "name": name}, [])
    ranked = link.rank(graph).to_frame()["betweenness"]
    assert sent[0]["values"] == [ranked[entity] for entity in graph]
    assert sent[1]["values"] == [7.0, None, None, None]


def test_a_large_graph_is_reduced_and_says_so():
    graph = nx.gnm_random_graph(300, 900, seed=1)
    small, said = reduced(graph, 100, kept=[0], links=50)
    assert len(small) == 100
    assert 0 in small
    assert small.number_of_edges() == 50
    assert said[-2:] == (
        "100 of 300 entities are drawn: those with most links",
        "50 of 900 links are drawn: the strongest",
    )
    widget = link.explore(graph, most=100)
    assert "100 of 300 entities are drawn: those with most links" in widget._data["notes"]
    large = link.explore(nx.gnm_random_graph(1200, 1500, seed=1))
    assert large._data["large"]
    assert any("icons are left out" in note for note in large._data["notes"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"most": 50_000}, "link.around"),
        ({"start": ["N999"]}, "start: 'N999' is not on the chart of 4"),
        ({"start": []}, "start is empty"),
        ({"positions": {"N999": (0, 0)}}, "positions: 'N999'"),
        ({"positions": {"N001": (0, float("nan"))}}, "two finite numbers"),
        ({"kinds": {"N001": "firm"}}, "unknown kind 'firm'"),
        ({"height": 20}, "200 to 2000"),
    ],
)
def test_what_does_not_fit_is_named(graph, arguments, message):
    with pytest.raises(ParameterError, match=message):
        link.explore(graph, **arguments)


def test_what_is_set_in_python_is_checked(graph):
    widget = link.explore(graph)
    with pytest.raises(ParameterError, match="selection: 'N999'"):
        widget.selection = ["N999"]
    with pytest.raises(ParameterError, match="two groups"):
        widget.groups = {"x": ["N001"], "y": ["N001"]}
    with pytest.raises(ParameterError, match="turn them round"):
        widget.period = ("2026-03-01", "2026-01-01")
    with pytest.raises(traitlets.TraitError):
        widget.hidden = 7


def test_an_empty_graph_is_refused():
    with pytest.raises(ParameterError, match=r"link\.explore: the graph is empty"):
        link.explore(nx.Graph())
