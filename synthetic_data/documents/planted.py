"""What the file is known to hold for the trainer's purposes, with the documents in which it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from synthetic_data.documents.draft import Draft
from synthetic_data.world.model import World

COLUMNS = ("fact_id", "stream", "kind", "subject", "detail", "size", "provenance")
HELPER = "humanitarian helper"


def planted(world: World, drafts: Sequence[Draft], nominals: Mapping[str, str]) -> pd.DataFrame:
    """Return rows of the truth table `planted` for the prose file.

    Kinds: `look-alike` and `humanitarian helper` (subject: the nominal; documents that name him or her, the one that
    explains the contacts first), `false report`, `untrue denial`, `circular report` (subject: the document repeated)
    and `possible victim` (no subject: the person is not named).
    """
    reasons = {row.person_id: f"{row.reason} {row.role}" for row in world.table("people").itertuples()}
    naming: dict[str, list[str]] = {}
    for draft in drafts:
        for end in dict.fromkeys(end for said in draft.statements for end in said.ends):
            naming.setdefault(end, []).append(draft.document_id)
    rows: list[tuple[str, str, str, list[str]]] = []
    for draft in drafts:
        said, own = draft.statements, draft.document_id
        if draft.clears:
            person = draft.clears
            kind = HELPER if "humanitarian" in reasons[person] else "look-alike"
            rest = [name for name in naming[person] if name != own]
            rows.append((kind, nominals[person], str(reasons[person]).split(" ")[0], [own, *rest]))
        elif draft.copies is not None:
            rows.append(("circular report", draft.copies.document_id, "", [draft.copies.document_id, own]))
        elif draft.protects:
            rows.append(("possible victim", "", "", [own]))
        elif said[0].origin == "fabricated":
            kind = "false report" if said[0].polarity == "asserted" else "untrue denial"
            rows.append((kind, nominals[said[0].subject], nominals[said[0].object], [own]))
    return pd.DataFrame(
        [
            (f"PD{number:02d}", "reports", kind, subject, detail, 0.0, ";".join(documents))
            for number, (kind, subject, detail, documents) in enumerate(sorted(rows, key=lambda row: row[0]), start=1)
        ],
        columns=list(COLUMNS),
    )
