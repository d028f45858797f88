"""The sealed truth of a case: what the generator knows and no trainee ever sees. Grading reads it for the keys."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import CaseError
from toolkit.schema.parts import part_name
from toolkit.schema.store import to_json

_LEDGERS = "noise_calls"

# Columns of each truth table. Provenance columns hold ids of evidence records, separated by ";".
TABLES: dict[str, tuple[str, ...]] = {
    # kind: member | migrant | bystander | official; stage: the stage of the business a member works in
    "people": (
        "person_id",
        "nominal_id",
        "name",
        "role",
        "stage",
        "is_member",
        "is_broker",
        "kind",
        "reason",
        "dual_role",
    ),
    # a name variant by which a person or organisation appears somewhere in the evidence
    "aliases": ("person_id", "alias", "kind", "provenance"),
    "organisations": ("organisation_id", "nominal_id", "name", "kind", "is_front"),
    "memberships": ("organisation_id", "person_id", "provenance"),
    # true ties; kind: works with | directs | pays | family | client ...; provenance may be empty: not asked
    "links": ("link_id", "a", "b", "kind", "stage", "is_criminal", "provenance"),
    # who really uses a number, with what handset, between which days
    "numbers": ("number", "person_id", "imei", "first_day", "last_day"),
    # what each document states. subject/object are nominal ids; relation: see documents.claims.
    # polarity: asserted | denied; origin: independent | circular | fabricated; copies: document repeated, if circular
    # part: bridge | directing where the sentence also states the subject's part in the business, else ""
    "claims": (
        "claim_id",
        "document_id",
        "subject",
        "relation",
        "object",
        "polarity",
        "is_true",
        "origin",
        "copies",
        "sentence",
        "part",
    ),
    "journeys": ("journey_id", "migrant_id", "route", "started_on", "ended_on", "outcome", "fee_usd", "provenance"),
    "payments": ("payment_id", "payer", "payee", "purpose", "amount_usd", "paid_at", "provenance"),
    # everybody taken into custody; suspicion and outcome: codes of the stream `arrests`
    "arrests": ("person_id", "arrested_at", "place_id", "suspicion", "outcome", "journey_id", "provenance"),
    # documents that exist, seen or not; supplier: member who made a forged one, or ""; flaw: world.papers.FLAWS
    "papers": (
        "paper_id",
        "document_number",
        "person_id",
        "country",
        "kind",
        "name_on_it",
        "is_genuine",
        "supplier",
        "flaw",
        "provenance",
    ),
    # which handset carried which number, in whose hands
    "handsets": ("imei", "number", "person_id", "first_day", "last_day", "provenance"),
    # who stood on whose telephone, of those that were read
    "contacts": ("owner", "contact", "number", "provenance"),
    "vessels": ("registration", "name", "kind", "keeper", "skipper", "provenance"),
    # statements of means; side: asset | liability | income | expenditure
    "assets": ("person_id", "as_of", "side", "kind", "value_usd", "provenance"),
    # premises in which groups on a journey were put up, from when to when; no record says so, claims and calls may
    "houses": ("place_id", "first_used", "last_used"),
    # who met whom face to face; provenance: lines of surveillance
    "meetings": ("meeting_id", "started_at", "place_id", "a", "b", "provenance"),
    # strategic facts planted in the returns: docs/reports_returns_gates.md lists the kinds
    # status: confirmed | suspected | coincidence for two routes that changed in step; other_route: also the other state
    "strategic": (
        "fact_id",
        "kind",
        "state",
        "route",
        "other_route",
        "citizenship",
        "period",
        "size",
        "status",
        "cycle",
        "indicator",
        "provenance",
    ),
    # true monthly detections by state, route and citizenship, before reporting faults
    "true_series": ("state", "route", "citizenship", "period", "value"),
    # what is planted on the strategic desk (prices, catalogue, bibliography, questionnaire, documents), and in the
    # operational file (stream `reports`: look-alike, humanitarian helper, possible victim, false and circular reports)
    "planted": ("fact_id", "stream", "kind", "subject", "detail", "size", "provenance"),
    # the market: measure: volume | price | value | users | share seized; best is the truth, low and high what a sound
    # estimate may say; place is "" for the whole market
    "market": ("measure", "place", "stage", "year", "low", "best", "high", "unit", "provenance"),
    # statements of the interview transcripts by code of the code book; fact: fact_id of `strategic` or `planted`, or ""
    "coding": ("segment_id", "document_id", "number", "code", "is_true", "fact", "sentence"),
    # reports that come in ungraded on the second morning, with the facts behind the grade each deserves; lists of
    # documents are split by ";", lists of phrases by "|" (docs/reports_returns_gates.md)
    "incoming": (
        "document_id",
        "dated",
        "kind",
        "trait",
        "source_ref",
        "title",
        "text",
        "sentence",
        "subject",
        "relation",
        "object",
        "polarity",
        "is_true",
        "origin",
        "copies",
        "access",
        "checked",
        "right",
        "corroborated_by",
        "source_best",
        "source_near",
        "information_best",
        "information_near",
        "handling",
        "remove",
        "harmless",
        "keep",
    ),
    # pages that a trainer hands out at a time; rises, falls and action are for the trainer alone
    "injects": (
        "inject_id",
        "kind",
        "course_day",
        "minute",
        "recipient",
        "title",
        "text",
        "rises",
        "falls",
        "action",
        "subjects",
        "relation",
        "documents",
    ),
    # every noise operation
    "noise": ("operation_id", "operation", "stream", "record_id", "detail"),
}


@dataclass(frozen=True)
class Truth:
    """The hidden world of one case as tables (see `TABLES`).

    `info` holds what `case.json` says, the seed, and `sets`: the documents and nominals of each set for work by hand.
    `ledgers`: the noise operations on call records of a large case, in Parquet files with columns `operation`,
    `record_id`, `detail`; where there are none, those operations are in the table `noise`.
    """

    info: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    ledgers: tuple[Path, ...] = ()

    def table(self, name: str) -> pd.DataFrame:
        """Return one truth table; KeyError for a name not in `TABLES`."""
        return self.tables[name]

    @property
    def seed(self) -> int:
        """The master seed: the answer key itself."""
        return int(self.info["seed"])


def write_truth(truth: Truth, sealed: Path) -> None:
    """Write `truth/*.csv` and `truth/truth.json` below the sealed folder, whole or not at all.

    Raises CaseError where `truth/` exists already: nothing is ever overwritten.
    """
    target = Path(sealed) / "truth"
    if target.exists():
        raise CaseError(f"{target} exists; name a new sealed folder (nothing was written)")
    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".truth.", dir=target.parent))
    try:
        for name, columns in TABLES.items():
            truth.tables[name][list(columns)].to_csv(building / f"{name}.csv", index=False, lineterminator="\n")
        (building / "truth.json").write_text(to_json({**truth.info, "seed": str(truth.seed)}), "utf-8", newline="\n")
        if truth.ledgers:
            (building / _LEDGERS).mkdir()
            for number, file in enumerate(truth.ledgers):
                shutil.copyfile(file, building / _LEDGERS / part_name(number))
        building.rename(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def read_truth(sealed: Path) -> Truth:
    """Read the truth back from a sealed folder; CaseError where it is missing."""
    folder = Path(sealed) / "truth"
    if not (folder / "truth.json").is_file():
        raise CaseError(f"no sealed truth at {folder}; name the folder given as --sealed when the case was generated")
    info = json.loads((folder / "truth.json").read_text("utf-8"))
    # Numbers and handsets are names, not quantities: "+66..." must not come back as an integer.
    names = ("number", "imei", "document_number", "registration", "information_best", "information_near")
    text = dict.fromkeys(names, "str")
    tables = {name: pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=text) for name in TABLES}
    return Truth(info=info, tables=tables, ledgers=tuple(sorted((folder / _LEDGERS).glob("*.parquet"))))
