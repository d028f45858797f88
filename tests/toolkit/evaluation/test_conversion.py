"""Grades carried over, handling codes in full, and phrases that may betray a source."""

from itertools import permutations, product

import pytest

from toolkit import evaluation, link
from toolkit.errors import ParameterError

# A table such as an agency might write: 4x4 codes beside those of 6x6.
SOURCES = {"A": "A", "B": "B", "C": "D", "X": "F"}
INFORMATION = {"1": "1", "2": "2", "3": "2", "4": "6"}


def test_a_grade_is_carried_over_by_the_table_that_is_given():
    first, second = evaluation.SYSTEMS["4x4"], evaluation.SYSTEMS["6x6"]
    for code in map("".join, product(first.source, first.information)):
        found = evaluation.convert(code, first, "6x6", source=SOURCES, information=INFORMATION)
        assert str(found) == SOURCES[code[0]] + INFORMATION[code[1]]
        assert second.grade(str(found)) == found.grade
        assert found.losses


def test_the_toolkit_holds_no_table_of_its_own():
    """Which code stands for which is what the second exercise of day 2 asks."""
    for given, wanted in permutations(evaluation.SYSTEMS, 2):
        table = evaluation.conversion_table(given, wanted)
        assert set(table["to"]) == {""}
        with pytest.raises(ParameterError, match="stands nowhere in the table"):
            evaluation.convert(table["from"].iloc[0] + "1", given, wanted, source={}, information={})


def test_losses_are_said_in_the_codes_own_words():
    ours = dict.fromkeys("23456", "4") | {"1": "3"}
    found = evaluation.convert("E5", "6x6", "4x4", source={"E": "C"}, information=ours)
    assert str(found) == "C4"
    assert "source: unreliable -> in most instances proved unreliable" in found.losses
    assert "lost: that the information is improbable; say so in words" in found.losses
    assert any("2, 3, 4, 5, 6 become one: 4" in loss for loss in found.losses)
    same = evaluation.convert("B2", "4x4", "4x4", source={"B": "B"}, information={"2": "2"})
    assert same.losses == ()


def test_tables_and_systems():
    table = evaluation.conversion_table("5x5x5", "4x4", source={"E": "X"})
    assert table["from"].tolist() == [*"ABCDE", *"12345"]
    assert table.set_index("from").loc["E", "wording_there"] == evaluation.FOUR_BY_FOUR.source["X"]
    with pytest.raises(ParameterError, match="did you mean '4x4'"):
        evaluation.convert("B2", "4x5", "6x6", source={}, information={})
    with pytest.raises(ParameterError, match="unknown source code of 4x4 'F'"):
        evaluation.conversion_table("4x4", "6x6", source={"F": "F"})
    with pytest.raises(ParameterError, match="unknown information code of 6x6 '7'"):
        evaluation.convert("B2", "4x4", "6x6", source=SOURCES, information={"2": "7"})


def test_a_product_carries_every_restriction():
    assert evaluation.handling("H0, H0").startswith("H0: may only be used")
    assert [line[:2] for line in evaluation.handling(["H0", "H3", "H1"]).splitlines()] == ["H1", "H3"]
    assert evaluation.handling("2 4 1", evaluation.FIVE_BY_FIVE_BY_FIVE).startswith("4: ")
    with pytest.raises(ParameterError, match="unknown handling code 'H7'"):
        evaluation.handling("H7")
    with pytest.raises(ParameterError, match="6x6 has no handling codes"):
        evaluation.handling("H1", evaluation.SIX_BY_SIX)


REPORT = (
    "The informant works as a cook at the Blue House and overheard two men at 21:40. My cousin Dara [N014] drove the "
    "pickup 2A-4578; his number is +85510123456. Only three people knew. The group crosses before the rains."
)


def test_phrases_that_betray_are_marked_and_harmless_ones_are_left():
    found = evaluation.sanitise(REPORT, protect=["blue house", "Dara"])
    kinds = set(found.to_frame()["kind"])
    assert {"the source", "way of knowing", "exact time", "first person", "plate", "number", "reference"} <= kinds
    assert {"protected", "few knew"} <= kinds
    for secret in ("Blue House", "Dara", "N014", "4578", "85510123456", "21:40", "overheard"):
        assert secret not in found.redacted
    assert found.redacted.endswith("The group crosses before the rains.")
    for row in found.to_frame().itertuples():
        assert REPORT[row.start : row.end] == row.phrase
    assert len(evaluation.sanitise("The group crosses before the rains.")) == 0


@pytest.mark.parametrize(
    ("grades", "system", "expected"),
    [
        (["B2"], "6x6", "confirmed"),
        (["B3"], "5x5x5", "unconfirmed"),
        (["A5"], "5x5x5", "tentative"),
        (["B4"], "6x6", "tentative"),
        (["B6"], "6x6", "unconfirmed"),
        (["E1", "F1"], "6x6", "tentative"),
    ],
)
def test_status_of_a_link_in_each_system(grades, system, expected):
    assert link.status(grades, system=system) == expected


def test_a_grade_of_another_system_is_refused():
    with pytest.raises(ParameterError, match="'F1' is not a 4x4 grade"):
        link.status(["F1"])
    with pytest.raises(ParameterError, match="unknown grading system '3x5'"):
        link.status(["B2"], system="3x5")


def test_the_code_of_a_source_and_the_day_are_marked():
    found = evaluation.sanitise("INF-07 answered on 2025-10-24; it stood beside them. SUR-01 saw nobody.")
    kinds = found.to_frame().set_index("phrase")["kind"].to_dict()
    assert kinds["INF-07"] == kinds["SUR-01"] == "reference"
    assert kinds["2025-10-24"] == "exact day"
    assert kinds["stood beside"] == "way of knowing"
    assert "INF-07" not in found.redacted
    assert "2025" not in found.redacted


@pytest.mark.parametrize("given", [None, 5, float("nan")])
def test_what_is_no_text_is_one_line(given):
    with pytest.raises(ParameterError, match="takes the text of one report"):
        evaluation.sanitise(given)
    with pytest.raises(ParameterError, match="protect= holds"):
        evaluation.sanitise("Dara went.", protect=["Dara", given])
    assert evaluation.sanitise("Dara went.", protect="Dara").redacted == "[protected] went."


def test_a_table_of_codes_that_is_none_is_one_line():
    with pytest.raises(ParameterError, match=r"source= takes a table of codes.*got list"):
        evaluation.convert("B2", "6x6", "4x4", source=["A"], information={"2": "2"})
