"""The reader's desk: whole documents, every sentence about somebody, every sentence with a word."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.evaluation.mentions import mentions
from toolkit.evaluation.sentences import sentences
from toolkit.schema import Case

_COLUMNS = ["document", "dated", "grade", "source", "sentence"]


class Desk:
    """The documents of one case, ready to be read and searched; made by `desk`."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def read(self, *documents: str) -> None:
        """Show whole documents below the cell: `read("D001", "D002")`.

        Raises CaseError for a number that is not on file, and then shows nothing.
        """
        from IPython.display import Markdown, display

        for words in [self.case.document(number) for number in documents]:
            # A document's title must not stand above the lesson's own headings.
            display(Markdown(words.replace("\n# ", "\n### ") + "\n---"))

    def about(self, nominal: str) -> pd.DataFrame:
        """Return every sentence that names a person or an organisation: `about("N001")`.

        Returns
        -------
        DataFrame `document`, `dated`, `grade` (4x4), `source`, `sentence`, in order of the documents

        Raises ParameterError for a number that is not on the nominal index.
        """
        known = set(self.case.nominals["nominal_id"])
        if nominal not in known:
            raise ParameterError(f"no nominal {nominal!r} on the index; numbers run from {min(known)} to {max(known)}")
        return self._listed(self._said[self._said["nominal_id"] == nominal])

    def both(self, first: str, second: str) -> pd.DataFrame:
        """Return every sentence that names both of two people or organisations: `both("N001", "N002")`.

        Returns
        -------
        DataFrame as of `about`

        Raises ParameterError for a number that is not on the nominal index.
        """
        other = self.about(second)[["document", "sentence"]]
        return self.about(first).merge(other, on=["document", "sentence"]).drop_duplicates(ignore_index=True)

    def find(self, *words: str) -> pd.DataFrame:
        """Return every sentence with a word that begins with one of these, small and capital letters alike.

        `find("van")` finds "van" and "vans", and not "Savannakhet"; `find("pays", "money")` finds either.

        Returns
        -------
        DataFrame as of `about`

        Raises ParameterError where no word is given.
        """
        if not any(word.strip() for word in words):
            raise ParameterError('no word to look for; such as find("pays", "money")')
        wanted = "|".join(_beginning(word.strip()) for word in words if word.strip())
        hit = self._sentences["sentence"].str.contains(wanted, case=False, regex=True)
        return self._listed(self._sentences[hit.astype(bool)])

    @cached_property
    def _said(self) -> pd.DataFrame:
        return mentions(self.case.documents, self.case.nominals)

    @cached_property
    def _sentences(self) -> pd.DataFrame:
        rows = [(name, one) for name in self.case.documents["document_id"] for one in sentences(self.case.texts[name])]
        return pd.DataFrame(rows, columns=["document_id", "sentence"]).drop_duplicates(ignore_index=True)

    def _listed(self, rows: pd.DataFrame) -> pd.DataFrame:
        known = self.case.reports.set_index("document_id").loc[rows["document_id"]]
        grade = known["source_grade"].astype("string").fillna("") + known["information_grade"].astype("string").fillna(
            ""
        )
        shown: dict[str, Any] = {
            "document": rows["document_id"].to_numpy(),
            "dated": known["dated"].dt.strftime("%Y-%m-%d").to_numpy(),
            "grade": grade.to_numpy(),
            "source": known["source_ref"].to_numpy(),
            "sentence": rows["sentence"].str.replace("**", "", regex=False).to_numpy(),
        }
        return pd.DataFrame(shown, columns=_COLUMNS)


def _beginning(word: str) -> str:
    """A pattern for the word where a word begins; anywhere in scripts that set no spaces between words."""
    return rf"\b{re.escape(word)}" if word[0].isascii() and word[0].isalnum() else re.escape(word)


def desk(case: Case) -> Desk:
    """Lay the documents of a case out for reading.

    >>> reports = pd.DataFrame({"document_id": ["D001"], "dated": pd.to_datetime(["2031-05-02"]), "source_ref": ["S1"],
    ...     "source_grade": ["B"], "information_grade": ["2"]})
    >>> nominals = pd.DataFrame({"nominal_id": ["N001", "N002"], "name": ["Chan Dara", "Lim Bo"],
    ...     "also_known_as": None})
    >>> case = Case({}, {"reports": lambda: reports, "nominals": lambda: nominals},
    ...     {"D001": "Chan Dara [N001] pays Lim Bo [N002]. The van left at dawn."})
    >>> desk(case).about("N001")[["document", "grade", "sentence"]].values.tolist()
    [['D001', 'B2', 'Chan Dara [N001] pays Lim Bo [N002].']]
    >>> desk(case).both("N002", "N001")["sentence"].tolist()
    ['Chan Dara [N001] pays Lim Bo [N002].']
    >>> desk(case).find("DAWN")["sentence"].tolist(), len(desk(case).find("awn"))
    (['The van left at dawn.'], 0)
    """
    return Desk(case)
