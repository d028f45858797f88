"""Attribution: which records tie a number to a person, on what ground, and how surely; the decision stays visible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.telephone.handsets import KINDS, handsets
from toolkit.telephone.records import limits

# Ground -> grade of the source on the 4x4: an officer's own find, an operator's register, a telephone's owner.
GROUNDS: dict[str, str] = {"seized phone": "A", "handset": "B", "subscriber": "B", "saved contact": "B"}
STATUSES = ("confirmed", "suspected", "not established")
RULE = (
    "confirmed: the custody record gives the number, or two different grounds lead to one person; suspected: one other "
    "ground; not established: no ground, or grounds that lead to different persons"
)
_LIKE = 85  # rapidfuzz score from which another spelling is named as a lead


@dataclass(frozen=True, eq=False, repr=False)
class Attributions(Table):
    """One row for each number with status, person, grounds and grade; `evidence` has the records behind each."""

    evidence: pd.DataFrame = field(default_factory=pd.DataFrame)

    def list(self, least: str = "suspected") -> pd.DataFrame:
        """Return the attribution list that `link.attributed` and `telephone.chart` take: one line for each number.

        `least` is the weakest status that goes on it. Raises ParameterError for another status.
        """
        if least not in STATUSES[:2]:
            raise ParameterError(f"telephone.attribute: {unknown('status', least, STATUSES[:2])}")
        rows = self.frame[self.frame["status"].isin(STATUSES[: STATUSES.index(least) + 1])].reset_index()
        columns = ["number", "nominal_id", "ground", "source_grade", "information_grade"]
        return rows[columns]


def attribute(case: Any, numbers: Iterable[Any] | None = None) -> Attributions:
    """Gather every record that ties a number to a person of the index, and state the attribution under one rule.

    Parameters
    ----------
    case : a case, or name -> table for those of `nominals`, `subscribers`, `arrests`, `phone_contacts`, `attributions`
        and `calls` or `handsets` that are held; only `nominals` is needed
    numbers : the numbers asked for, in this order; without it all that a record ties to somebody

    Returns
    -------
    Attributions indexed by number: `status`, `nominal_id`, `name`, `ground` (the strongest), `grounds`,
    `source_grade` and `information_grade` (4x4), `leads` (another spelling, a person on the index under the same
    name), `listed` (whom the attribution list names). `.evidence` has each record: `number`, `ground`, `nominal_id`,
    `record`, `says`, `counts`. `.list()` gives the table for a chart.

    The grounds: *seized phone* (a custody record gives the number), *handset* (the number was before or after, never at
    the same time, in a handset of a listed number), *subscriber* (registered in a name of the index that one person
    bears), *saved contact* (a seized telephone holds it under such a name).

    The rule is `RULE`. The information grade is 1 for a seized telephone, 3 where two grounds agree, else 4.

    Raises ParameterError without a nominal index.

    Misleads: a prepaid SIM is often in another person's name, a contact list holds nicknames, a handset is sold. A
    name that only resembles one of the index is a lead, not a ground.

    >>> nominals = pd.DataFrame({"nominal_id": ["N001"], "kind": ["person"], "name": ["Sok Dara"]})
    >>> subscribers = pd.DataFrame({"number": ["+1", "+2"], "registered_name": ["Sok Dara", "Sok Dora"]})
    >>> found = attribute({"nominals": nominals, "subscribers": subscribers})
    >>> found.to_frame().loc["+1", ["status", "nominal_id", "ground"]].tolist()
    ['suspected', 'N001', 'subscriber']
    >>> found.to_frame().loc["+2", ["status", "leads"]].tolist()
    ['not established', 'subscriber: Sok Dora ~ Sok Dara (N001)']
    """
    tables = _tables(case)
    asked = None if numbers is None else list(dict.fromkeys(numbers))
    evidence = pd.DataFrame(
        _evidence(tables, asked), columns=["number", "ground", "nominal_id", "record", "says", "counts"]
    )
    evidence = evidence.drop_duplicates()
    if asked is not None:
        evidence = evidence[evidence["number"].isin(asked)]
    else:
        asked = sorted(set(evidence["number"]))
    names = tables["nominals"].drop_duplicates("nominal_id").set_index("nominal_id")["name"].to_dict()
    listed = _listed(tables)
    held = dict(tuple(evidence.groupby("number", sort=False)))
    rows = [_row(number, held.get(number), names, listed) for number in asked]
    frame = pd.DataFrame(rows, columns=_COLUMNS).set_index("number")
    counts = frame["status"].value_counts()
    title = ", ".join(f"{counts.get(one, 0)} {text(one)}" for one in STATUSES)
    caveats = [text(RULE), limits(), text("a name that only resembles one of the index is a lead, not a ground")]
    differ = frame[(frame["listed"] != "") & (frame["nominal_id"] != "") & (frame["listed"] != frame["nominal_id"])]
    if len(differ):
        caveats.append(
            text("the attribution list names somebody else for: {numbers}", numbers=", ".join(differ.index[:6]))
        )
    return Attributions(
        text("Attribution: {counts}", counts=title), frame, tuple(caveats), evidence.reset_index(drop=True)
    )


_COLUMNS = (
    "number",
    "status",
    "nominal_id",
    "name",
    "ground",
    "grounds",
    "source_grade",
    "information_grade",
    "leads",
    "listed",
)


def _tables(case: Any) -> Mapping[str, pd.DataFrame]:
    known = ("nominals", "subscribers", "arrests", "phone_contacts", "attributions", "calls", "handsets")
    if isinstance(case, Mapping):
        for name in case:
            if name not in known:
                raise ParameterError(f"telephone.attribute: {unknown('table', name, known)}")
        tables = dict(case)
    elif hasattr(case, "tables") and hasattr(case, "table"):
        tables = {name: case.table(name) for name in known if name in case.tables}
    else:
        raise ParameterError(f"telephone.attribute takes a case or name -> table, got {type(case).__name__}")
    if "nominals" not in tables:
        raise ParameterError("telephone.attribute: the nominal index (nominals) is missing; no person can be named")
    return tables


def _evidence(tables: Mapping[str, pd.DataFrame], asked: list[Any] | None) -> list[tuple[Any, ...]]:
    owners = _owners(tables["nominals"])
    rows: list[tuple[Any, ...]] = []
    for name, column, ground, record in (
        ("subscribers", "registered_name", "subscriber", "number"),
        ("phone_contacts", "saved_as", "saved contact", "contact_id"),
    ):
        if name in tables:
            table = tables[name]
            if asked is not None:
                table = table[table["number"].isin(asked)]
            said = table[table[column].notna() & table["number"].notna()]
            ids = said[record] if record in said.columns else said["number"]
            for number, words, source in zip(said["number"], said[column].astype("str"), ids, strict=True):
                exact = owners.get(words, ())
                for nominal in exact:
                    rows.append((number, ground, nominal, source, words, len(exact) == 1))
                if not exact:
                    rows += [
                        (number, ground, one, source, f"{words} ~ {name}", False) for name, one in _like(words, owners)
                    ]
    if "arrests" in tables:
        table = tables["arrests"]
        said = table[table["number"].notna() & table["nominal_id"].notna()]
        ids = said["arrest_id"] if "arrest_id" in said.columns else said["number"]
        rows += [
            (number, "seized phone", nominal, record, text("found on the person at arrest"), True)
            for number, nominal, record in zip(said["number"], said["nominal_id"], ids, strict=True)
        ]
    return rows + _by_handset(tables)


def _by_handset(tables: Mapping[str, pd.DataFrame]) -> list[tuple[Any, ...]]:
    """Numbers in a handset of a listed number at another time; a handset with two numbers at once ties nobody."""
    if "attributions" not in tables or not {"calls", "handsets"} & set(tables):
        return []
    known = _listed(tables)
    # The calls say it by the second, the operators' pairings by the day: the finer record goes first.
    held = tables["calls"] if len(tables.get("calls", ())) else tables.get("handsets")
    if held is None or held.empty:
        return []
    found = handsets(held)
    shared = set(found.changes["held"][found.changes["kind"] == KINDS[2]])
    frame = found.frame[~found.frame["imei"].isin(shared)]
    frame = frame[frame.duplicated("imei", keep=False)]
    pairs = frame.merge(frame[frame["number"].isin(known)], on="imei", suffixes=("", "_other"))
    return [
        (one, "handset", known[other], imei, text("same handset as {number}", number=other), True)
        for one, other, imei in zip(pairs["number"], pairs["number_other"], pairs["imei"], strict=True)
        if one != other
    ]


def _owners(nominals: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Name or other name -> the persons who bear it."""
    found: dict[str, dict[str, None]] = {}
    people = nominals[nominals["kind"] == "person"] if "kind" in nominals.columns else nominals
    others = people["also_known_as"] if "also_known_as" in people.columns else [None] * len(people)
    for nominal, name, also in zip(people["nominal_id"], people["name"], others, strict=True):
        for one in (str(name), *([] if pd.isna(also) else str(also).split("; "))):
            found.setdefault(one, {})[str(nominal)] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _like(words: str, owners: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    near = process.extract(words, list(owners), scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=3)
    return [(f"{name} ({nominal})", nominal) for name, _, _ in near for nominal in owners[name]]


def _listed(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    if "attributions" not in tables:
        return {}
    table = tables["attributions"]
    return dict(zip(table["number"].astype("str"), table["nominal_id"].astype("str"), strict=True))


def _row(number: Any, evidence: Any, names: Mapping[str, str], listed: Mapping[str, str]) -> tuple[Any, ...]:
    on_list = listed.get(str(number), "")
    if evidence is None:
        return (number, STATUSES[2], "", "", "", "", "", "", "", on_list)
    sure = evidence[evidence["counts"]]
    persons = list(dict.fromkeys(sure["nominal_id"]))
    grounds = [one for one in GROUNDS if one in set(sure["ground"])]
    weak = evidence[~evidence["counts"]]
    leads = [f"{row.ground}: {row.says}" for row in weak.itertuples()]
    if len(persons) > 1:
        leads = [*(f"{row.ground}: {row.nominal_id}" for row in sure.itertuples()), *leads]
    shown = "; ".join(dict.fromkeys(leads))
    if len(persons) != 1:
        return (number, STATUSES[2], "", "", "", ", ".join(grounds), "", "", shown, on_list)
    confirmed = "seized phone" in grounds or len(grounds) > 1
    information = "1" if "seized phone" in grounds else "3" if len(grounds) > 1 else "4"
    who = persons[0]
    return (
        number,
        STATUSES[0] if confirmed else STATUSES[1],
        who,
        str(names.get(who, who)),
        grounds[0],
        ", ".join(grounds),
        GROUNDS[grounds[0]],
        information,
        shown,
        on_list,
    )
