"""Printed records: with the sheets alone the exercises can be done, and what is not printed is named."""

from __future__ import annotations

import json
from functools import cache

import pandas as pd
import pytest
from pypdf import PdfReader

from classroom.courses import read_course
from classroom.pack.extracts import extract
from classroom.pack.trainees import trainee_jobs
from classroom.pack.writing import Materials, Printer
from classroom.results.rules import read_rules
from grading.checkpoint import evidence
from grading.exercises import load_course
from toolkit.schema import read_case

COURSE = "operational_10day"


@pytest.fixture(scope="module")
def printed(made_case):
    """A function: exercise -> its printed records, its paper and the sealed answer (item or way -> figure)."""
    case, sealed = made_case()
    read = read_case(case)

    @cache
    def one(name: str, most: int = 300):
        day = load_course(COURSE).day(name.split(".")[0])
        declared = next(one for one in day.exercises if one.id == name)
        paper = read.handouts[f"{COURSE}/{name}"]
        key = json.loads((sealed / "keys" / COURSE / f"{name}.json").read_text("utf-8"))
        return extract(declared, paper, evidence(read, day.checkpoint), most), paper, key["oracle"]

    return one


def tables(text: str) -> list[pd.DataFrame]:
    """The tables of a printed sheet, as whoever reads it finds them."""
    found = []
    for block in text.split("\n\n"):
        if block.startswith("|"):
            head, _, *rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in block.splitlines()]
            found.append(pd.DataFrame([row + [""] * (len(head) - len(row)) for row in rows], columns=head))
    return found


def figures(paper, oracle) -> dict[str, float]:
    values = {row["item"]: row["value"] for row in oracle}
    return {item["text"]: values[item["id"]] for item in paper["items"]}


def dollars(table: pd.DataFrame) -> pd.Series:
    return table["US$"].str.replace(",", "").astype(float)


def test_passages_can_be_counted_by_hand(printed):
    text, paper, oracle = printed("day05.flows")
    (table,) = tables(text)
    assert set(table["Plate"]) == set(paper["vehicles"])
    table["at"] = pd.to_datetime(table["Time (UTC)"])
    table["place"] = table["Place"].str.extract(r"\((PL\d+)\)$")[0]
    before = table.groupby("Plate", sort=False)[["at", "place"]].shift()
    soon = (table["at"] - before["at"]) <= pd.Timedelta(hours=paper["hours"])
    ways = pd.DataFrame({"source": before["place"], "target": table["place"]})[soon]
    ways = ways[ways["source"] != ways["target"]]
    counted = ways.value_counts().to_dict()
    assert counted == {(row["source"], row["target"]): row["count"] for row in oracle}


def test_each_event_to_choose_from_is_printed_with_its_time(printed):
    text, paper, _ = printed("day05.events")
    rows = pd.concat(tables(text))
    assert dict(zip(rows["Item"], rows["Record"], strict=True)) == {one["id"]: one["record"] for one in paper["items"]}
    assert pd.to_datetime(rows["Time (UTC)"], errors="coerce").notna().all()


def test_records_of_two_numbers_can_be_counted_by_hand(printed):
    text, paper, oracle = printed("day06.contacts")
    (table,) = tables(text)
    table = table.drop_duplicates(["Day", "Time (UTC)", "Caller", "Callee"])
    said = figures(paper, oracle)
    for text, right in said.items():
        if text.startswith("Records of") and "made and received" in text:
            number = text.split()[2]
            assert (table[["Caller", "Callee"]] == number).any(axis="columns").sum() == right
    assert any("made and received" in text for text in said)


def test_who_calls_whom_can_be_counted_by_hand(printed):
    text, _, oracle = printed("day06.matrix")
    listed, table = tables(text)
    user = dict(zip(listed["Number"], listed["Index number"], strict=True))
    table = table.drop_duplicates(["Day", "Time (UTC)", "Caller", "Callee"])
    counted = pd.DataFrame({one: table[one].map(user) for one in ("Caller", "Callee")}).value_counts().to_dict()
    count = next(name for name in oracle[0] if name not in ("source", "target"))
    assert counted == {(row["source"], row["target"]): row[count] for row in oracle}


def test_the_pattern_of_one_number_shows_in_its_own_records_alone(printed):
    text, paper, _ = printed("day06.pattern")
    (table,) = tables(text)
    assert len(table) > 5
    assert (table[["Caller", "Callee"]] == paper["number"]).any(axis="columns").all()


def test_lines_that_a_paper_prints_itself_are_not_printed_again(printed):
    assert printed("day06.clean")[0] == ""


def test_sources_and_applications_can_be_added_up_by_hand(printed):
    text, paper, oracle = printed("day07.source_application")
    into, out = tables(text)
    right = figures(paper, oracle)
    assert dollars(into).sum() == pytest.approx(right["Known sources: everything paid to these accounts"])
    assert dollars(out).sum() == pytest.approx(right["Applications: everything paid from these accounts"])


def test_the_path_of_the_money_can_be_added_up_by_hand(printed):
    text, paper, oracle = printed("day07.path")
    (table,) = tables(text)
    holders = {account: one["id"] for one in paper["entities"] for account in one["accounts"]}
    sums = dollars(table).groupby([table["From"].map(holders), table["To"].map(holders)]).sum()
    amount = next(name for name in oracle[0] if name not in ("source", "target"))
    paid = {(row["source"], row["target"]): row[amount] for row in oracle}
    assert {pair: sums[pair] for pair in paid} == pytest.approx(paid)


def test_statements_of_means_are_printed_for_those_asked_about(printed):
    text, paper, _ = printed("day07.net_worth")
    (table,) = tables(text)
    assert set(table["Index number"]) == {one["id"] for one in paper["people"]}
    assert set(table["Day"]) >= set(paper["people"][0]["days"])


def test_where_records_are_too_many_whole_vehicles_are_printed_and_the_others_named(printed):
    whole, paper, _ = printed("day05.flows")
    each = tables(whole)[0]["Plate"].value_counts()
    text, _, _ = printed("day05.flows", 1)
    (table,) = tables(text)
    (plate,) = set(table["Plate"])
    assert len(table) == each[plate]
    assert f"{each.sum()} records, of which {len(table)} are printed" in text
    assert all(other in text.split("Not printed:")[1] for other in paper["vehicles"] if other != plate)


def test_an_exercise_that_its_documents_answer_has_no_records(printed):
    assert printed("day05.contradictions")[0] == ""


def test_the_days_handouts_carry_the_records_after_the_exercises_paper(made_case, tmp_path):
    course, declared = read_course("operational"), load_course(COURSE)
    materials = Materials(
        course=course,
        declared=declared,
        days=declared.days,
        rules=read_rules(course.folder / "course.toml", tuple(one.id for one in declared.exercises)),
        case=read_case(made_case()[0]),
        printer=Printer("title", "2026-01-01"),
    )
    jobs = {name: job for name, job in trainee_jobs(materials) if name.endswith("/handouts.pdf")}
    jobs["day05_flows/handouts.pdf"](tmp_path / "handouts.pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "handouts.pdf").pages]
    paper = next(number for number, page in enumerate(pages) if "day05.flows" in page and "How often" in page)
    records = next(number for number, page in enumerate(pages) if "day05.flows records" in page)
    assert records > paper
    vehicles = materials.case.handouts[f"{COURSE}/day05.flows"]["vehicles"]
    given = " ".join(page for page in pages if "day05.flows records" in page)
    assert all(given.count(plate) > 1 for plate in vehicles)
    assert all("SYNTHETIC" in page for page in pages)
