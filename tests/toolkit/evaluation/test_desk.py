"""The reader's desk finds words where they begin, and not inside other words."""

import pandas as pd
import pytest

from toolkit import evaluation
from toolkit.errors import ParameterError
from toolkit.schema.case import Case

TEXT = "Dara lives in Savannakhet. Two vans waited. A VAN left. He pays 40. Relevant talk. Đặng came. ဗန် left too."


@pytest.fixture
def desk():
    reports = pd.DataFrame(
        {
            "document_id": ["D001"],
            "dated": pd.to_datetime(["2031-05-02"]),
            "source_ref": ["S1"],
            "source_grade": ["B"],
            "information_grade": ["2"],
        }
    )
    nominals = pd.DataFrame({"nominal_id": ["N001"], "name": ["Chan Dara"], "also_known_as": [None]})
    return evaluation.desk(Case({}, {"reports": lambda: reports, "nominals": lambda: nominals}, {"D001": TEXT}))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["van"], ["Two vans waited.", "A VAN left."]),
        (["left", "pays"], ["A VAN left.", "He pays 40.", "ဗန် left too."]),
        (["pays 4"], ["He pays 40."]),
        (["Đặng"], ["Đặng came."]),
        (["ဗန်"], ["ဗန် left too."]),
        (["a("], []),
    ],
)
def test_a_word_is_found_where_a_word_begins(desk, words, expected):
    assert desk.find(*words)["sentence"].tolist() == expected


def test_no_word_is_refused_and_a_number_off_the_index_is_named(desk):
    with pytest.raises(ParameterError, match="no word to look for"):
        desk.find("  ")
    with pytest.raises(ParameterError, match="no nominal 'N9'"):
        desk.about("N9")
