"""Who is named where: numbers, names, other names, the spelling of one document, and traps."""

import pandas as pd
import pytest

from toolkit import evaluation, link
from toolkit.errors import ParameterError

NOMINALS = pd.DataFrame(
    {
        "nominal_id": ["N001", "N002", "N003", "N004", "N005"],
        "kind": ["person", "person", "person", "organisation", "person"],
        "name": ["Somchai Jaidee", "Chan Dara", "Sok Pisey", "Golden Lotus", "Sok Pisey"],
        "also_known_as": ["S. Jaidee; Uncle Chai", None, None, None, None],
    }
)


def documents(*texts):
    return pd.DataFrame(
        {
            "document_id": [f"D{number:03d}" for number in range(1, len(texts) + 1)],
            "text": texts,
            "source_ref": "S1",
            "source_grade": "B",
            "information_grade": "2",
        }
    )


def named(text):
    return evaluation.mentions(documents(text), NOMINALS)["nominal_id"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Somchai Jaidee [N001] left.", ["N001"]),
        ("Uncle Chai left with Chan Dara.", ["N001", "N002"]),
        ("Chandara left.", []),
        ("Chan Darao left.", []),
        ("Sok Pisey left.", []),
        ("Sok Pisey [N005] left. Later Sok Pisey came back.", ["N005", "N005"]),
        ("Zomchai Jaidi [N001] met nobody. Zomchai Jaidi left.", ["N001", "N001"]),
        ("Somebody [N999] left.", []),
        ("# Somchai Jaidee\n\n- source: Chan Dara\n\nNobody was named.", []),
    ],
)
def test_ways_of_naming(text, expected):
    assert named(text) == expected


def test_names_in_scripts_without_spaces():
    nominals = pd.DataFrame({"nominal_id": ["N001"], "name": ["สมชายใจดี"], "also_known_as": ["សុខពន្លឺ"]})
    found = evaluation.mentions(documents("เมื่อวานสมชายใจดีขับรถ។ គាត់ឈ្មោះសុខពន្លឺបានទៅ។"), nominals)
    assert found["nominal_id"].tolist() == ["N001", "N001"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S. Jaidee met him. He left.", ["S. Jaidee met him.", "He left."]),
        ("He paid US$ 1.50. Then he left!", ["He paid US$ 1.50.", "Then he left!"]),
        ('He said "go." They went.', ['He said "go."', "They went."]),
        ("គាត់ទៅ។ នាងមក។", ["គាត់ទៅ។", "នាងមក។"]),
        ("One line\nand the next. Another.\n\n**SYNTHETIC**", ["One line and the next.", "Another."]),
    ],
)
def test_sentences(text, expected):
    assert evaluation.sentences(text) == expected


def test_pairs_stand_in_one_sentence_not_in_one_document():
    pairs = evaluation.co_mentions(
        documents("Somchai Jaidee [N001] met Chan Dara [N002]. Golden Lotus [N004] is a house."), NOMINALS
    )
    assert pairs[["a", "b", "source_grade"]].values.tolist() == [["N001", "N002", "B"]]


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("Uncle Chai drives for Chan Dara.", False),
        ("There was no contact between Uncle Chai and Chan Dara.", True),
        ("Chan Dara denies that she met Uncle Chai.", True),
        ("Nothing shows that Uncle Chai works with Chan Dara.", True),
        ("Uncle Chai has never worked for Chan Dara.", True),
        ("Nobody moves before Uncle Chai has told Chan Dara.", False),
        ("Uncle Chai left Chan Dara without notice.", False),
    ],
)
def test_denials_are_marked(sentence, denied):
    assert evaluation.co_mentions(documents(sentence), NOMINALS)["denied"].tolist() == [denied]


def test_pairs_become_a_chart_with_status():
    pairs = evaluation.co_mentions(
        documents("Uncle Chai met Chan Dara.", "There is no link between Uncle Chai and Chan Dara."), NOMINALS
    )
    graph = link.build(pairs[~pairs["denied"]], source="a", target="b", records="document_id")
    assert graph.edges["N001", "N002"]["status"] == "confirmed"
    assert graph.edges["N001", "N002"]["records"] == ("D001",)


def test_no_pair_is_an_empty_table_with_its_columns():
    pairs = evaluation.co_mentions(documents("Nobody was there."), NOMINALS)
    assert list(pairs.columns) == [
        "a",
        "b",
        "document_id",
        "source_ref",
        "source_grade",
        "information_grade",
        "sentence",
        "denied",
    ]
    assert pairs[~pairs["denied"]].empty


def test_missing_columns_are_named():
    with pytest.raises(ParameterError, match="documents: unknown column 'text'"):
        evaluation.mentions(documents("x").drop(columns="text"), NOMINALS)
