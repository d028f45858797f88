"""Charts of a class's results: real people's, whatever case was opened before."""

import pandas as pd

from classroom.results import charts
from toolkit import style


def test_the_results_of_a_class_are_not_marked_as_invented():
    style.synthetic()
    table = pd.DataFrame({"overall": [55.0, 80.0], "outcome": ["not passed", "passed"]})
    figure = charts.distribution(table, 60)
    assert style.template().layout.annotations[0].name == "synthetic"
    assert not figure.layout.template.layout.annotations
