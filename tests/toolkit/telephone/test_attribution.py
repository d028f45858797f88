"""Attribution follows its printed rule, leads are no grounds, and only attributed numbers show people."""

import pandas as pd
import pytest

from tests.toolkit.telephone.conftest import A, B, C, D
from toolkit import telephone
from toolkit.errors import ParameterError


@pytest.fixture
def file(calls):
    return {
        "nominals": pd.DataFrame(
            {
                "nominal_id": ["N1", "N2", "N3", "N4"],
                "kind": "person",
                "name": ["Sok Dara", "Mao Vannak", "Lim Kolab", "Mao Vannak"],
                "also_known_as": [None, None, "Kolab the tall", None],
            }
        ),
        "subscribers": pd.DataFrame(
            {"number": [A, B, C, D], "registered_name": ["Sok Dara", None, "Mao Vannak", "Sok Dora"]}
        ),
        "arrests": pd.DataFrame({"arrest_id": ["AR1"], "number": [A], "nominal_id": ["N1"]}),
        "phone_contacts": pd.DataFrame(
            {"contact_id": ["PC1", "PC2"], "number": [B, C], "saved_as": ["Kolab the tall", "Boss"]}
        ),
        "attributions": pd.DataFrame({"number": [D], "nominal_id": ["N2"]}),
        "calls": calls,
    }


def test_the_rule_gives_the_status(file):
    frame = telephone.attribute(file).to_frame()
    assert frame.loc[A, ["status", "nominal_id", "grounds", "source_grade", "information_grade"]].tolist() == [
        "confirmed", "N1", "seized phone, subscriber", "A", "1",
    ]  # fmt: skip
    assert frame.loc[B, ["status", "nominal_id", "ground", "information_grade"]].tolist() == [
        "suspected", "N3", "saved contact", "4",
    ]  # fmt: skip
    # Two people bear the name; another spelling is a lead.
    assert frame.loc[C, "status"] == "not established"
    assert frame.loc[D, ["status", "nominal_id", "listed"]].tolist() == ["not established", "", "N2"]
    assert "Sok Dora ~ Sok Dara (N1)" in frame.loc[D, "leads"]


def test_a_handset_that_carried_a_listed_number_is_a_ground_unless_shared(file):
    calls = file["calls"]
    calls.loc[5, "imei"] = "I3"  # D was used in the handset of C, after it
    frame = telephone.attribute(file).to_frame()
    assert frame.loc[C, ["status", "nominal_id", "ground", "source_grade"]].tolist() == [
        "suspected",
        "N2",
        "handset",
        "B",
    ]
    shared = pd.concat([calls, calls.iloc[[4]].assign(started_at=calls["started_at"][5] + pd.Timedelta(hours=1))])
    assert telephone.attribute({**file, "calls": shared}).to_frame().loc[C, "status"] == "not established"


def test_grounds_that_disagree_establish_nothing(file):
    file["arrests"] = pd.DataFrame({"arrest_id": ["AR1"], "number": [A], "nominal_id": ["N3"]})
    row = telephone.attribute(file, [A]).to_frame().loc[A]
    assert row["status"] == "not established"
    assert "N1" in row["leads"]
    assert "N3" in row["leads"]


def test_numbers_without_a_record_stay_and_the_list_takes_a_least_status(file):
    found = telephone.attribute(file, ["+999", A, B])
    assert found.to_frame().index.tolist() == ["+999", A, B]
    assert found.to_frame().loc["+999", "status"] == "not established"
    assert found.list("confirmed")["number"].tolist() == [A]
    assert found.list()["number"].tolist() == [A, B]
    with pytest.raises(ParameterError, match="unknown status"):
        found.list("maybe")


def test_bad_input_is_one_line(file):
    with pytest.raises(ParameterError, match="nominals"):
        telephone.attribute({"subscribers": file["subscribers"]})
    with pytest.raises(ParameterError, match="did you mean 'nominals'"):
        telephone.attribute({"nominal": file["nominals"]})


def test_only_attributed_numbers_show_people(file):
    held = telephone.attribute(file).list()
    graph = telephone.graph(file["calls"], held)
    assert dict(graph.nodes(data="kind")) == {"N1": "person", "N3": "person", C: "number", D: "number"}
    assert graph["N1"]["N3"]["strength"] == 2
    assert "status" not in graph["N1"]["N3"]
    figure = telephone.chart(file["calls"], held, nominals=file["nominals"], handling="H1")
    written = " ".join(str(one) for trace in figure.data for one in (trace.text if trace.text is not None else ()))
    assert "Sok Dara" in written
    assert "Mao" not in written
    assert any(trace.name == "Number, not attributed" for trace in figure.data)


def test_two_numbers_of_one_person_are_one_circle(file):
    held = pd.DataFrame({"number": [A, B], "nominal_id": ["N1", "N1"]})
    graph = telephone.graph(file["calls"], held)
    assert set(graph) == {"N1", C, D}
    with pytest.raises(ParameterError, match="two nominals"):
        telephone.graph(file["calls"], pd.DataFrame({"number": [A, A], "nominal_id": ["N1", "N2"]}))
    with pytest.raises(ParameterError, match="no link of 9 or more"):
        telephone.graph(file["calls"], held, least=9)


def test_a_number_asked_for_stands_as_its_person_and_an_unknown_one_is_one_line(file):
    held = telephone.attribute(file).list()
    numbers = [held.loc[held["nominal_id"] == one, "number"].iloc[0] for one in ("N1", "N3")]
    by_number = telephone.chart(file["calls"], held, nominals=file["nominals"], only=[*numbers, C])
    by_person = telephone.chart(file["calls"], held, nominals=file["nominals"], only=["N1", "N3", C])
    assert by_number.to_json() == by_person.to_json()
    with pytest.raises(ParameterError, match=r"telephone\.chart: no line of these records meets \+1; leave out"):
        telephone.chart(file["calls"], held, only=["N1", "+1"])
