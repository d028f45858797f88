"""Days 1, 2, 3 and 5 of the operational course, over seeds and levels."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from grading.keys import knowledge
from grading.keys.assessed import read
from grading.keys.cards import DIFFERENT, OPEN, SAME, Card, compared
from grading.keys.passages import flows, passages
from synthetic_data.truth import Truth
from tests.grading.keys import days
from toolkit.evaluation import sentences
from toolkit.schema.case import Case


def everything(thing, columns):
    """Every code of the first choice given to everything."""

    def answers(paper):
        names = [item["id"] for item in paper.get("items", ())] or [one["document_id"] for one in paper["reports"]]
        return [[{thing: name, **dict(codes)} for name in names] for codes in columns]

    return answers


def one_code(paper):
    codes = sorted({code for item in paper["items"] for code in item.get("codes", paper["codes"])})
    return [{item["id"]: code for item in paper["items"] if code in item.get("codes", [code])} for code in codes]


def test_elements_of_vignettes():
    rows = [
        {
            "act": "both",
            "means": "none",
            "purpose": "no",
            "benefit": "yes",
            "border": "crossed",
            "verdict": "smuggling",
        },
        {"act": "both", "means": "used", "purpose": "yes", "benefit": "yes", "border": "crossed", "verdict": "both"},
    ]
    days.keeps_its_promises("day01.elements", everything("vignette", rows))


@pytest.mark.parametrize("exercise", ["day01.pretest", "day01.lawful", "day10.posttest", "day05.contradictions"])
def test_choices(exercise):
    days.keeps_its_promises(exercise, one_code)


def test_both_forms_have_the_same_topics_and_no_question_twice():
    for level, seed in days.CASES:
        pre, post = (days.record(level, seed, name) for name in ("day01.pretest", "day10.posttest"))
        assert len(pre["paper"]["items"]) == len(post["paper"]["items"]) >= 12
        asked = [{(item["text"], item["detail"]) for item in one["paper"]["items"]} for one in (pre, post)]
        assert not asked[0] & asked[1]


def test_questions_with_figures_never_come_twice_and_are_as_hard_in_both_forms():
    case, truth = days.shown("foundation", 11, "day10")
    kinds = {"What does the first character": "grades", "Your judgement": "chance", "Within a year": "funds"}
    kinds["Two sources state"] = "tie"
    seen = set()
    for seed in range(60):
        other = Truth(info={**truth.info, "seed": seed}, tables=truth.tables)
        forms = [knowledge.form(case, other, {"form": which}) for which in knowledge.FORMS]
        asked = [{next((k for start, k in kinds.items() if one["text"].startswith(start)), one["id"]): one
                  for one in form.paper["items"]} for form in forms]  # fmt: skip
        options = [
            {(one["text"], frozenset(line[3:] for line in one["detail"].splitlines())) for one in form.paper["items"]}
            for form in forms
        ]
        assert not options[0] & options[1], seed
        for kind in kinds.values():
            assert asked[0][kind]["text"] != asked[1][kind]["text"], (seed, kind)
        chances = [int(re.search(r"(\d+) %", one["chance"]["text"]).group(1)) for one in asked]
        assert sum(chances) == 100
        right = []
        for form, items in zip(forms, asked, strict=True):
            lines = dict(line.split(") ", 1) for line in items["tie"]["detail"].splitlines())
            right.append(lines[form.oracle[items["tie"]["id"]]])
        assert right[0] == right[1]
        seen.add((right[0], chances[0]))
    assert len(seen) > 6


def test_grades_of_incoming_reports():
    rows = [{"source": a, "information": b} for a, b in itertools.product("ABCX", "1234")]
    days.keeps_its_promises("day02.grades", everything("document", rows))


def test_a_false_report_keeps_the_grade_that_the_file_bears_out():
    for level, seed in days.CASES:
        sealed = days.record(level, seed, "day02.grades")
        truth = days.shown(level, seed, "day02")[1].table("incoming")
        for row in truth[truth["origin"] == "fabricated"].itertuples():
            (name,) = (one["document_id"] for one in sealed["paper"]["reports"] if row.sentence in one["text"])
            assert sealed["key"]["rows"][name]["source"]["best"] == ["B"]
            assert sealed["key"]["rows"][name]["information"]["best"] == ["2"]


def test_conversion():
    rows = [
        {"source_5x5x5": "B", "information_5x5x5": "2", "source_6x6": "B", "information_6x6": "2"},
        {"source_5x5x5": "C", "information_5x5x5": "4", "source_6x6": "D", "information_6x6": "6"},
    ]
    days.keeps_its_promises("day02.conversion", everything("document", rows))


def test_merges():
    def all_pairs(paper):
        pairs = list(itertools.combinations([one["id"] for one in paper["entities"]], 2))
        return [[{"a": a, "b": b, "verdict": verdict} for a, b in pairs] for verdict in ("same", "different")]

    days.keeps_its_promises("day02.merges", all_pairs)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_merges_have_namesakes_and_open_pairs(level, seed):
    sealed = days.record(level, seed, "day02.merges")
    assert len(sealed["key"]["clusters"]) >= 2
    assert sealed["key"]["open"]
    assert "person" not in {name for one in sealed["paper"]["entities"] for name in one}


def card(name, document="", born="", citizenship="KH"):
    return Card("B1", "crossings", "2026-01-01", name, citizenship, document, "passport", born, "P1")


def test_what_joins_and_separates_two_cards():
    dara = card("Sok Dara", "K1", "1990-01-02")
    assert compared(dara, card("Dara Sok", "K1")) == SAME
    assert compared(dara, card("Sok Darra", "K2", "1990-01-02")) == SAME
    assert compared(dara, card("Sok Dara", "K2", "1985-05-05")) == DIFFERENT
    assert compared(dara, card("Sok Dara", "K2")) == OPEN
    assert compared(dara, card("Chan Nary", "K1", "1971-01-01")) == OPEN
    assert compared(dara, card("Chan Nary", "K3", "1971-01-01")) == DIFFERENT


def test_identifiers():
    def all_or_nothing(paper):
        whole = [{"document": name, "phrase": text[:1900]} for name, text in paper["texts"].items()]
        lines = [
            {"document": name, "phrase": line}
            for name, text in paper["texts"].items()
            for line in dict.fromkeys(text.splitlines())
            if line.strip()
        ]
        return [whole, lines[:40]]

    days.keeps_its_promises("day02.identifiers", all_or_nothing)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_a_phrase_may_be_copied_without_its_full_stop_or_with_its_sentence_and_not_without_its_end(level, seed):
    sealed = days.record(level, seed, "day02.identifiers")
    whole = sealed["oracle"]
    bare = [{**row, "phrase": re.sub(r"^(?:by|in|on|at) ", "", row["phrase"]).rstrip(".")} for row in whole]
    assert bare != whole
    assert days.score(sealed, bare) > 1 - 1e-9
    texts, reports = sealed["paper"]["texts"], days.shown(level, seed, "day02")[1].table("incoming")
    claims = [part for kept in reports["keep"] for part in kept.split("|")]
    longer = {
        (row["document"], sentence)
        for row in whole
        for sentence in sentences(texts[row["document"]])
        if row["phrase"] in sentence and not re.fullmatch(r"[A-Z]{3}-\d\d", row["phrase"]) and sentence not in claims
    } - {(row["document"], row["phrase"]) for row in whole}
    assert longer
    longer = [{"document": document, "phrase": sentence} for document, sentence in sorted(longer)]
    assert days.score(sealed, [*whole, *longer]) > 1 - 1e-9
    short = [{**row, "phrase": row["phrase"].rstrip(".")[:-4]} for row in whole]
    assert days.score(sealed, short) < 0.2


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_sanitised_report_names_no_source(level, seed):
    sealed = days.record(level, seed, "day02.sanitised")
    (text,) = sealed["paper"]["texts"].values()
    before = sealed["model_answer"].split("Left out")[0]
    assert not any(phrase in before for phrase in _quoted(sealed["model_answer"]))
    assert all(phrase in text for phrase in _quoted(sealed["model_answer"]))


def _quoted(answer):
    lines = [line for line in answer.splitlines() if line.startswith("- ")]
    return [line[3:].split(line[2] + " tells who")[0] for line in lines]


def test_matrix():
    def all_pairs(paper):
        pairs = list(itertools.combinations(paper["nominals"], 2))
        return [[{"a": a, "b": b, "status": status} for a, b in pairs][:60] for status in ("confirmed", "suspected")]

    for level, seed in days.CASES:
        sealed = days.record(level, seed, "day03.matrix")
        assert all(days.score(sealed, answer) < 0.35 for answer in all_pairs(sealed["paper"]))


def test_counts_agree_with_the_matrix():
    for level, seed in days.CASES:
        matrix, counts = (days.record(level, seed, name) for name in ("day03.matrix", "day03.counts"))
        assert sum(row["value"] for row in counts["oracle"]) == 2 * len(matrix["oracle"])
        names = [item["id"] for item in counts["paper"]["items"]]
        best = max(days.score(counts, [{"item": name, "value": n} for name in names]) for n in range(12))
        assert best <= 0.5


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_disputed_cells_come_with_their_documents(level, seed):
    sealed = days.record(level, seed, "day03.disputed")
    assert len(sealed["paper"]["cells"]) == 3
    assert all(one["a"] in sealed["model_answer"] for one in sealed["paper"]["cells"])


def test_events():
    def as_given(paper):
        ids = [item["id"] for item in paper["items"]]
        by_record = [item["id"] for item in sorted(paper["items"], key=lambda item: item["record"])]
        return [[{"item": name} for name in order] for order in (ids[::-1], by_record[::-1])]

    for level, seed in days.CASES:
        sealed = days.record(level, seed, "day05.events")
        assert len(sealed["paper"]["items"]) > len(sealed["oracle"]) >= 6
        assert all(days.score(sealed, answer) < 0.35 for answer in as_given(sealed["paper"]))
    days.keeps_its_promises("day05.events", lambda paper: [])


def test_flows():
    def all_ways(paper):
        ids = [one["id"] for one in paper["entities"]]
        return [[{"source": a, "target": b, "count": 1} for a, b in itertools.permutations(ids, 2)][:60]]

    days.keeps_its_promises("day05.flows", all_ways)


def test_a_day_between_two_sightings_is_no_passage():
    times = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 09:00", "2026-01-02 21:01"], utc=True)
    seen = pd.DataFrame({"plate": ["0A-1"] * 3, "place_id": ["PL1", "PL2", "PL1"], "seen_at": times})
    assert dict(passages(seen, ["0A-1"])) == {("PL1", "PL2"): 1}


def test_where_cameras_are_few_a_longer_stretch_counts():
    """Four vehicles, each seen at two places a day apart: no way within 12 hours, four within 24."""
    rows = []
    for number in range(4):
        start = pd.Timestamp("2026-01-01", tz="UTC") + pd.Timedelta(days=number)
        rows += [(f"0A-{number}", f"PL{number}", start), (f"0A-{number}", "PL9", start + pd.Timedelta(hours=20))]
    seen = pd.DataFrame(rows, columns=["plate", "place_id", "seen_at"])
    seen.insert(0, "sighting_id", [f"S{number}" for number in range(len(seen))])
    places = pd.DataFrame({"place_id": [f"PL{number}" for number in range(10)], "name": list("abcdefghij")})
    case = Case({}, {"sightings": lambda: seen, "places": lambda: places}, {})

    class Hidden:
        seed = 1

        def table(self, name):
            columns = {"noise": ["stream", "operation", "detail"], "journeys": ["provenance"]}[name]
            return pd.DataFrame(columns=columns, dtype="str")

    derived = flows(case, Hidden(), {})
    assert derived.paper["hours"] == 24
    assert "at most 24 hours" in derived.paper["instructions"]
    assert derived.key["flows"] == [{"source": f"PL{number}", "target": "PL9", "count": 1} for number in range(4)]


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_model_plan_has_the_form_that_is_asked_and_asks_for_nothing_on_file(level, seed):
    sealed = days.record(level, seed, "day01.plan")
    case = days.shown(level, seed, "day01")[0]
    head, _rule, *requests = [line for line in sealed["model_answer"].splitlines() if line.startswith("|")]
    assert [cell.strip() for cell in head.strip("|").split("|")][0::5] == ["question", "if nothing comes"]
    assert 3 <= len(requests) <= 5
    assert all(line.count("|") == head.count("|") and "|  |" not in line for line in requests)
    days_asked = [re.search(r"\d{4}-\d\d-\d\d", line)[0] for line in requests]
    assert days_asked == sorted(days_asked)
    assert days_asked[0] > case.info["as_of"]
    assert any(name in requests[0] for name in case.table("places")["name"])
    assert "calls" not in case.tables
    assert "transfers" not in case.tables


@pytest.mark.parametrize("exercise", ["day01.plan", "day02.sanitised", "day03.disputed", "day05.activity"])
def test_model_answers_name_nothing_of_the_hidden_world(exercise):
    for level, seed in days.CASES:
        sealed = days.record(level, seed, exercise)
        truth = days.shown(level, seed, exercise.split(".")[0])[1]
        assert len(sealed["model_answer"]) > 200
        shown = str(sealed["paper"])
        assert not any(f"{person!r}" in shown for person in truth.table("people")["person_id"])


def test_the_second_reading_of_a_report_goes_by_its_history():
    case = days.shown(*days.CASES[1], "day02")[0]
    page = {"document_id": "R1", "dated": "2026-01-01", "kind": "informant"}
    text = "The source saw and heard it. Of 10 earlier reports from INF-9 that could be checked, {} proved accurate."
    pages = [{**page, "text": text.format(right)} for right in (9, 2)]
    assert read(case, pages) == [("B", "2"), ("C", "2")]
