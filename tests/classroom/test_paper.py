"""The paper of an exercise as it is printed: columns in the order of the answer and under its own words."""

from classroom.pack import matrix, paper
from grading.exercises import load_course

COURSE = load_course("operational_10day")


def exercise(name):
    return next(one for one in COURSE.day(name.split(".")[0]).exercises if one.id == name)


def test_what_is_asked_stands_in_the_order_of_the_columns():
    asked = {name: f"About {name}?" for name in ("act", "benefit", "border", "means", "purpose", "verdict")}
    printed = paper.handout(exercise("day01.elements"), {"asked": asked, "items": [{"id": "V1"}]})
    places = [printed.index(f"About {name}?") for name in ("act", "means", "purpose", "benefit", "border", "verdict")]
    assert places == sorted(places)


def test_a_column_is_headed_by_the_words_of_the_paper_and_its_label_is_no_code():
    printed = paper.handout(
        exercise("day02.merges"), {"labels": {"a": "entry", "b": "and entry", "same": "one person"}}
    )
    assert "| Entry | And entry | Verdict |" in printed
    assert "| same | one person |" in printed
    assert "| a | entry |" not in printed


def test_a_matrix_has_a_line_for_whom_the_answer_may_name():
    known = {
        "entities": [{"id": "N001", "name": "Chan Dara"}],
        "organisations": [{"id": "N009", "name": "Red Lantern"}],
    }
    assert matrix.entities(known) == ["N001 Chan Dara", "N009 Red Lantern"]
    assert matrix.entities({**known, "nominals": ["N001"]}) == ["N001 Chan Dara"]


def test_an_order_has_a_place_to_write_beside_each_item():
    items = [{"id": "V1", "record": "S0001", "text": "Sighting S0001"}]
    printed = paper.handout(exercise("day05.events"), {"items": items})
    assert "| Item | Statement | Place (1 = first; empty = does not belong) |" in printed
    assert "| V1 | Sighting S0001 |  |" in printed


def test_lines_of_an_export_stand_in_reading_order_and_ends_are_from_and_to():
    line = {"export": "A", "from": "+1", "home": "66", "length": "9 s", "line": "L1", "start": "noon", "to": "+2"}
    printed = paper.handout(exercise("day06.clean"), {"raw": [line]})
    assert "| Line | Export | From | To | Start | Length |" in printed
    assert "| L1 | A | +1 | +2 | noon | 9 s |" in printed
    assert "| From | To | Count |" in paper.handout(exercise("day05.flows"), {})
