"""Documents: what they claim can be read off them, is graded by what the file shows, and tells the whole story."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from synthetic_data import generate
from synthetic_data.documents.names import respell
from synthetic_data.documents.picker import Picker
from synthetic_data.documents.wording import claims as wording
from synthetic_data.documents.wording import recorded
from synthetic_data.documents.wording.voices import DETAILS
from synthetic_data.truth import TABLES, Truth
from toolkit.schema.case import Case

SEEDS = (31, 32)
NUMBERED = re.compile(r"([A-Z][^\[\].,;:]*?) \[(N\d+)\]")
RECORDS = (recorded.READ, recorded.TRACED, recorded.PATROLLED, recorded.COUNTER, recorded.CALLED, recorded.ADMITTED)
CODES = ("works with", "directs", "drives for", "houses people for", "recruits for", "pays", "belongs to", "family of")


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> tuple[Case, Truth]:
    return generate("gms-thailand", seed=request.param)


def filed(case: Case) -> pd.DataFrame:
    """The operational file: what the strategic desk holds beside it has numbers of its own."""
    documents = case.documents
    return documents[documents["document_id"].str.match(r"D\d+$")]


def test_every_document_carries_its_mark_grade_and_handling(made: tuple[Case, Truth]) -> None:
    case, _ = made
    assert 60 <= len(filed(case)) <= 80
    for row in filed(case).itertuples():
        assert row.text.startswith("**SYNTHETIC")
        assert f"Document: {row.document_id}\n" in row.text
        assert f"Grade (4x4): {row.source_grade}{row.information_grade}\n" in row.text
        assert f"Handling: {row.handling}:" in row.text
        assert row.source_ref in row.text
        assert not re.search(r"\{\w+\}", row.text)
    wanted = {"informant", "surveillance", "open source", "statement", "officer", "partner", "phone", "custody"}
    assert wanted | {"finance", "liaison", "hotline"} <= set(filed(case)["kind"])


def test_both_ends_of_a_claim_stand_in_its_one_sentence(made: tuple[Case, Truth]) -> None:
    case, truth = made
    claims = truth.table("claims")
    assert tuple(claims.columns) == TABLES["claims"]
    for document, rows in claims.groupby("document_id"):
        text = case.document(document)
        names = {number: name for name, number in reversed(NUMBERED.findall(text))}
        assert len(names) == len(re.findall(r"\[N\d+\]", text)), "a number follows a name at first mention alone"
        for claim in rows.itertuples():
            assert claim.sentence in text
            assert claim.sentence.count(". ") <= claim.sentence.count(" [") + 2
            for end in (claim.subject, claim.object):
                ending = [name for number, name in names.items() if number == end]
                assert f"[{end}]" in claim.sentence or any(name[-8:] in claim.sentence for name in ending)


def test_claims_are_true_exactly_where_the_world_says_so(made: tuple[Case, Truth]) -> None:
    _, truth = made
    person = truth.table("people").set_index("nominal_id")["person_id"].to_dict()
    links = truth.table("links")
    tied = {frozenset(pair) for pair in links[["a", "b"]].itertuples(index=False)}
    members = truth.table("memberships")
    firms = truth.table("organisations").set_index("nominal_id")["organisation_id"].to_dict()
    belongs = set(members[["person_id", "organisation_id"]].itertuples(index=False, name=None))
    for claim in truth.table("claims").itertuples():
        if claim.relation == "belongs to":
            assert (person[claim.subject], firms[claim.object]) in belongs
            continue
        known = frozenset((person[claim.subject], person[claim.object])) in tied
        if claim.polarity == "asserted":
            assert known == claim.is_true
        elif claim.origin == "fabricated":
            assert known
            assert not claim.is_true
        else:
            assert claim.is_true


def test_false_reports_accuse_no_migrant_and_one_is_well_graded(made: tuple[Case, Truth]) -> None:
    case, truth = made
    claims = truth.table("claims").merge(case.table("reports"), on="document_id")
    invented = claims[(claims["origin"] == "fabricated") & (claims["polarity"] == "asserted")]
    assert len(invented) >= 2
    assert not invented["is_true"].any()
    assert ((invented["source_grade"] == "B") & (invented["information_grade"] == "2")).any()
    kind = truth.table("people").set_index("nominal_id")["kind"]
    for claim in invented.itertuples():
        assert sorted((kind[claim.subject], kind[claim.object])) == ["bystander", "member"]


def test_a_circular_report_comes_later_repeats_a_detail_and_stays_uncorroborated(made: tuple[Case, Truth]) -> None:
    case, truth = made
    index = case.table("reports").set_index("document_id")
    copies = truth.table("claims").query("origin == 'circular'")
    assert copies["document_id"].nunique() >= 3
    for claim in copies.itertuples():
        assert index.at[claim.copies, "dated"] < index.at[claim.document_id, "dated"]
        assert index.at[claim.document_id, "information_grade"] == "4"
        shared = [
            detail
            for detail in DETAILS
            if detail in case.document(claim.copies) and detail in case.document(claim.document_id)
        ]
        assert len(shared) == 1


def test_grades_follow_from_what_the_document_says(made: tuple[Case, Truth]) -> None:
    case, _ = made
    for row in filed(case).itertuples():
        if row.kind in ("surveillance", "officer", "phone", "finance", "patrol"):
            assert row.source_grade + row.information_grade == "A1"
            continue
        checked = re.search(r"Of (\d+) earlier reports .* (\d+) proved accurate", row.text)
        if checked:
            share = int(checked[2]) / int(checked[1])
            assert row.source_grade == ("B" if share > 0.6 else "C")
            assert share > 0.6 or share < 0.5
        else:
            assert row.source_grade == "X"
        if row.information_grade == "3":
            named = re.findall(r"\bD\d{3}\b", row.text.split("\n\n")[-1])
            assert named
            dates = case.table("reports").set_index("document_id")["dated"]
            assert all(dates[name] <= row.dated for name in named)


def test_first_reports_come_once(made: tuple[Case, Truth]) -> None:
    case, _ = made
    unknown = filed(case).query("source_grade == 'X' and kind != 'open source'")
    assert unknown["source_ref"].is_unique


def test_brokers_and_organisers_are_told_of_by_a_proved_source(made: tuple[Case, Truth]) -> None:
    case, truth = made
    told = truth.table("claims").merge(case.table("reports"), on="document_id")
    told = told[(told["part"] != "") & told["source_grade"].isin(["A", "B"]) & (told["information_grade"] < "4")]
    people = truth.table("people").query("nominal_id != ''")
    bridges = set(told[told["part"] == "bridge"]["subject"])
    assert set(people[people["is_broker"]]["nominal_id"]) <= bridges
    assert set(people[people["role"] == "organiser"]["nominal_id"]) <= set(told["subject"])


def test_lookalikes_can_be_cleared(made: tuple[Case, Truth]) -> None:
    case, truth = made
    reason = truth.table("people").query("nominal_id != ''").set_index("nominal_id")["reason"]
    denied = (
        truth.table("claims").query("polarity == 'denied' and is_true").merge(case.table("reports"), on="document_id")
    )
    cleared = [claim for claim in denied.itertuples() if reason[claim.subject] and claim.title.startswith("Check")]
    assert len(cleared) >= 6
    assert all(claim.source_grade in ("A", "B") for claim in cleared)


def test_a_possible_victim_is_referred_and_not_named(made: tuple[Case, Truth]) -> None:
    case, truth = made
    (text,) = [text for text in case.texts.values() if "possible victim" in text]
    assert "protection service" in text
    kinds = truth.table("people").set_index("nominal_id")["kind"]
    assert {kinds[number] for number in re.findall(r"\[(N\d+)\]", text)} == {"member"}


@pytest.mark.parametrize(("name", "until"), [("A", 0.5), ("B", 0.75)])
def test_a_set_is_dense_and_varied_and_on_file_in_time(made: tuple[Case, Truth], name: str, until: float) -> None:
    case, truth = made
    claims = truth.table("claims")
    documents, nominals = (truth.info["sets"][name][part] for part in ("documents", "nominals"))
    assert 8 <= len(documents) <= 12
    assert 10 <= len(nominals) <= 14
    inside = claims[claims["document_id"].isin(documents)]
    assert set(inside["subject"]) | set(inside["object"]) == set(nominals)
    pairs = {frozenset(pair) for pair in inside[["subject", "object"]].itertuples(index=False)}
    assert len(pairs) >= 1.1 * len(nominals)
    people = truth.table("people").query("nominal_id != ''").set_index("nominal_id")
    known = people.loc[[one for one in nominals if one in people.index]]
    assert known["is_broker"].any()
    assert known["stage"].replace("", pd.NA).nunique() >= 2
    dates = case.table("reports").set_index("document_id")["dated"]
    first, last = (pd.Timestamp(day) for day in case.info["window"])
    assert (dates[list(documents)].max() - first) < (last - first) * until


def test_one_set_gives_nothing_of_the_other_away(made: tuple[Case, Truth]) -> None:
    _, truth = made
    claims, sets = truth.table("claims"), truth.info["sets"]
    assert not set(sets["A"]["documents"]) & set(sets["B"]["documents"])
    pairs = {
        name: {
            frozenset(pair)
            for pair in claims.loc[claims["document_id"].isin(one["documents"]), ["subject", "object"]].itertuples(
                index=False
            )
        }
        for name, one in sets.items()
    }
    assert len(pairs["A"] & pairs["B"]) <= 1
    assert len(set(sets["A"]["nominals"]) & set(sets["B"]["nominals"])) <= len(sets["B"]["nominals"]) / 2


def test_incoming_reports_are_graded_by_what_the_file_shows(made: tuple[Case, Truth]) -> None:
    case, truth = made
    incoming, claims = truth.table("incoming"), truth.table("claims")
    assert 10 <= len(incoming) <= 12
    wanted = {"false", "circular", "untested source", "open source", "partner", "possible victim", "denial"}
    assert wanted <= set(incoming["trait"])
    dates = case.table("reports").set_index("document_id")["dated"]
    asserted = claims[(claims["polarity"] == "asserted") & (claims["copies"] == "")]
    told = {
        frozenset(pair): set(rows["document_id"])
        for pair, rows in asserted.groupby(asserted[["subject", "object"]].agg(frozenset, axis=1))
    }
    for row in incoming.itertuples():
        assert row.document_id not in case.texts
        assert row.text.startswith("**SYNTHETIC")
        assert row.sentence in row.text
        earlier = {
            name for name in told.get(frozenset((row.subject, row.object)), ()) if dates[name] < pd.Timestamp(row.dated)
        }
        if row.information_best == "3":
            assert set(row.corroborated_by.split(";")) <= earlier
            assert row.corroborated_by
        elif row.trait != "circular" and row.polarity == "asserted":
            assert not earlier
        share = row.right / max(row.checked, 1)
        assert {"B": share > 0.6, "C": 0 < share < 0.5, "A": row.checked == 0, "X": row.checked == 0}[row.source_best]
        for phrase in filter(None, (*row.remove.split("|"), *row.harmless.split("|"), *row.keep.split("|"))):
            assert phrase in row.text
    (false,) = incoming.query("trait == 'false'").itertuples()
    assert (false.source_best + false.information_best, false.is_true) == ("B2", False)
    (copy,) = incoming.query("trait == 'circular'").itertuples()
    assert [detail for detail in DETAILS if detail in copy.text and detail in case.document(copy.copies)]
    assert incoming[["source_best", "information_best"]].nunique().min() == 4


def test_the_file_holds_what_the_final_case_needs(made: tuple[Case, Truth]) -> None:
    case, truth = made
    rows = truth.table("planted").query("stream == 'reports' and fact_id.str.startswith('PD')", engine="python")
    wanted = {"look-alike", "humanitarian helper", "possible victim", "false report", "circular report"}
    assert wanted <= set(rows["kind"])
    people = truth.table("people").query("nominal_id != ''").set_index("nominal_id")
    for row in rows.itertuples():
        documents = row.provenance.split(";")
        assert all(name in case.texts for name in documents)
        if row.kind in ("look-alike", "humanitarian helper"):
            assert f"[{row.subject}]" in case.document(documents[0])
            assert not people.at[row.subject, "is_member"]
        if row.kind == "circular report":
            assert row.subject == documents[0]


def test_injects_are_four_and_change_something(made: tuple[Case, Truth]) -> None:
    case, truth = made
    injects = truth.table("injects")
    assert list(injects["inject_id"]) == ["J1", "J2", "J3", "J4"]
    assert sorted(injects["kind"]) == ["found", "life", "referral", "withdrawn"]
    assert (injects["course_day"] == "day10").sum() == 2
    members = set(truth.table("people").query("is_member")["name"])
    for row in injects.itertuples():
        assert row.text.startswith("**SYNTHETIC")
        assert row.inject_id not in case.texts
        assert row.rises
        assert row.falls
        assert row.action
        assert not re.search(r"\{\w+\}", row.text + row.rises + row.falls + row.action)
        assert all(name in case.texts for name in filter(None, row.documents.split(";")))
        if row.kind == "withdrawn":
            assert not any(name in row.rises for name in members)


def test_another_language_keeps_the_facts_and_falls_back_where_it_has_no_words() -> None:
    case, truth = generate("gms-thailand", seed=33, language="th", people=300)
    for claim in truth.table("claims").itertuples():
        assert claim.sentence in case.document(claim.document_id)
    english, same = generate("gms-thailand", seed=33, people=300)
    columns = ["document_id", "subject", "relation", "object", "polarity", "origin"]
    pd.testing.assert_frame_equal(truth.table("claims")[columns], same.table("claims")[columns])
    assert english.texts.keys() == case.texts.keys()


@pytest.mark.parametrize("family", [wording.REPORTED, wording.OBSERVED, wording.WITNESSED])
def test_every_claim_template_names_both_ends(family: dict[str, tuple[str, ...]]) -> None:
    for relation, templates in family.items():
        assert relation in (*CODES, "client of")
        for template in templates:
            assert template.count("{a}") >= 1
            assert template.count("{b}") >= 1


def test_templates_fit_their_place_and_a_denial_is_told_from_a_statement() -> None:
    from toolkit.evaluation.mentions import _DENIAL

    statements = [
        *(template for family in (wording.REPORTED, wording.OBSERVED, wording.WITNESSED) for template in _all(family)),
        *(template for kind in wording.BY_KIND.values() for template in _all(kind)),
        *(template for family in RECORDS for template in _all(family)),
        *recorded.AFLOAT_REPORTED,
        *recorded.AFLOAT_OBSERVED,
        *wording.DIRECTING,
        *wording.BRIDGES,
        *wording.PAID,
    ]
    for template in statements:
        assert {"{a}", "{b}"} <= set(re.findall(r"\{\w\}", template)), template
        assert not _DENIAL.search(template), template
    for template in (*_all(wording.DENIED), *wording.CLEARED):
        assert _DENIAL.search(template), template


def _all(family: dict[str, tuple[str, ...]]) -> list[str]:
    return [template for templates in family.values() for template in templates]


def test_two_files_of_one_scenario_read_differently() -> None:
    import numpy as np

    options = [str(number) for number in range(10)]
    files = []
    for seed in (1, 2):
        picker = Picker(np.random.default_rng(seed))
        used = set()
        for _ in range(60):
            picker.turn()
            used.add(picker.pick(options))
        files.append(used)
    assert len(files[0] & files[1]) < len(files[0])
    assert len(files[0]) < len(options)
    picker = Picker(np.random.default_rng(3))
    assert sorted(picker.pick(options) for _ in options) == sorted(options), "a page never says two things alike"


def test_a_respelling_is_never_somebody_elses_name() -> None:
    import numpy as np

    name = "Somchai Jaidee"
    free = {respell(name, (), np.random.default_rng(seed)).alias for seed in range(30)}  # type: ignore[union-attr]
    assert len(free) > 1
    taken = tuple(sorted(free))
    for seed in range(10):
        spelling = respell(name, taken, np.random.default_rng(seed))
        assert spelling is None or spelling.alias not in taken


def test_no_text_reads_as_a_formula_in_markdown(made: tuple[Case, Truth]) -> None:
    case, _ = made
    assert [name for name in filed(case)["document_id"] if "$" in case.document(name)] == []
