"""Gate of the work by hand: document set A links enough persons to be charted."""

from __future__ import annotations

from synthetic_data.documents.sets import LEAST_LINKS, MOST, links_of_set
from synthetic_data.gates.gate import Gate
from synthetic_data.truth import Truth
from toolkit.schema.case import Case


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check that the documents of set A link at least ten pairs of persons."""
    documents = truth.info["sets"]["A"]["documents"]
    cards = case.table("nominals")
    firms = cards["nominal_id"][cards["kind"] == "organisation"].tolist()
    count = links_of_set(truth.table("claims"), documents, firms)
    detail = "" if count >= LEAST_LINKS else f"{len(documents)} of at most {MOST} documents link too few; another seed"
    return [Gate("set A: links between persons", count >= LEAST_LINKS, float(count), f"at least {LEAST_LINKS}", detail)]
