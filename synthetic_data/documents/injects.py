"""Four timed injects of a case: two change the picture on the last day, one is about a life, one about a referral."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from synthetic_data.documents.draft import Draft, Statement
from synthetic_data.documents.facts import Fact
from synthetic_data.documents.incoming_page import Desk
from synthetic_data.documents.names import Naming
from synthetic_data.documents.wording import injects as words
from synthetic_data.documents.wording import voices
from synthetic_data.truth import TABLES
from synthetic_data.world.model import World

# Minutes after the start of the session at which each is handed out, and by how much a case may be later.
_AT = {"withdrawn": 50, "found": 140, "life": 30, "referral": 200}
_SPREAD = 20
_SPLIT = ";"


def injects(
    world: World, drafts: Sequence[Draft], known: Sequence[Fact], desk: Desk, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the truth table `injects`: J1 to J4 in order of their time, each a page to be handed out.

    Parameters
    ----------
    drafts : the numbered documents of the file
    known : facts that can be stated; what is found on the last day is one that the file does not hold

    Columns: `course_day` and `minute` say when, `recipient` to whom; `rises`, `falls` and `action` are for the trainer,
    `subjects` and `documents` (split by ";") say whom and what it touches.
    """
    rows = [
        _withdrawn(world, drafts, desk, rng),
        _found(drafts, known, desk, rng),
        _life(world, desk, rng),
        _referral(drafts, desk, rng),
    ]
    timed = sorted(
        ({**row, "minute": _AT[str(row["kind"])] + int(rng.integers(_SPREAD))} for row in rows if row),
        key=lambda row: (str(row["course_day"]), int(str(row["minute"]))),
    )
    for number, row in enumerate(timed, start=1):
        row["inject_id"] = f"J{number}"
        row["text"] = _page(row, desk.say)
    return pd.DataFrame(timed, columns=list(TABLES["injects"]))


def _withdrawn(world: World, drafts: Sequence[Draft], desk: Desk, rng: np.random.Generator) -> dict[str, object]:
    """A source takes back what it made up: the best graded false report of the file."""
    false = [draft for draft in drafts if _is_false(draft) and draft.copies is None]
    if not false:
        return {}
    draft = min(false, key=lambda one: (one.source_grade, one.information_grade, one.document_id))
    repeats = [one.document_id for one in drafts if one.copies is draft]
    said = draft.statements[0]
    members = set(world.table("people").query("is_member")["person_id"])
    innocent = next(end for end in said.ends if end not in members)
    fields = {"source": draft.source, "document": draft.document_id, "innocent": desk.names[innocent]}
    return _inject("withdrawn", words.WITHDRAWN, said, [draft.document_id, *repeats], fields, desk, rng)


def _is_false(draft: Draft) -> bool:
    return any(said.origin == "fabricated" and said.polarity == "asserted" for said in draft.statements)


def _found(drafts: Sequence[Draft], known: Sequence[Fact], desk: Desk, rng: np.random.Generator) -> dict[str, object]:
    """A true tie between two members that no document states, or failing that one told by a single source."""
    told: dict[tuple[str, str], set[str]] = {}
    for draft in drafts:
        for said in draft.statements:
            told.setdefault(said.ends, set()).add(draft.source)
    ties = [fact for fact in known if fact.is_criminal and fact.relation in ("works with", "directs")]
    if not ties:
        return {}
    order = [ties[at] for at in rng.permutation(len(ties))]
    fact = min(order, key=lambda one: len(told.get(one.ends, ())))
    said = Statement(fact.subject, fact.relation, fact.object, fact.known_from)
    about = [draft.document_id for draft in drafts if any(one.ends == said.ends for one in draft.statements)]
    return _inject("found", words.FOUND, said, about, {}, desk, rng)


def _life(world: World, desk: Desk, rng: np.random.Generator) -> dict[str, object]:
    """People in danger on a stretch of a route that the case has."""
    legs, places = world.table("legs"), world.table("places").set_index("place_id")["name"]
    boats, walks = legs[legs["vessel"].astype("str") != ""], legs[legs["mode"].astype("str") == "on foot"]
    at_sea = bool(len(boats)) and rng.random() < 0.75
    road = walks if len(walks) else legs[legs["plate"].astype("str") != ""]
    stretch = boats if at_sea else road if len(road) else legs
    place = str(places[stretch["from_place"].iloc[int(rng.integers(len(stretch)))]])
    title, land, sea, rises, falls, action = words.LIFE
    fields = {"place": place, "count": str(int(rng.integers(7, 24)))}
    return _inject("life", (title, sea if at_sea else land, rises, falls, action), None, [], fields, desk, rng)


def _referral(drafts: Sequence[Draft], desk: Desk, rng: np.random.Generator) -> dict[str, object]:
    draft = next((one for one in drafts if one.protects), None)
    if draft is None:
        return {}
    own = draft.document_id
    return _inject("referral", words.REFERRAL, None, [own], {"document": own}, desk, rng)


def _inject(
    kind: str,
    templates: tuple[str, tuple[str, ...], str, str, str],
    said: Statement | None,
    documents: Sequence[str],
    fields: Mapping[str, str],
    desk: Desk,
    rng: np.random.Generator,
) -> dict[str, object]:
    title, texts, rises, falls, action = templates
    naming = Naming(dict(desk.names), dict(desk.nominals))
    ends = {"a": naming.mention(said.subject), "b": naming.mention(said.object)} if said else {}
    plain = {"a": naming.mention(said.subject), "b": naming.mention(said.object)} if said else {}
    text = desk.say(texts[int(rng.integers(len(texts)))])
    return {
        "kind": kind,
        "course_day": "day10" if kind in ("withdrawn", "found") else "any",
        "recipient": desk.say(words.RECIPIENTS[_TO[kind]]),
        "title": desk.say(title),
        "body": text.format(**fields, **ends),
        "rises": desk.say(rises).format(**fields, **plain),
        "falls": desk.say(falls).format(**fields, **plain),
        "action": desk.say(action).format(**fields, **plain),
        "subjects": _SPLIT.join(desk.nominals[end] for end in (said.subject, said.object)) if said else "",
        "relation": said.relation if said else "",
        "documents": _SPLIT.join(documents),
    }


_TO = {"withdrawn": "team", "found": "team", "life": "duty", "referral": "leader"}


def _page(row: Mapping[str, object], say: Callable[[str], str]) -> str:
    hours, minutes = divmod(int(str(row["minute"])), 60)
    fields = (
        (say(words.LABELS["inject"]), row["inject_id"]),
        (say(words.LABELS["time"]), f"{hours}:{minutes:02d}"),
        (say(words.LABELS["to"]), row["recipient"]),
    )
    head = [f"- {label}: {value}" for label, value in fields]
    lines = [f"**{say(voices.SYNTHETIC)}**", "", f"# {row['title']}", "", *head, "", str(row["body"]), ""]
    return "\n".join(lines)
