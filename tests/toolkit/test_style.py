"""The mark on charts of an invented case: where it stands, when it is there, and that nothing else moves for it."""

import re
import shutil

import networkx as nx
import pandas as pd
import plotly.graph_objects as go
import pytest

from toolkit import flows, link, maps, open_case, style
from toolkit.schema.case import Case
from toolkit.schema.store import write_case

WORDS = "SYNTHETIC - made for training"


def marks(figure):
    """The marks that Plotly draws: the template's, unless the figure places it itself."""
    own = [one for one in figure.layout.annotations if one.templateitemname == "synthetic"]
    named = [one for one in figure.layout.template.layout.annotations or () if one.name == "synthetic"]
    return own or named


def bar():
    return go.Figure(go.Bar(x=[1], y=[1])).update_layout(template=style.template())


def test_charts_carry_the_mark_once_an_invented_case_was_opened(tmp_path):
    write_case(Case({"synthetic": True}, {}, {}), tmp_path / "case")
    assert not marks(bar())
    open_case(tmp_path / "case")
    assert [one.text for one in marks(bar())] == [WORDS]
    style.synthetic(False)
    assert not marks(bar())


def test_a_case_that_is_not_invented_marks_nothing(tmp_path):
    write_case(Case({}, {}, {}), tmp_path / "case")
    open_case(tmp_path / "case")
    assert not marks(bar())


def test_every_kind_of_chart_has_one_mark_inside_its_figure():
    table = pd.DataFrame({"latitude": [13.0, 14.0], "longitude": [100.0, 101.0], "name": ["A", "B"]})
    for make in (
        lambda: link.chart(nx.path_graph(["a", "b", "c"])),
        lambda: flows.activity(["People are approached", "People cross"]).chart(),
        lambda: maps.route(table),
    ):
        plain = make()
        style.synthetic()
        figure = make()
        style.synthetic(False)
        assert not marks(plain)
        assert len(marks(figure)) == 1
        # rotated letters of 11 pixels need 16: in the margin beside the plot, or within it
        assert figure.layout.margin.r >= 16 or marks(figure)[0].xshift <= -16


def test_the_mark_takes_no_room_from_boxes_and_arrows():
    plain = flows.activity(["People are approached", "People cross"]).chart()
    style.synthetic()
    marked = flows.activity(["People are approached", "People cross"]).chart()
    assert plain.layout.width - plain.layout.margin.r == marked.layout.width - marked.layout.margin.r
    assert plain.layout.xaxis.range == marked.layout.xaxis.range


def test_the_interactive_chart_and_its_pictures_say_so_in_their_notes():
    graph = nx.path_graph(["a", "b"])
    assert WORDS not in link.explore(graph)._data["notes"]
    style.synthetic()
    assert WORDS in link.explore(graph)._data["notes"]


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_a_link_chart_as_pdf_holds_no_picture_and_stays_small(tmp_path):
    """Blurred rims round letters made each name a picture: 25 names took 4.3 MB."""
    made = link.chart(nx.circulant_graph(25, [1, 2]), names={one: f"Somchai Jaidee {one}" for one in range(25)})
    content = style.picture(made, tmp_path / "chart.pdf").read_bytes()
    assert not re.search(rb"/Subtype\s*/Image", content)
    assert len(content) < 150_000
