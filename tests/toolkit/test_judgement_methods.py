"""Hypotheses, markets, risks and calibration: published rules and figures, properties, and refusals in one line."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import judgement
from toolkit.errors import ParameterError

MATRIX = pd.DataFrame(
    {
        "evidence": ["night runs", "cash on board", "false plates", "own family aboard"],
        "grade": ["B2", "A1", "B3", "X4"],
        "source": ["R-01", "R-02", "R-02", "R-03"],
        "labour recruiter": ["I", "C", "II", "N"],
        "taxi driver": ["C", "N", "II", "I"],
        "smuggling network": ["C", "C", "CC", "II"],
    }
)
CODES = st.sampled_from(["CC", "C", "N", "NA", "I", "II"])


def matrices() -> st.SearchStrategy[list[list[str]]]:
    return st.integers(2, 4).flatmap(
        lambda wide: st.lists(st.lists(CODES, min_size=wide, max_size=wide), min_size=1, max_size=6)
    )


def frame(rows: list[list[str]]) -> pd.DataFrame:
    return pd.DataFrame(
        rows, columns=[f"H{at}" for at in range(len(rows[0]))], index=[f"E{at}" for at in range(len(rows))]
    )


def test_heuers_rules() -> None:
    found = judgement.ach(MATRIX)
    # Weights of the ladder: B2 = mean(.75, .75), A1 = 1, B3 = mean(.75, .5), X4 = .25.
    assert found.scores.loc["labour recruiter", "inconsistency"] == pytest.approx(0.75 + 2 * 0.625)
    assert found.scores.loc["smuggling network", "inconsistency"] == pytest.approx(2 * 0.25)
    assert found.leaders == ["smuggling network"]
    # Consistent evidence adds nothing, however much of it there is.
    agreed = {"grade": "A1", "source": "", "labour recruiter": "CC", "taxi driver": "C", "smuggling network": "C"}
    more = pd.concat([MATRIX, pd.DataFrame([{"evidence": f"e{at}", **agreed} for at in range(5)])])
    pd.testing.assert_series_equal(
        judgement.ach(more).scores["inconsistency"], found.scores["inconsistency"], check_exact=False
    )
    same = judgement.ach({"a": {"x": "C", "y": "II"}, "b": {"x": "C", "y": "C"}})
    assert same.items.loc["x", "diagnosticity"] == 0
    assert any("decide nothing" in note for note in same.caveats)


@settings(max_examples=40, deadline=None)
@given(matrices(), st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_changes_no_score(rows: list[list[str]], shuffle: object) -> None:
    table = frame(rows)
    across, down = list(table.columns), list(table.index)
    shuffle.shuffle(across)  # type: ignore[attr-defined]
    shuffle.shuffle(down)  # type: ignore[attr-defined]
    one, other = judgement.ach(table), judgement.ach(table.loc[down, across])
    pd.testing.assert_frame_equal(one.scores.sort_index(), other.scores.sort_index())
    pd.testing.assert_series_equal(one.items["diagnosticity"].sort_index(), other.items["diagnosticity"].sort_index())
    assert one.items["diagnosticity"].between(0, 1).all()
    assert (one.scores["inconsistency"] <= 2 * len(rows)).all()
    assert one.breaking == () or len(one.breaking) == len(other.breaking)


@settings(max_examples=40, deadline=None)
@given(matrices())
def test_the_fewest_items_that_carry_the_lead_agree_with_trying_all_sets(rows: list[list[str]]) -> None:
    table = frame(rows)
    found = judgement.ach(table)
    if len(found.leaders) > 1:
        assert found.breaking == ()
        return
    smallest = None
    for size in range(1, len(rows)):
        for gone in itertools.combinations(table.index, size):
            if judgement.ach(table.drop(index=list(gone))).leaders != found.leaders:
                smallest = size
                break
        if smallest:
            break
    assert len(found.breaking) == (smallest or len(rows))
    alone = found.sensitivity[found.sensitivity["left_out"] == "item"]
    if len(rows) > 1:
        assert alone["changes_leader"].any() == (smallest == 1)


def test_a_matrix_is_read_from_csv_dict_and_frame_alike(tmp_path: Path) -> None:
    MATRIX.assign(**{"taxi driver": ["C", "NA", "II", "I"]}).to_csv(tmp_path / "matrix.csv", index=False)
    assert judgement.ach(tmp_path / "matrix.csv").items["taxi driver"].isin(["NA"]).sum() == 1
    hypotheses = ["labour recruiter", "taxi driver", "smuggling network"]
    as_dict = MATRIX.set_index("evidence")[hypotheses].to_dict()
    grades = dict(zip(MATRIX["evidence"], MATRIX["grade"], strict=True))
    pd.testing.assert_frame_equal(judgement.ach(as_dict, grades=grades).scores, judgement.ach(MATRIX).scores)
    numbers = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
    turned = MATRIX.set_index("evidence")[hypotheses].T
    expected = judgement.ach(turned, hypotheses="rows").scores
    pd.testing.assert_frame_equal(expected, judgement.ach(as_dict).scores)
    as_numbers = turned.map(lambda one: numbers[one]).astype("float64")
    pd.testing.assert_frame_equal(judgement.ach(as_numbers, hypotheses="rows").scores, expected)
    named = turned.rename_axis("hypothesis").reset_index()
    pd.testing.assert_frame_equal(judgement.ach(named, hypotheses="rows").scores, expected)
    left = judgement.ach(MATRIX).sensitivity
    assert list(left.loc[left["left_out"] == "source", "name"]) == ["R-02"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"taxi driver": ["C", "N", "XX", "I"]}, r"'false plates', hypothesis 'taxi driver': unknown code 'XX'"),
        ({"taxi driver": ["C", None, "II", "I"]}, r"'cash on board', hypothesis 'taxi driver': no code; write N"),
        ({"grade": ["B2", "Z9", "B2", "B2"]}, r"'cash on board': unknown 4x4 source code 'Z'"),
        ({"evidence": ["a", "b", "a", "c"]}, r"row 3: evidence 'a' occurs twice"),
    ],
)
def test_a_bad_matrix_is_refused_in_one_line(change: dict[str, list[object]], line: str) -> None:
    with pytest.raises(ParameterError, match=line):
        judgement.ach(MATRIX.assign(**change))
    with pytest.raises(ParameterError, match="fewer than two hypotheses"):
        judgement.ach({"only": {"x": "C"}})
    with pytest.raises(ParameterError, match="no row"):
        judgement.ach(pd.DataFrame({"a": [], "b": []}))


def test_the_yardstick_of_phia_states_its_gaps() -> None:
    assert judgement.likelihood(0.3, "phia") == "unlikely"
    assert judgement.likelihood(0.5, "phia") == "realistic possibility"
    assert judgement.likelihood(0.52, "phia") == "in the gap between realistic possibility and likely or probable"
    table = judgement.scale(yardstick="phia")
    assert (table["low"].iloc[1:].to_numpy() == table["high"].iloc[:-1].to_numpy()).all()
    words = "There is a realistic possibility of a shift, with low confidence. It is highly improbable."
    assert [one.rule for one in judgement.check(words, "phia")] == ["likelihood with confidence"]
    with pytest.raises(ParameterError, match="did you mean 'phia'"):
        judgement.likelihood(0.5, "phi")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.8]), st.floats(0, 1)), min_size=1, max_size=30))
def test_murphys_identity_holds_for_frequencies_too(pairs: list[tuple[float, float]]) -> None:
    told, seen = zip(*pairs, strict=True)
    score = judgement.brier(told, seen)
    assert score == pytest.approx(score.reliability - score.resolution + score.uncertainty, abs=1e-12)
    assert 0 <= score <= score.expected + 1e-12 <= 1 + 1e-9
    assert score.parts["judgements"].sum() == len(pairs)


def test_brier_of_a_table_of_outcomes_that_exclude_each_other() -> None:
    table = pd.DataFrame({"sea": [0.7, 0.2], "land": [0.3, 0.8]})
    assert judgement.brier(table, ["sea", "land"]) == pytest.approx(judgement.brier([0.7, 0.2], [1, 0]))
    three = pd.DataFrame({"a": [0.5, 0.2], "b": [0.3, 0.2], "c": [0.2, 0.6]})
    score = judgement.brier(three, ["a", "c"])
    assert score == pytest.approx((0.5**2 + 0.3**2 + 0.2**2 + 0.2**2 + 0.2**2 + 0.4**2) / 4)
    assert score == pytest.approx(score.reliability - score.resolution + score.uncertainty)
    with pytest.raises(ParameterError, match=r"row 2: probabilities add up to 1\.2, not 1"):
        judgement.brier(pd.DataFrame({"a": [0.5, 0.6], "b": [0.5, 0.6]}), ["a", "a"])
    with pytest.raises(ParameterError, match="outcome 1: unknown outcome 'd'"):
        judgement.brier(three, ["d", "a"])


def test_single_outcomes_drawn_from_frequencies_earn_the_expected_score() -> None:
    rng = np.random.default_rng(5)
    seen, told = rng.random(40), rng.random(40)
    drawn = [judgement.brier(told, (rng.random(40) < seen).astype(float)) + 0 for _ in range(600)]
    assert np.mean(drawn) == pytest.approx(judgement.brier(told, seen).expected, abs=0.005)


def test_intervals_of_the_reliability_curve_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    held = total = 0
    for _ in range(60):
        told = rng.choice([0.1, 0.3, 0.7, 0.9], 200)
        bands = judgement.calibration(told, (rng.random(200) < told).astype(int)).to_frame()
        held += int(bands["probability"].between(bands["low"], bands["high"]).sum())
        total += len(bands)
    assert 0.91 <= held / total <= 0.99
    wrong = judgement.calibration([0.95] * 30, [0, 1] * 15)
    assert len(wrong.outside) == 1
    assert "differs" in wrong.sentence


def test_the_published_estimates() -> None:
    table = judgement.tocta_2013().set_index("market")["value_usd"]
    assert judgement.market(12_000, 50_000).best == 600e6
    assert table.sum() / 1e9 == pytest.approx(86, abs=0.7)
    assert table["heroin"] / 65_000 == pytest.approx(250_769, rel=1e-4)  # US$ a kilogram, as the two figures imply
    found = judgement.market(
        {"best": 12_000, "source": "TOCTA 2013"}, {"best": 50_000, "unit": "US$", "source": "same"}
    )
    assert found.sentence == "Market value: US$600 million, stated without a range."
    assert list(found.to_frame()["source"]) == ["TOCTA 2013", "same", ""]


TRIPLES = st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3).map(sorted)


@settings(max_examples=25, deadline=None)
@given(st.lists(TRIPLES, min_size=2, max_size=4), st.sampled_from(["pert", "triangular"]))
def test_draws_stay_within_the_corners_and_order_changes_no_corner(factors: list[list[float]], shape: str) -> None:
    found = judgement.market(*factors, shape=shape, draws=1_000)
    back = judgement.market(*factors[::-1], shape=shape, draws=1_000)
    assert found.low <= found.interval[0] <= found.median <= found.interval[1] <= found.high
    assert (found.low, found.best, found.high) == pytest.approx((back.low, back.best, back.high))
    assert found.interval == judgement.market(*factors, shape=shape, draws=1_000).interval


def test_the_mean_of_the_draws_is_that_of_the_distributions() -> None:
    pert = judgement.market((10, 12, 20), (1, 1, 1), draws=200_000)
    assert pert.mean == pytest.approx((10 + 4 * 12 + 20) / 6, rel=2e-3)
    triangular = judgement.market((10, 12, 20), (1, 1, 1), shape="triangular", draws=200_000)
    assert triangular.mean == pytest.approx((10 + 12 + 20) / 3, rel=2e-3)


@pytest.mark.parametrize(
    ("volume", "price", "line"),
    [
        ((5, 3, 9), 1, r"volume: low 5, best 3, high 9 are not in order"),
        ((1, float("nan"), 2), 1, r"volume: best"),
        ("many", 1, r"volume: low 'many' is not a number"),
        ((1, 2), 1, r"2 values; give low, best and high"),
        ({"low": 1, "high": 3}, 1, r"without a best value"),
        (1, {"best": 2, "unit": "THB a person"}, r"price is in 'THB a person' but the currency is 'US\$'"),
        (-1, 1, r"of 0 or more"),
    ],
)
def test_bad_factors_are_refused_in_one_line(volume: object, price: object, line: str) -> None:
    with pytest.raises(ParameterError, match=line):
        judgement.market(volume, price)


ROUTES = pd.DataFrame(
    {"route": ["north", "sea", "air"], "threat": [4, 5, 2], "vulnerability": [3, 4, 2], "impact": [3, 5, 1]}
)


def test_risk_ranks_as_the_product_does_and_dominance_is_firm() -> None:
    found = judgement.risk(ROUTES)
    products = ROUTES.set_index("route").prod(axis=1).sort_values(ascending=False)
    assert list(found.to_frame().index) == list(products.index)
    assert found.to_frame().loc["sea", "first"] == 1
    assert found.to_frame()["score"].between(1, 5).all()
    shuffled = judgement.risk(ROUTES.iloc[::-1]).to_frame()
    pd.testing.assert_frame_equal(shuffled.sort_index(), found.to_frame().sort_index())


def test_unknown_widens_and_never_lowers_in_silence() -> None:
    matrix = pd.DataFrame(
        {
            "group": ["A", "B"],
            "violence": ["high", "unknown"],
            "reach": ["low", "medium"],
            "money": ["medium", "medium"],
        }
    )
    found = judgement.risk(matrix, "socta").to_frame()
    assert found.loc["A", "score"] == pytest.approx((4 + 2 + 3) / 3)
    assert (found.loc["B", "score_low"], found.loc["B", "score_high"]) == pytest.approx((7 / 3, 11 / 3))
    assert any("unknown" in note for note in judgement.risk(matrix, "socta").caveats)
    heavy = judgement.risk(matrix, "socta", weights={"violence": 0, "reach": 1, "money": 1}).to_frame()
    assert heavy.index[0] == "B"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"threat": [4, 6, 2]}, r"'sea': threat: 6 is not a number from 1 to 5"),
        ({"threat": [4, None, 2]}, r"'sea': threat is empty; write 'unknown'"),
        ({"impact": ["hgih", 1, 2]}, r"'north': impact: unknown level 'hgih'; did you mean 'high'"),
    ],
)
def test_bad_scores_are_refused_in_one_line(change: dict[str, list[object]], line: str) -> None:
    with pytest.raises(ParameterError, match=line):
        judgement.risk(ROUTES.assign(**change))
    with pytest.raises(ParameterError, match="unknown column 'impact'"):
        judgement.risk(ROUTES.drop(columns="impact"))
    with pytest.raises(ParameterError, match="add up to 0"):
        judgement.risk(ROUTES, weights=dict.fromkeys(("threat", "vulnerability", "impact"), 0))
