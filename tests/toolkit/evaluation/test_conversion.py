"""Grades carried over, handling codes in full, and phrases that may betray a source."""

from itertools import permutations, product

import pytest

from toolkit import evaluation, link
from toolkit.errors import ParameterError

ORDER = {"4x4": "ABC", "5x5x5": "ABCD", "6x6": "ABCDE"}


@pytest.mark.parametrize(("given", "wanted"), list(permutations(evaluation.SYSTEMS, 2)))
def test_every_code_has_a_place_and_the_order_of_reliability_is_kept(given, wanted):
    first, second = evaluation.SYSTEMS[given], evaluation.SYSTEMS[wanted]
    for code in map("".join, product(first.source, first.information)):
        found = evaluation.convert(code, first, wanted)
        assert second.grade(str(found)) == found.grade
        assert found.grade not in found.others
        assert found.losses or (found.given == found.grade)
    carried = [evaluation.convert(source + "1", given, wanted).grade.source for source in ORDER[given]]
    assert carried == sorted(carried)
    # who cannot be assessed stays so
    last = {"4x4": "X", "5x5x5": "E", "6x6": "F"}
    assert evaluation.convert(last[given] + "4", given, wanted).grade.source == last[wanted]


def test_losses_are_said_in_the_codes_own_words():
    found = evaluation.convert("E5", "6x6", "4x4")
    assert str(found) == "C4"
    assert "source: unreliable -> in most instances proved unreliable" in found.losses
    assert "lost: that the information is improbable; say so in words" in found.losses
    assert any("2, 3, 4, 5, 6 become one: 4" in loss for loss in found.losses)
    assert evaluation.convert("B2", "4x4", "4x4").losses == ()


def test_tables_and_systems():
    table = evaluation.conversion_table("5x5x5", "4x4")
    assert table["from"].tolist() == [*"ABCDE", *"12345"]
    with pytest.raises(ParameterError, match="did you mean '4x4'"):
        evaluation.convert("B2", "4x5", "6x6")


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
