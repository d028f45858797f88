"""Reports that come in ungraded: which source tells what by which access, and the grade that the file bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from synthetic_data.documents.bundle import day_at, state
from synthetic_data.documents.draft import PLAIN, Draft, Statement
from synthetic_data.documents.facts import Fact, facts
from synthetic_data.documents.falsehood import pairs_apart
from synthetic_data.documents.incoming_page import Desk, Kind, Page, Writer
from synthetic_data.documents.kinds import can_state
from synthetic_data.truth import TABLES
from synthetic_data.world.model import World

# Share of the window in which they arrive: on file when the second morning of the course is.
ARRIVE = (0.40, 0.44)
# What the file of that morning may hold at most: a report that stands alone must stand alone in it.
MORNING = 0.46
# The part of checked reports that proved right, by source grade.
_RIGHT = {"B": (0.78, 0.92), "C": (0.15, 0.38)}
_NEAR_SOURCE = {"A": "B"}

KINDS = (
    Kind("false", "informant", "own knowledge", "B", "2"),
    Kind("circular", "partner", "unsourced", "B", "4"),
    Kind("untested source", "informant", "own knowledge", "X", "2", handling="H3"),
    Kind("open source", "open source", "posted", "X", "4", handling="H0"),
    Kind("partner", "partner", "own officers", "B", "2", near="1"),
    Kind("possible victim", "statement", "own account", "X", "2", handling="H1"),
    Kind("denial", "informant", "own knowledge", "C", "2", placed="neighbour"),
    Kind("corroborated", "informant", "told", "B", "3"),
    Kind("corroborated", "informant", "told", "C", "3"),
    Kind("hearsay", "informant", "told", "C", "4"),
    Kind("watch", "surveillance", "own watch", "A", "1", near="2", handling="H1"),
    Kind("enquiry", "officer", "own enquiry", "A", "1", near="2", handling="H0"),
)
# New sources: the file's own keep their numbers.
_FIRST = {"informant": ("INF", 21), "partner": ("PAR", 11), "surveillance": ("SUR", 11), "open source": ("OSI", 21)}
_FIRST |= {"statement": ("STA", 41), "officer": ("OFF", 11)}


def incoming(world: World, drafts: Sequence[Draft], desk: Desk, rng: np.random.Generator) -> pd.DataFrame:
    """Return the truth table `incoming`: ten to twelve reports with the facts behind the grade each deserves.

    Parameters
    ----------
    drafts : the numbered and assessed documents of the file

    A report second hand deserves information grade 3 where a sound document of another source, dated before it, states
    the same tie, and 4 where none does. Kinds for which the file holds nothing suitable by then are left out. Phrases
    in a column are joined by "|"; `remove` must go from a sanitised version, `harmless` may go, `keep` must stay.
    """
    first, last = (day_at(world, share) for share in ARRIVE)
    on_file = [draft for draft in drafts if draft.dated < first]
    chosen = list(_claims(world, on_file, drafts, desk, first, rng))
    days = sorted(first + pd.Timedelta(days=int(rng.integers((last - first).days + 1))) for _ in chosen)
    writer = Writer(desk, rng)
    given: dict[str, int] = {}
    rows = []
    for number, at in enumerate(rng.permutation(len(chosen)), start=1):
        kind, statement, original = chosen[at]
        prefix, start = _FIRST[kind.kind]
        given[prefix] = given.get(prefix, -1) + 1
        page = Page(
            number=f"I{number:02d}",
            day=days[number - 1].strftime("%Y-%m-%d"),
            kind=kind,
            statement=statement,
            source=f"{prefix}-{start + given[prefix]}",
            history=_history(kind, rng),
            detail=original.detail if original is not None else None,
        )
        rows.append(_row(page, original, on_file, desk) | writer.write(page))
    return pd.DataFrame(rows, columns=list(TABLES["incoming"]))


def _claims(
    world: World,
    on_file: Sequence[Draft],
    drafts: Sequence[Draft],
    desk: Desk,
    day: pd.Timestamp,
    rng: np.random.Generator,
) -> Iterator[tuple[Kind, Statement, Draft | None]]:
    """One claim for each kind that the file can bear by that day; no tie comes twice."""
    told = _told(draft for draft in drafts if draft.dated <= day_at(world, MORNING))
    sound = _told(draft for draft in on_file if _sound(draft))
    # What a set for work by hand is about is left to that set, unless it is on file already.
    later = {s.ends for draft in drafts if draft.set for s in draft.statements} - set(told)
    known = [fact for fact in facts(world, desk.nominals) if fact.known_from + pd.Timedelta(days=3) <= day]
    known = [fact for fact in known if fact.is_criminal and not fact.amount and fact.ends not in later]
    known = [known[at] for at in rng.permutation(len(known))]
    members = set(world.table("people").query("is_member")["person_id"])
    crowd = world.table("people")
    others = set(crowd["person_id"][crowd["kind"] == "bystander"])
    apart = [pair for pair in pairs_apart(world, tuple(desk.nominals)) if pair not in told and pair not in later]
    apart = [apart[at] for at in rng.permutation(len(apart))]
    used: set[tuple[str, str]] = set()
    for kind in KINDS:
        original: Draft | None = None
        said: Statement | None
        if kind.trait == "false":
            pairs = [pair for pair in apart if set(pair) & members and set(pair) & others]
            said = _invented(pairs, day, rng)
        elif kind.trait == "denial":
            pairs = [pair for pair in apart if set(pair) & members and pair not in used]
            said = Statement(*_named(pairs[0]), day, polarity="denied") if pairs else None
        elif kind.trait == "circular":
            original, said = _repeatable(on_file, kind)
        elif kind.trait == "corroborated":
            said = _fitting(kind, [fact for fact in known if fact.ends in sound and fact.ends not in used])
        else:
            said = _fitting(kind, [fact for fact in known if fact.ends not in told and fact.ends not in used])
        if said is not None:
            used.add(said.ends)
            yield kind, said, original


def _told(drafts: Iterable[Draft]) -> dict[tuple[str, str], list[Draft]]:
    """Ties that the drafts assert, repeats left out, with the drafts that do."""
    found: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        for statement in draft.statements:
            if statement.polarity == "asserted" and draft.copies is None:
                found.setdefault(statement.ends, []).append(draft)
    return found


def _fitting(kind: Kind, among: Sequence[Fact]) -> Statement | None:
    """The first fact that a document of the kind can state; a person to be protected speaks of what was lived."""
    lived = ("drives for", "houses people for", "recruits for")
    able = [state(fact) for fact in among if can_state(kind.kind, state(fact))]
    if kind.trait == "possible victim":
        able = [said for said in able if said.relation in lived] or able
    return able[0] if able else None


def _invented(pairs: Sequence[tuple[str, str]], day: pd.Timestamp, rng: np.random.Generator) -> Statement | None:
    if not pairs:
        return None
    one, other = pairs[0] if rng.random() < 0.5 else pairs[0][::-1]
    return Statement(one, "works with", other, day, is_true=False, origin="fabricated")


def _named(pair: tuple[str, str]) -> tuple[str, str, str]:
    return pair[0], "works with", pair[1]


def _repeatable(on_file: Sequence[Draft], kind: Kind) -> tuple[Draft | None, Statement | None]:
    """A tale on file with a detail by which its repeat is known, and a claim of it, said without its style."""
    for draft in on_file:
        if draft.detail is None or draft.copies is not None:
            continue
        for said in draft.statements:
            plain = replace(said, style=PLAIN, origin="circular")
            if said.polarity == "asserted" and can_state(kind.kind, plain):
                return draft, plain
    return None, None


def _row(page: Page, original: Draft | None, on_file: Sequence[Draft], desk: Desk) -> dict[str, object]:
    """What the truth knows of a page, its wording apart."""
    kind, said = page.kind, page.statement
    backing = [
        draft.document_id for draft in _told(on_file).get(said.ends, ()) if _sound(draft) and kind.information == "3"
    ]
    return {
        "document_id": page.number,
        "dated": page.day,
        "kind": kind.kind,
        "trait": kind.trait,
        "source_ref": page.source,
        "subject": desk.nominals[said.subject],
        "relation": said.relation,
        "object": desk.nominals[said.object],
        "polarity": said.polarity,
        "is_true": said.is_true,
        "origin": said.origin,
        "copies": original.document_id if original is not None else "",
        "access": kind.access,
        "checked": page.history[0],
        "right": page.history[1],
        "corroborated_by": ";".join(backing),
        "source_best": kind.source,
        "source_near": _NEAR_SOURCE.get(kind.source, ""),
        "information_best": kind.information,
        "information_near": kind.near,
        "handling": kind.handling,
    }


def _sound(draft: Draft) -> bool:
    return draft.source_grade in "AB" and draft.information_grade in "12"


def _history(kind: Kind, rng: np.random.Generator) -> tuple[int, int]:
    """How many earlier reports of the source were checked, and how many of them proved right."""
    if kind.source not in _RIGHT:
        return 0, 0
    count = int(rng.integers(9, 22))
    return count, min(max(round(count * rng.uniform(*_RIGHT[kind.source])), 1), count - 1)
