"""The second solver reads sentences that no template wrote, and says where it is in doubt."""

from __future__ import annotations

import pandas as pd
import pytest

from grading.keys.reader.file import read, standing
from grading.keys.reader.names import marked
from grading.keys.reader.parts import parts
from grading.keys.reader.ties import DENIED, EVERYDAY, NOTHING, PAYMENT, UNCLEAR, WORK, tie
from toolkit.schema import Case

INDEX = {"N001": ("Chan Dara", "Bong"), "N002": ("Lim Bo",), "N003": ("Dara Chan",), "N004": ("Lim Bo",)}


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("@N001 smuggles families over the hills together with @N002.", WORK),
        ("Last winter @N001 employed @N002 as a lookout.", WORK),
        ("Each convoy of @N001 is met by @N002 at the bridge.", WORK),
        ("@N001 takes instructions from @N002.", WORK),
        ("@N001 transferred USD 900 to @N002 in March.", PAYMENT),
        ("The rent of @N001 is paid by @N002 in cash.", PAYMENT),
        ("@N001 is a client of the tailor @N002.", EVERYDAY),
        ("@N001 married into the household of @N002.", EVERYDAY),
        ("@N001 bought bread from @N002 on Monday.", EVERYDAY),
        ("No connection whatever between @N001 and @N002 was found.", DENIED),
        ("@N001 denies any acquaintance with @N002.", DENIED),
        ("@N001 and @N002 have never met.", DENIED),
        ("@N001 is not a business partner of @N002.", DENIED),
        ("The officer was asked about @N001 and @N002.", NOTHING),
        ("Pictures of @N001 and @N002 hang on the wall.", NOTHING),
        ("@N001 likes the songs of @N002.", UNCLEAR),
        ("A customer of @N001 spoke of passengers of @N002.", UNCLEAR),
    ],
)
def test_ties_in_words_that_no_template_has(text: str, read_as: str) -> None:
    assert tie(text) == read_as


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("@N001 steered the ferry in which @N002 sat.", {("N001", "transporter"): True}),
        ("The lorry was driven by @N002 and loaded by @N001.", {("N002", "transporter"): True}),
        ("@N001, who drives at night, is paid by @N002.", {("N001", "transporter"): True}),
        ("@N002 lodges travellers for a few days.", {("N002", "safe-house keeper"): True}),
        ("Nine people were hidden in the house of @N001.", {("N001", "safe-house keeper"): True}),
        ("@N001 recruited boys for @N002.", {("N001", "recruiter"): True}),
        ("Everybody there was recruited by @N002.", {("N002", "recruiter"): True}),
        ("@N001 directs the crew.", {("N001", "organiser"): True}),
        ("@N002 acts on orders from @N001.", {("N001", "organiser"): True}),
        ("@N001 passes word from one crew to the other.", {("N001", "broker"): True}),
        ("@N001 told @N002 to wait.", {("N001", "organiser"): False}),
        ("@N001 is a customer of @N002, who drives a van.", {}),
        ("There is no evidence that @N001 drove for @N002.", {}),
        ("@N001 keeps a registered guest house.", {}),
        ("@N001 and @N002 split the money.", {}),
    ],
)
def test_parts_and_whose_they_are(text: str, stated: dict[tuple[str, str], bool]) -> None:
    assert parts(text) == stated


def test_names_are_found_by_number_spelling_and_first_mention_and_shared_ones_by_number_alone() -> None:
    told = "Of Tshan Dara [N001] it is said: Bong pays. Tshan Dara met Lim Bo [N004] and Dara Chan."
    text = f"# Head\n\n- Source: S1\n\n{told}\n"
    assert [one.marked for one in marked(text, INDEX)] == [
        "Of @N001 it is said: @N001 pays.",
        "@N001 met @N004 and @N003.",
    ]
    assert [one.marked for one in marked("Lim Bo stayed.", INDEX)] == ["Lim Bo stayed."]


def case_of(*documents: tuple[str, str, str, str], language: str = "en") -> Case:
    """Documents as (number, day, source, prose)."""
    texts = {name: f"# Report\n\n{prose}\n" for name, _, _, prose in documents}
    reports = pd.DataFrame(
        {
            "document_id": [one[0] for one in documents],
            "dated": pd.to_datetime([one[1] for one in documents]),
            "source_ref": [one[2] for one in documents],
        }
    )
    people = {"N001": "Chan Dara", "N002": "Lim Bo", "N003": "Vong Sok"}
    nominals = pd.DataFrame(
        {"nominal_id": list(people), "name": list(people.values()), "also_known_as": None, "kind": "person"}
    )
    return Case({"language": language}, {"reports": lambda: reports, "nominals": lambda: nominals}, texts, {})


WORKING = ("D001", "2031-01-01", "S1", "Chan Dara [N001] works with Lim Bo [N002].")
PAIR = ("N001", "N002")


@pytest.mark.parametrize(
    ("others", "stands"),
    [
        ((), {"stands alone"}),
        ((("D002", "2031-01-09", "S2", "Chan Dara gives orders to Lim Bo."),), {"corroborated"}),
        ((("D002", "2031-01-09", "S1", "Chan Dara gives orders to Lim Bo."),), {"corroborated", "stands alone"}),
        ((("D002", "2031-01-09", "S2", "Chan Dara paid Lim Bo USD 90."),), {"corroborated", "stands alone"}),
        ((("D002", "2031-01-09", "S2", "Chan Dara has no contact with Lim Bo."),), {"contradicted"}),
        ((("D002", "2031-01-09", "S2", "The team was asked about Chan Dara and Lim Bo."),), {"stands alone"}),
        ((("D002", "2031-01-09", "S2", "Chan Dara admires Lim Bo."),), set()),
        ((("D002", "2031-01-09", "S2", "Chan Dara works with Vong Sok."),), {"stands alone"}),
    ],
)
def test_how_a_statement_stands(others: tuple[tuple[str, str, str, str], ...], stands: set[str]) -> None:
    file = read(case_of(WORKING, *others))
    assert file is not None
    assert standing(file, "D001", PAIR) == stands


def test_an_odd_detail_makes_the_later_document_a_repeat_unless_it_is_told_of_others_too() -> None:
    odd = " A hen slept in the wedding cake box on the counter."
    first = (*WORKING[:3], WORKING[3] + odd)
    again = ("D002", "2031-01-09", "S2", "Lim Bo and Chan Dara are partners in moving people." + odd)
    file = read(case_of(first, again))
    assert file is not None
    assert standing(file, "D002", PAIR) == {"repeats"}
    assert standing(file, "D001", PAIR) == {"stands alone"}
    elsewhere = ("D003", "2031-01-02", "S3", "Vong Sok works with Lim Bo." + odd)
    file = read(case_of(first, again, elsewhere))
    assert file is not None
    assert standing(file, "D002", PAIR) == {"corroborated"}


def test_what_a_document_notes_of_itself_is_held_against_the_file() -> None:
    note = ("D002", "2031-01-09", "S2", "Chan Dara directs Lim Bo.\n\nThis stands alone in the file.")
    refers = (
        "D002",
        "2031-01-09",
        "S2",
        "Chan Dara directs Lim Bo.\n\nThis was heard from others and agrees with D001.",
    )
    for document, stands in ((note, {"corroborated", "stands alone"}), (refers, {"corroborated", "repeats"})):
        file = read(case_of(WORKING, document))
        assert file is not None
        assert standing(file, "D002", PAIR) == stands
        assert standing(file, "D001", PAIR) == {"corroborated"}


def test_a_language_that_it_does_not_know_is_not_read() -> None:
    assert read(case_of(WORKING, language="th")) is None
