"""Grading systems: the codes word for word, and one clear line for a code that is none."""

import pytest

from toolkit import evaluation
from toolkit.errors import ParameterError


@pytest.mark.parametrize(
    ("system", "sources", "information", "handling"),
    [
        (evaluation.FOUR_BY_FOUR, "ABCX", "1234", ["H0", "H1", "H2", "H3"]),
        (evaluation.FIVE_BY_FIVE_BY_FIVE, "ABCDE", "12345", list("12345")),
        (evaluation.SIX_BY_SIX, "ABCDEF", "123456", []),
    ],
)
def test_codes_of_each_system(system, sources, information, handling):
    assert "".join(system.source) == sources
    assert "".join(system.information) == information
    assert list(system.handling) == handling
    for code in (a + b for a in sources for b in information):
        assert str(system.grade(code)) == code
        assert system.source[code[0]] in system.explain(code)


def test_same_letters_mean_different_things():
    assert evaluation.explain("C2") != evaluation.explain("C2", evaluation.SIX_BY_SIX)
    assert evaluation.explain("C1").startswith("C: in most instances proved unreliable")


@pytest.mark.parametrize(("code", "message"), [("D2", "unknown 4x4 source code 'D'"), ("B9", "'9'"), ("B", "as B2")])
def test_codes_that_are_none(code, message):
    with pytest.raises(ParameterError, match=message):
        evaluation.grade(code)


def test_tables_are_printed_with_their_reference():
    assert "Regulation (EU) 2016/794" in repr(evaluation.FOUR_BY_FOUR)
    assert "<table>" in evaluation.SIX_BY_SIX._repr_html_()
