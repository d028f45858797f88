"""Keys of days 8 and 9 hold only what a second solver reads alike: agreement, and disagreements that are planted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from grading.keys import casefile, inference, second
from grading.keys.reader import file as reader
from grading.keys.setting import index_names
from grading.keys.statements import EVERYDAY, ordered
from synthetic_data.truth import Truth
from tests.grading.keys import days

# Of what the second solver is not in doubt of, so much it reads as the claims have it; and it is seldom in doubt.
ALIKE, DECIDED = 0.95, 0.90
# So much stands one way alone: others speak of money where this one speaks of work, or a page notes of itself what the
# file does not bear out.
ONE_WAY = 0.6


@cache
def file_of(level: str, seed: int, day: str) -> reader.File:
    file = reader.read(days.shown(level, seed, day)[0])
    assert file is not None
    return file


def rows_of(level: str, seed: int, truth: Truth) -> dict[tuple[str, str, str], inference.Row]:
    """(person, other, document) -> the row of evidence, as the claims of that truth have it."""
    case, _ = days.shown(level, seed, "day08")
    firms = set(case.table("nominals").query("kind == 'organisation'")["nominal_id"].astype("str"))
    stated = inference._statements(truth.table("claims"), index_names(case), firms)
    return {(person, row.others[0], row.document): row for person, rows in stated.items() for row in rows}


def planted(truth: Truth, claim_id: str, **changed: str) -> Truth:
    """The truth with one claim turned, so that the key says what its document does not."""
    claims = truth.table("claims").copy()
    for column, value in changed.items():
        claims.loc[claims["claim_id"] == claim_id, column] = value
    return replace(truth, tables={**truth.tables, "claims": claims})


def alone(truth: Truth, relation: str, firms: set[str]) -> pd.DataFrame:
    """Asserted claims of a relation that are all that their document says of the two, and no repeat."""
    claims = truth.table("claims")
    pairs = [ordered(a, b) for a, b in zip(claims["subject"], claims["object"], strict=True)]
    claims = claims.assign(pair=pairs)
    once = ~claims.duplicated(["document_id", "pair"], keep=False)
    persons = ~claims["subject"].isin(firms) & ~claims["object"].isin(firms)
    wanted = (claims["relation"] == relation) & (claims["polarity"] == "asserted") & (claims["copies"] == "")
    return claims[once & persons & wanted]


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_both_solvers_read_nearly_every_statement_alike(level: str, seed: int) -> None:
    file, (_, truth) = file_of(level, seed, "day08"), days.shown(level, seed, "day08")
    met: Counter[str] = Counter()
    for (person, other, document), row in rows_of(level, seed, truth).items():
        read = file.said[document].get(ordered(person, other), "")
        met["doubt" if not read else "alike" if read == row.kind else "otherwise"] += 1
    assert met["alike"] + met["otherwise"] >= DECIDED * met.total()
    assert met["alike"] >= ALIKE * (met["alike"] + met["otherwise"])


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_both_solvers_read_standing_alike_or_one_sees_two_ways(level: str, seed: int) -> None:
    file, (case, truth) = file_of(level, seed, "day09"), days.shown(level, seed, "day09")
    met: Counter[str] = Counter()
    for one, code in casefile._standing(case, truth).items():
        read = reader.standing(file, *one)
        met["doubt" if not read else "two ways" if len(read) > 1 else "alike" if read == {code} else "otherwise"] += 1
    assert met["otherwise"] == 0
    assert met.total() - met["doubt"] >= DECIDED * met.total()
    assert met["alike"] >= ONE_WAY * met.total()
    asked = days.record(level, seed, "day09.graded")
    for row in asked["paper"]["statements"]:
        pair = ordered(*(person["id"] for person in row["on"]))
        best = set(asked["key"]["rows"][row["document"]]["standing"]["best"])
        assert reader.standing(file, row["document"], pair) in (frozenset(), best)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_a_statement_that_the_key_turns_into_its_opposite_is_dropped(level: str, seed: int) -> None:
    case, truth = days.shown(level, seed, "day08")
    turned = 0
    for claim in alone(truth, "works with", firms_of(case)).head(12).itertuples():
        wrong = planted(truth, claim.claim_id, relation=EVERYDAY[0])
        at = (str(claim.subject), str(claim.object), str(claim.document_id))
        kept = inference._read_again(case, {at[0]: [rows_of(level, seed, wrong)[at]]})
        if file_of(level, seed, "day08").said[at[2]].get(claim.pair) == "work":
            assert not kept, claim.sentence
            turned += 1
    assert turned > 3


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_a_statement_that_the_key_takes_for_something_near_gets_both_codes(level: str, seed: int) -> None:
    case, truth = days.shown(level, seed, "day08")
    claims, said = alone(truth, "pays", firms_of(case)), file_of(level, seed, "day08").said
    claim = next(row for _, row in claims.iterrows() if said[row["document_id"]].get(row["pair"]) == "payment")
    at = (str(claim["subject"]), str(claim["object"]), str(claim["document_id"]))
    assert (
        inference._read_again(case, {at[0]: [rows_of(level, seed, truth)[at]]})[at[0]][0].codes
        == (inference.ENTAILED["payment"])
    )
    wrong = planted(truth, claim["claim_id"], relation="works with")
    (row,) = inference._read_again(case, {at[0]: [rows_of(level, seed, wrong)[at]]})[at[0]]
    assert row.kind == "work"
    assert row.codes == (("consistent", "neutral"), (), ("inconsistent",))


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_a_standing_that_the_documents_do_not_bear_out_is_not_asked(level: str, seed: int) -> None:
    case, truth = days.shown(level, seed, "day09")
    file = file_of(level, seed, "day09")
    before = casefile._standing(case, truth)
    one = next(
        (document, pair)
        for (document, pair), code in sorted(before.items())
        if code == "stands alone" and reader.standing(file, document, pair) == {"stands alone"}
    )
    own = truth.table("claims").query("document_id == @one[0]").iloc[0]
    other = next(
        str(row.document_id)
        for row in case.table("reports").itertuples()
        if row.source_ref != case.table("reports").set_index("document_id").loc[one[0], "source_ref"]
    )
    made = pd.DataFrame(
        [{**own, "claim_id": "CL9999", "document_id": other, "subject": one[1][0], "object": one[1][1]}]
    )
    made = made.assign(relation="works with", polarity="asserted", copies="")
    tables = {**truth.tables, "claims": pd.concat([truth.table("claims"), made], ignore_index=True)}
    after = casefile._standing(case, replace(truth, tables=tables))
    assert after.get(one) != "stands alone"
    assert one not in second.standings(file, after)
    assert one in second.standings(file, before)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_a_part_that_no_document_states_is_not_asked(level: str, seed: int) -> None:
    case, truth = days.shown(level, seed, "day09")
    file, reports = file_of(level, seed, "day09"), case.table("reports")
    for target in days.record(level, seed, "day09.targets")["key"]["actors"]:
        stated = casefile._parts(case, truth)[target["nominal"]]
        profile = second.profile(file, reports, target["nominal"], stated)
        assert profile is not None
        assert target["roles"] == [*stated, *profile.argued]
        assert set(target["documents"]) == set(profile.documents)
    silent = [name for name in sorted(case.texts) if not any(name in shown for shown in every_part(file))]
    person = next(one for one in sorted(file.parts) if not file.doubtful(one))
    assert second.profile(file, reports, person, {"transporter": silent[:1]}) is None


def test_a_part_denied_on_better_ground_is_not_asked_and_one_that_may_be_argued_is_accepted() -> None:
    pair = ordered("N001", "N002")
    reports = pd.DataFrame(
        [("D001", "S1", "X", "4"), ("D002", "S2", "A", "1"), ("D003", "S3", "X", "4")],
        columns=["document_id", "source_ref", "source_grade", "information_grade"],
    )
    file = reader.File(
        pages={},
        dated=dict.fromkeys(reports["document_id"], pd.Timestamp("2031-01-01")),
        source=dict(zip(reports["document_id"], reports["source_ref"], strict=True)),
        said={"D001": {pair: "work"}, "D002": {pair: "denied"}, "D003": {ordered("N001", "N003"): "work"}},
        tales=dict.fromkeys(reports["document_id"], frozenset()),
        tellers={},
        parts={"N001": {"transporter": {"D001": frozenset({pair})}, "organiser": {"D003": frozenset()}}},
    )
    stated = {"transporter": ["D001"]}
    assert second.profile(file, reports, "N001", stated) is None
    weaker = replace(file, said={**file.said, "D002": {}})
    assert second.profile(weaker, reports, "N001", stated) == second.Profile(("organiser",), ("D001", "D003"))
    # The other part is confirmed, this one suspected: no one status is right.
    better = reports.assign(source_grade=["X", "A", "A"], information_grade=["4", "1", "1"])
    assert second.profile(weaker, better, "N001", stated) is None


def every_part(file: reader.File) -> list[set[str]]:
    return [set(shown) for roles in file.parts.values() for shown in roles.values()]


def firms_of(case) -> set[str]:
    return set(case.table("nominals").query("kind == 'organisation'")["nominal_id"].astype("str"))
