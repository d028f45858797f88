"""The whole case as one chart: every stream's links, nothing merged, names alone never sure."""

import pandas as pd
import pytest

from toolkit import link
from toolkit.errors import ParameterError
from toolkit.schema.case import Case

AT = pd.to_datetime(["2026-01-02T10:00Z"])
TABLES = {
    "nominals": pd.DataFrame(
        {
            "nominal_id": ["N1", "N2", "N3", "N4"],
            "kind": ["person", "organisation", "person", "person"],
            "name": ["Sok Dara", "Lotus Travel", "Twin Name", "Twin Name"],
        }
    ),
    "attributions": pd.DataFrame(
        {
            "number": ["+1", "+2"],
            "nominal_id": ["N1", "N2"],
            "source_grade": ["B", "X"],
            "information_grade": ["2", "4"],
        }
    ),
    "calls": pd.DataFrame(
        {"call_id": ["T1", "T2"], "started_at": [AT[0]] * 2, "caller": ["+1", "+1"], "callee": ["+2", "+9"]}
    ),
    "vehicles": pd.DataFrame({"plate": ["P1", "P2"], "kind": ["van", "van"], "keeper_name": ["Sok Dara", "Twin Name"]}),
    "places": pd.DataFrame({"place_id": ["PL1"], "name": ["Poipet"]}),
    "sightings": pd.DataFrame(
        {"sighting_id": ["S1", "S2"], "seen_at": [AT[0]] * 2, "plate": ["P1", None], "place_id": ["PL1", "PL1"]}
    ),
    "arrests": pd.DataFrame({"arrest_id": ["AR1"], "arrested_at": AT, "place_id": ["PL1"], "nominal_id": ["N1"]}),
    "papers": pd.DataFrame(
        {"paper_id": ["D1", "D2"], "seen_at": [AT[0]] * 2, "arrest_id": ["AR1", None], "document_number": ["Z1", "Z2"]}
    ),
    "transfers": pd.DataFrame(
        {
            "transfer_id": ["F1"],
            "sent_at": AT,
            "sender_name": ["Sok Dara"],
            "sender_account": ["BK1"],
            "receiver_name": ["Nobody"],
            "receiver_account": ["BK2"],
        }
    ),
    "surveillance": pd.DataFrame(
        {
            "log_id": ["V1"],
            "started_at": AT,
            "nominal_id": ["N1"],
            "seen_with": ["N2"],
            "place_id": ["PL1"],
            "plate": [None],
        }
    ),
    "vessels": pd.DataFrame({"registration": ["R1"], "name": ["Lucky Star"], "keeper_name": ["Lotus Travel"]}),
}


def case_of(**tables):
    return Case({}, {name: (lambda table=table: table) for name, table in tables.items()}, {})


def test_every_stream_gives_its_links_with_kind_name_and_status():
    graph = link.on_file(case_of(**TABLES))
    status = {tuple(sorted(pair)): graph.edges[pair]["status"] for pair in graph.edges}
    assert status == {
        ("+1", "N1"): "confirmed",
        ("+2", "N2"): "tentative",
        ("+1", "+2"): "confirmed",
        ("N1", "P1"): "unconfirmed",
        ("P1", "PL1"): "confirmed",
        ("AR1", "N1"): "confirmed",
        ("AR1", "PL1"): "confirmed",
        ("AR1", "Z1"): "confirmed",
        ("BK1", "BK2"): "confirmed",
        ("BK1", "N1"): "unconfirmed",
        ("N1", "PL1"): "confirmed",
        ("N1", "N2"): "confirmed",
        ("N2", "R1"): "unconfirmed",
    }
    kinds = {entity: data["kind"] for entity, data in graph.nodes(data=True)}
    assert kinds == {
        "N1": "person",
        "N2": "organisation",
        "+1": "phone",
        "+2": "phone",
        "P1": "vehicle",
        "PL1": "place",
        "AR1": "event",
        "Z1": "document",
        "BK1": "account",
        "BK2": "account",
        "R1": "vessel",
    }
    assert graph.nodes["R1"]["name"] == "Lucky Star"
    assert graph.nodes["PL1"]["name"] == "Poipet"
    assert "by the name alone" in graph.graph["notes"][-1]
    assert graph.edges["AR1", "N1"]["records"] == ("AR1",)
    assert "Vehicle" in {note.text for note in link.chart(graph).layout.annotations}


def test_two_nominals_of_one_name_are_tied_to_nothing():
    graph = link.on_file(case_of(nominals=TABLES["nominals"], vehicles=TABLES["vehicles"]))
    assert set(graph) == {"N1", "P1"}


def test_what_links_nothing_or_is_not_held_is_one_line():
    with pytest.raises(ParameterError, match="unknown stream that links 'weather'"):
        link.on_file(case_of(**TABLES), ["weather"])
    with pytest.raises(ParameterError, match="links two entities"):
        link.on_file(case_of(nominals=TABLES["nominals"], vehicles=TABLES["vehicles"].iloc[1:]))
