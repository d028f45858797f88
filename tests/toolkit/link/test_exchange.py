"""Exchange files: read back by the libraries that receive them, whole or not at all, nothing dropped unseen."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pandas as pd
import pytest

from toolkit import link
from toolkit.errors import ParameterError

NAMES = {"N001": "Sok <Dara> & Co", "N003": "ខ្មែរ", "N010": "Golden Lotus", "T1": "+000 00 1"}
KINDS = {"N010": "organisation", "T1": "phone", "T2": "phone"}


def made(directed=False, loner="N099"):
    rows = [
        ("N001", "N002", "works with", "B", "2", "S1", "2026-01-03 10:00"),
        ("N001", "N002", "pays", "C", "3", "S2", "2026-03-01 11:00"),
        ("N002", "N003", "pays", "C", "2", "S2", "2026-02-01"),
        ("N003", "T1", "uses", "X", "4", "S3", None),
        ("N001", "N010", "belongs to", "A", "1", "S4", "2026-02-02"),
        ("T1", "T2", "calls", "A", "1", "S5", "2026-02-03"),
    ]
    table = pd.DataFrame(
        rows, columns=["a", "b", "relation", "source_grade", "information_grade", "source_ref", "dated"]
    )
    table["dated"] = pd.to_datetime(table["dated"], format="ISO8601")
    table["document_id"] = [f"D{number:03d}" for number in range(len(table))]
    nodes = [loner] if loner else []
    return link.build(table, "a", "b", records="document_id", directed=directed, time="dated", nodes=nodes)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_what_is_written_is_read_back(tmp_path, directed, kind):
    graph = made(directed)
    path = getattr(link, f"to_{kind}")(graph, tmp_path / f"chart.{kind}", names=NAMES, kinds=KINDS)
    again = getattr(link, f"read_{kind}")(path)
    assert again.is_directed() == directed
    assert set(again) == set(graph)
    assert {frozenset(pair) for pair in again.edges} == {frozenset(pair) for pair in graph.edges}
    for a, b, data in graph.edges(data=True):
        found = again.edges[a, b]
        assert found["strength"] == data["strength"]
        assert found["status"] == data["status"]
        assert found["records"] == data["records"]
        assert found["relations"] == data["relations"]
        if not pd.isna(data["first"]):
            assert found["first"] == data["first"]
        else:
            assert "first" not in found
    assert again.nodes["N003"]["name"] == "ខ្មែរ"
    assert again.nodes["N001"]["name"] == "Sok <Dara> & Co"
    assert again.nodes["T1"]["kind"] == "phone"
    assert list(tmp_path.iterdir()) == [path], "no half-written file stays behind"


def test_the_gexf_file_is_dynamic_and_says_in_what_format(tmp_path):
    path = link.to_gexf(made(), tmp_path / "a.gexf", positions={"N001": (10, 20)})
    root = ET.parse(path).getroot()
    space = root.tag.split("}")[0] + "}"
    (graph,) = root.iter(f"{space}graph")
    assert graph.get("mode") == "dynamic"
    assert graph.get("timeformat") == "date"
    spans = {
        (edge.get("source"), edge.get("target")): (edge.get("start"), edge.get("end"))
        for edge in root.iter(f"{space}edge")
    }
    assert spans["N001", "N002"] == ("2026-01-03", "2026-03-01")
    assert spans["N003", "T1"] == (None, None)
    place = next(element for element in root.iter() if element.tag.endswith("position"))
    assert (float(place.get("x")), float(place.get("y"))) == (10, -20)


def test_graphml_holds_any_networkx_graph_and_its_isolates(tmp_path):
    graph = nx.Graph([(1, 2, {"tags": {"b", "a"}, "note": None, "when": pd.Timestamp("2026-01-01", tz="UTC")})])
    graph.add_node(3, about={"x": 1})
    again = link.read_graphml(link.to_graphml(graph, tmp_path / "x.graphml"))
    assert set(again) == {"1", "2", "3"}
    assert again.edges["1", "2"] == {"tags": '["a", "b"]', "when": "2026-01-01T00:00:00+00:00"}
    assert again.nodes["3"]["about"] == '{"x": 1}'


def test_ftm_entities_fit_their_schema_and_keep_their_ids(tmp_path):
    path = link.to_ftm(made(directed=True), tmp_path / "a.ftm.json", names=NAMES, kinds=KINDS)
    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities) == 7 + 5
    schemas = [entity["schema"] for entity in entities]
    assert sorted(schemas) == sorted(
        ["Person"] * 4
        + ["Organization"]
        + ["LegalEntity"] * 2
        + ["UnknownLink"] * 2
        + ["Payment", "Membership", "Call"]
    )
    payment = next(entity for entity in entities if entity["schema"] == "Payment")["properties"]
    assert by_id[payment["payer"][0]]["properties"]["name"] == ["N002"]
    assert by_id[payment["beneficiary"][0]]["properties"]["name"] == ["ខ្មែរ"]
    assert payment["startDate"] == ["2026-02-01"]
    member = next(entity for entity in entities if entity["schema"] == "Membership")["properties"]
    assert by_id[member["organization"][0]]["properties"]["name"] == ["Golden Lotus"]
    assert not any("phone" in entity["properties"] for entity in entities), "no invented number passes for a real one"
    again = link.to_ftm(made(directed=True), tmp_path / "b.json", names=NAMES, kinds=KINDS)
    assert again.read_bytes() == path.read_bytes()
    other = link.to_ftm(made(directed=True), tmp_path / "c.ftm", dataset="another")
    assert not by_id.keys() & {json.loads(line)["id"] for line in other.read_text("utf-8").splitlines()}


# What public programs that write or read the format agree on: children in this order, and attributes that each has.
ANX_CHILDREN = {
    "ChartItem": ("End", "Link", "AttributeCollection", "CIStyle", "TimeZone"),
    "Entity": ("Icon", "CardCollection"),
    "Link": ("CardCollection", "LinkStyle"),
    "End": ("Entity",),
    "Icon": ("IconStyle",),
}
ANX_NEEDED = {
    "Strength": ("Id", "Name", "DotStyle"),
    "String": ("Id", "Text"),
    "AttributeClass": ("Id", "Name", "Type", "IsUser", "UserCanAdd", "UserCanRemove"),
    "EntityType": ("Id", "Name", "PreferredRepresentation", "IconFile"),
    "LinkType": ("Id", "Name"),
    "ChartItem": ("Label", "DateSet"),
    "End": ("X", "Y", "Z"),
    "Entity": ("EntityId", "Identity", "LabelIsIdentity"),
    "IconStyle": ("Type", "EntityTypeReference"),
    "Link": ("End1Id", "End2Id"),
    "LinkStyle": ("Strength", "StrengthReference", "Type", "LinkTypeReference", "ArrowStyle", "MlStyle"),
    "Attribute": ("AttributeClass", "AttributeClassReference", "Value"),
    "Card": ("Summary", "DateSet"),
}


def _as_the_format_asks(root):
    """Order of children, attributes that must stand, and references that lead somewhere."""
    assert root.attrib == {"IdReferenceLinking": "false", "Rigorous": "false"}
    every = [one.get("Id") for one in root.iter() if one.get("Id")]
    assert len(every) == len(set(every))
    held = {one.get("Id"): (one.tag, one.get("Name")) for one in root.iter() if one.get("Id")}
    for element in root.iter():
        if element.tag in ANX_CHILDREN:
            places = [ANX_CHILDREN[element.tag].index(child.tag) for child in element]
            assert places == sorted(places), element.tag
        absent = [name for name in ANX_NEEDED.get(element.tag, ()) if element.get(name) is None]
        assert not absent, (element.tag, absent)
        for name, value in element.attrib.items():
            if name.endswith("Reference") and name != "SourceReference":
                kind = name.removesuffix("Reference")
                by_name = element.get("Type" if kind in ("EntityType", "LinkType") else kind)
                assert held[value] == (kind, by_name)
        if element.get("DateSet") == "true":
            assert pd.Timestamp(element.get("DateTime")) is not pd.NaT
        for tag in ("GradeOne", "GradeTwo"):
            if element.get(f"{tag}Index"):
                assert 0 < int(element.get(f"{tag}Index")) < len(root.find(tag).find("StringCollection"))


def test_the_i2_cards_carry_grade_source_and_time_of_each_record(tmp_path):
    table = pd.DataFrame(
        {
            "a": ["x", "x"],
            "b": ["y", "y"],
            "source_grade": ["B", "X"],
            "information_grade": ["2", "4"],
            "source_ref": ["S1", None],
            "at": pd.to_datetime(["2026-01-02T10:00+07:00", "2026-01-03T00:00+07:00"]),
        }
    )
    root = ET.parse(link.to_anx(link.build(table, "a", "b", time="at"), tmp_path / "a.anx")).getroot()
    _as_the_format_asks(root)
    first, second = root.iter("Card")
    assert first.attrib == {
        "Summary": "0",
        "DateSet": "true",
        "TimeSet": "true",
        "DateTime": "2026-01-02T03:00:00",
        "DateTimeDescription": "2026-01-02 03:00 UTC",
        "GradeOneIndex": "2",
        "GradeTwoIndex": "2",
        "SourceReference": "S1",
    }
    codes = {tag: [one.get("Text") for one in root.find(tag).iter("String")] for tag in ("GradeOne", "GradeTwo")}
    assert codes["GradeOne"][int(second.get("GradeOneIndex"))] == "X"
    assert codes["GradeTwo"][int(second.get("GradeTwoIndex"))] == "4"


@pytest.mark.parametrize("graded", [True, False])
def test_the_i2_chart_has_its_collections_items_and_strengths(tmp_path, graded):
    graph = made(directed=True)
    if not graded:
        graph.graph.pop("evidence")
    path = link.to_anx(graph, tmp_path / "a.anx", names=NAMES, kinds=KINDS)
    root = ET.parse(path).getroot()
    assert [child.tag for child in root] == [
        "StrengthCollection",
        *(("GradeOne", "GradeTwo") if graded else ()),
        "AttributeClassCollection",
        "EntityTypeCollection",
        "LinkTypeCollection",
        "ChartItemCollection",
    ]
    _as_the_format_asks(root)
    dots = {one.get("Name"): one.get("DotStyle") for one in root.iter("Strength")}
    assert dots == {"Confirmed": "DotStyleSolid", "Unconfirmed": "DotStyleDashed", "Tentative": "DotStyleDotted"}
    ends = {one.get("EntityId"): one.get("Identity") for one in root.iter("Entity")}
    assert sorted(ends.values()) == sorted(graph)
    types = {one.get("Name") for one in root.iter("EntityType")}
    assert {one.get("Type") for one in root.iter("IconStyle")} == types == {"Person", "Organization", "Telephone"}
    classes = {one.get("Name") for one in root.iter("AttributeClass")}
    assert {one.get("AttributeClass") for one in root.iter("Attribute")} <= classes
    lines = {(ends[one.get("End1Id")], ends[one.get("End2Id")]): one for one in root.iter("Link")}
    assert set(lines) == set(graph.edges)
    for pair, line in lines.items():
        assert line.find("LinkStyle").get("Strength") == graph.edges[pair]["status"].capitalize()
        assert line.find("LinkStyle").get("ArrowStyle") == "ArrowOnHead"
    places = [(one.get("X"), one.get("Y")) for one in root.iter("End")]
    assert len(set(places)) == len(graph)
    assert "Sok &lt;Dara&gt; &amp; Co" in path.read_text("utf-8")


def test_csv_runs_no_formula_and_says_what_is_what(tmp_path):
    graph = made()
    path, specification = link.to_csv(graph, tmp_path / "a.csv", names=NAMES | {"N002": "=HYPERLINK(1)"}, kinds=KINDS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == graph.number_of_edges() + 1
    cells = [cell for row in rows for cell in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert "+000 00 1" in cells
    assert rows[-1]["end1_id"] == "N099"
    text = specification.read_text("utf-8")
    assert all(f"{column}: " in text for column in rows[0])


def test_what_xml_cannot_hold_is_replaced_in_sight(tmp_path):
    graph = nx.Graph([("a", "b", {"note": "x\x01y"})])
    again = link.read_graphml(link.to_graphml(graph, tmp_path / "a.graphml", names={"a": "q\x00"}))
    assert again.nodes["a"]["name"] == "q\ufffd"
    assert again.edges["a", "b"]["note"] == "x\ufffdy"
    ET.parse(link.to_anx(graph, tmp_path / "a.anx", names={"a": "q\x00"}))


@pytest.mark.parametrize(
    ("method", "ending"), [("graphml", "graphml"), ("gexf", "gexf"), ("ftm", "json"), ("anx", "anx"), ("csv", "csv")]
)
def test_a_bad_path_or_graph_is_one_clear_line(tmp_path, method, ending):
    write = getattr(link, f"to_{method}")
    with pytest.raises(ParameterError, match="must end in"):
        write(made(), tmp_path / "a.docx")
    with pytest.raises(ParameterError, match="no folder"):
        write(made(), tmp_path / "nowhere" / f"a.{ending}")
    with pytest.raises(ParameterError, match="the graph is empty"):
        write(nx.Graph(), tmp_path / f"a.{ending}")
    with pytest.raises(ParameterError, match="both written '1'"):
        write(nx.Graph([(1, "1")]), tmp_path / f"a.{ending}")
    with pytest.raises(ParameterError, match="unknown kind 'firm'"):
        write(made(), tmp_path / f"a.{ending}", kinds={"N001": "firm"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_none_is_one_clear_line(tmp_path):
    (tmp_path / "a.graphml").write_text("no xml")
    for read in (link.read_graphml, link.read_gexf):
        with pytest.raises(ParameterError, match="no file"):
            read(tmp_path / "none.graphml")
        with pytest.raises(ParameterError, match="can be read"):
            read(tmp_path / "a.graphml")


@pytest.mark.parametrize("directed", [False, True])
def test_other_programs_read_the_same_entities_attributes_and_links(tmp_path, directed):
    """Read by networkx and igraph themselves, not by our reader."""
    import igraph

    table = pd.DataFrame(
        {
            "a": ["N001", "N002", "N001", "N003"],
            "b": ["N002", "N001", "N003", "+855000000001"],
            "value": [2.5, 4.0, 1.0, 7.25],
            "at": pd.to_datetime(
                ["2026-01-02 03:04:05", "2026-01-03 00:00:00", "2026-02-01 00:00:00", "2026-03-01 00:00:00"], utc=True
            ),
        }
    )
    graph = link.build(table, "a", "b", "value", directed, time="at", nodes=["N009"])
    named = {"names": {"N001": "Somchai & Sons", "N002": "อนงค์"}, "kinds": {"N001": "organisation"}}
    graphml = link.to_graphml(graph, tmp_path / "chart.graphml", **named)
    gexf = link.to_gexf(graph, tmp_path / "chart.gexf", **named)

    def links(pairs):
        return {(pair if directed else frozenset(pair)): value for pair, value in pairs}

    expected = links(((a, b), data["strength"]) for a, b, data in graph.edges(data=True))
    for read in (nx.read_graphml(graphml), nx.read_gexf(gexf)):
        assert read.is_directed() == directed
        assert set(read) == set(graph)
        assert links(((a, b), data["strength"]) for a, b, data in read.edges(data=True)) == expected
        labels, kinds = dict(read.nodes(data="label")), dict(read.nodes(data="kind"))
        assert labels["N001"] == "Somchai & Sons"
        assert labels["N002"] == "อนงค์"
        assert [kinds[one] for one in ("N001", "N002", "+855000000001")] == ["organisation", "person", "phone"]
        for a, b, data in graph.edges(data=True):
            assert pd.Timestamp(read.edges[a, b]["first"]) == data["first"]
            assert pd.Timestamp(read.edges[a, b]["last"]) == data["last"]
    other = igraph.Graph.Read_GraphML(str(graphml))
    assert other.is_directed() == directed
    called = other.vs["id"]
    assert set(called) == set(graph)
    assert links(((called[one.source], called[one.target]), one["strength"]) for one in other.es) == expected
    assert dict(zip(called, other.vs["label"], strict=True))["N002"] == "อนงค์"
