"""Words stand for the ranges of ICD 203, scores for what they say, and faults of wording are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import judgement
from toolkit.errors import ParameterError


@pytest.mark.parametrize(
    ("probability", "terms"),
    [
        (0.03, {"almost no chance"}),
        (0.05, {"almost no chance", "very unlikely"}),
        (0.10, {"very unlikely"}),
        (0.30, {"unlikely"}),
        (0.45, {"unlikely", "roughly even chance"}),
        (0.50, {"roughly even chance"}),
        (0.55, {"roughly even chance", "likely"}),
        (0.70, {"likely"}),
        (0.1 + 0.7, {"likely", "very likely"}),
        (0.95, {"very likely", "almost certain"}),
        (0, {"almost no chance"}),
        (1, {"almost certain"}),
    ],
)
def test_terms_of_icd_203(probability: float, terms: set[str]) -> None:
    assert set(judgement.accepted(probability)) == terms
    assert judgement.likelihood(probability) in terms


@given(st.floats(0, 1))
def test_every_probability_has_a_term_and_its_complement_mirrors_it(probability: float) -> None:
    order = list(judgement.TERMS)
    place = order.index(judgement.likelihood(probability))
    mirror = order.index(judgement.likelihood(1 - probability))
    assert abs(place + mirror - 6) <= (1 if len(judgement.accepted(probability)) == 2 else 0)


@pytest.mark.parametrize("bad", [1.2, -0.1, float("nan"), "likely", None, True])
def test_what_is_no_probability_is_refused(bad: object) -> None:
    with pytest.raises(ParameterError, match="between 0 and 1"):
        judgement.likelihood(bad)  # type: ignore[arg-type]


def test_percentages_get_the_mend() -> None:
    with pytest.raises(ParameterError, match=r"for 70 % write 0\.7"):
        judgement.likelihood(70)
    assert judgement.scale("Highly  probable") == (0.80, 0.95)
    assert len(judgement.scale()) == 7
    with pytest.raises(ParameterError, match="did you mean 'likely'"):
        judgement.scale("likly")


def test_brier_is_the_mean_squared_distance_with_skill_against_the_base_rate() -> None:
    found = judgement.brier([0.8, 0.4, 0.1], [1, 0, 0])
    assert found == pytest.approx((0.04 + 0.16 + 0.01) / 3)
    base = 1 / 3
    assert found.skill == pytest.approx(1 - found / ((1 - base) ** 2 + 2 * base**2) * 3)
    assert judgement.brier([base] * 3, [1, 0, 0]).skill == pytest.approx(0)
    assert judgement.brier([0.3, 0.6], [0.3, 0.6]) == 0
    assert "no better" in judgement.brier([0.0, 1.0, 1.0], [1, 0, 0]).sentence
    assert "only 3 judgements" in found.caveats[0]
    with pytest.raises(ParameterError, match="3 probabilities but 2 outcomes"):
        judgement.brier([0.1, 0.2, 0.3], [1, 0])
    with pytest.raises(ParameterError, match="outcome 2"):
        judgement.brier([0.1, 0.2], [1, 3])
    with pytest.raises(ParameterError, match="give at least one"):
        judgement.brier([], [])


@pytest.mark.parametrize(
    ("paragraph", "rules"),
    [
        ("It is very likely that crossings rise. We have moderate confidence in this.", []),
        ("We have high confidence that it is likely.", ["likelihood with confidence"]),
        ("A shift is unlikely, and we are confident of it.", ["likelihood with confidence"]),
        ("The route may move north.", ["vague"]),
        ("Crossings fell in May 2025 and rose until 3 May.", []),
        ("A rise is likely. A fall is improbable.", ["mixed scale"]),
        ("A rise is likely and a move is very unlikely.", ["two likelihoods"]),
        ("Crossings rose by 4.5 per cent in 2024.", []),
        ("It is likely that the group could move.", []),
        ("A rise is likely.\nConfidence in this judgement is low.", []),
    ],
)
def test_wording_of_a_paragraph(paragraph: str, rules: list[str]) -> None:
    assert [finding.rule for finding in judgement.check(paragraph)] == rules


def test_a_finding_names_its_sentence() -> None:
    (finding,) = judgement.check("Detections rose. We judge with low confidence that a further rise is likely.")
    assert finding.sentence == 2
    assert str(finding).startswith("sentence 2: 'likely' and 'low confidence' stand in one sentence")
    with pytest.raises(ParameterError, match="no text"):
        judgement.check("  ")
