"""Hand some of the file's drafts to desks that keep records: telephones, custody, money, patrols, counters, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from synthetic_data.documents.bundle import draw_date, state
from synthetic_data.documents.draft import PAYMENT, PLAIN, Draft
from synthetic_data.documents.facts import Fact
from synthetic_data.documents.kinds import can_state
from synthetic_data.world.model import World

# At most so many documents of each kind in one file, the scarcest first.
MOST = {"custody": 3, "patrol": 4, "phone": 5, "liaison": 4, "hotline": 3, "finance": 5}
# A call to the hotline says one thing or two.
_SHORT = 2
# Interviews in custody and telephones read, boats watched, calls to the hotline.
_HELD, _WATCHED, _CALLS = 2, 3, 2
Context = Callable[[Draft], dict[str, str] | None]


def to_desks(world: World, drafts: Sequence[Draft], rng: np.random.Generator) -> None:
    """Give dated drafts of plain true claims to a desk where the world holds what the desk would have seen.

    A telephone that is read, or an interview in custody, needs its person to have been held before; a patrol needs
    somebody at a helm. Sets for work by hand, repeats and what they repeat, denials and documents on a person's part
    stay with whom they are.
    """
    contexts = _contexts(world)
    for draft in drafts:
        if draft.kind in contexts and draft.kind not in ("finance", "hotline"):
            draft.context = contexts[draft.kind](draft) or {}
    free = [draft for draft in drafts if _plain(draft)]
    order = [free[at] for at in rng.permutation(len(free))]
    for kind, most in MOST.items():
        given = sum(draft.kind == kind for draft in drafts)
        for draft in order:
            if given >= most:
                break
            if draft.context or draft.kind in MOST or not all(can_state(kind, said) for said in draft.statements):
                continue
            if kind == "hotline" and len(draft.statements) > _SHORT:
                continue
            found = contexts[kind](draft)
            if found is not None:
                draft.kind, draft.context = kind, found
                given += 1


def record_drafts(world: World, known: Sequence[Fact], rng: np.random.Generator) -> list[Draft]:
    """Return dated drafts of what was learnt from people who were held, said on the hotline and seen at a helm.

    Of everybody held who is on file, member or not, up to two give an interview, and of two others the telephone is
    read.
    """
    end = pd.Timestamp(world.end)
    own: dict[str, list[Fact]] = {}
    for fact in known:
        own.setdefault(fact.subject, []).append(fact)
    held = world.table("custody").drop_duplicates("person_id").sort_values("person_id", kind="stable")
    drafts: list[Draft] = []
    for kind in ("phone", "custody"):
        given = 0
        for at in rng.permutation(len(held)):
            row = held.iloc[at]
            facts = [fact for fact in own.get(row["person_id"], ()) if can_state(kind, state(fact))]
            facts = [fact for fact in facts if fact.known_from < row["held_at"]]
            dated = pd.Timestamp(row["held_at"]).normalize() + pd.Timedelta(days=int(rng.integers(2, 21)))
            taken = any(row["person_id"] in said.ends for draft in drafts for said in draft.statements)
            if given == _HELD or taken or not facts or dated > end:
                continue
            chosen = [facts[one] for one in rng.permutation(len(facts))[:3]]
            drafts.append(Draft(kind, [state(fact) for fact in chosen], dated))
            given += 1
    heard = [fact for fact in known if fact.is_criminal and can_state("hotline", state(fact))]
    for at in rng.permutation(len(heard))[:_CALLS]:
        said = [state(heard[at])]
        drafts.append(Draft("hotline", said, draw_date(world, (0.15, 0.95), said, rng)))
    skippers = sorted(set(world.table("vessels")["skipper"]) & set(own))
    for at in rng.permutation(len(skippers))[:_WATCHED]:
        afloat = [fact for fact in own[skippers[at]] if can_state("patrol", state(fact))]
        if afloat:
            said = [state(fact) for fact in afloat[:2]]
            drafts.append(Draft("patrol", said, draw_date(world, (0.15, 0.95), said, rng)))
    return drafts


def _plain(draft: Draft) -> bool:
    special = draft.telling or draft.copies is not None or draft.clears or draft.protects or draft.decent or draft.weak
    plain = all(
        said.polarity == "asserted" and said.is_true and said.style in (PLAIN, PAYMENT) for said in draft.statements
    )
    return plain and not special and not draft.set


def _contexts(world: World) -> dict[str, Context]:
    """For each kind, what its page can say of itself; None where the kind does not fit the draft."""
    places = dict(zip(world.table("places")["place_id"], world.table("places")["name"], strict=True))
    held: dict[str, dict[str, str]] = {}
    since: dict[str, pd.Timestamp] = {}
    for row in world.table("custody").itertuples():
        if row.person_id not in held:
            since[row.person_id] = pd.Timestamp(row.held_at)
            held[row.person_id] = {
                "a": str(row.person_id),
                "place": str(places.get(row.place_id, "")),
                "day": f"{row.held_at:%Y-%m-%d}",
                "suspicion": str(row.suspicion),
            }
    boats = {
        row.skipper: {"vessel": str(row.name), "registration": str(row.registration)}
        for row in world.table("vessels").itertuples(index=False)
        if row.skipper
    }
    met: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in world.table("meetings").itertuples():
        pair = (min(row.a, row.b), max(row.a, row.b))
        met.setdefault(pair, []).append(
            {"place": str(places.get(row.place_id, "")), "day": f"{row.started_at:%Y-%m-%d}"}
        )
    flights: dict[str, list[dict[str, str]]] = {}
    for row in world.table("flights").itertuples():
        flights.setdefault(row.person_id, []).append(
            {"a": str(row.person_id), "flight": str(row.flight), "day": f"{row.departs_at:%Y-%m-%d}"}
        )

    def of_held(draft: Draft) -> dict[str, str] | None:
        common = set(draft.statements[0].ends).intersection(*(said.ends for said in draft.statements))
        able = [one for one in sorted(common) if one in held and since[one] + pd.Timedelta(days=1) < draft.dated]
        return held[able[0]] if able else None

    def of_speaker(draft: Draft) -> dict[str, str] | None:
        found = of_held(draft)
        return found if found and all(said.subject == found["a"] for said in draft.statements) else None

    def of_boat(draft: Draft) -> dict[str, str] | None:
        return next((boats[said.subject] for said in draft.statements if said.subject in boats), None)

    def of_flight(draft: Draft) -> dict[str, str] | None:
        ends = [end for said in draft.statements for end in (said.subject, said.object)]
        return next((_before(flights[end], draft) or {} for end in ends if end in flights), {})

    def of_meeting(draft: Draft) -> dict[str, str] | None:
        return next((_before(met[said.ends], draft) for said in draft.statements if said.ends in met), None)

    def anything(draft: Draft) -> dict[str, str] | None:
        return {}

    return {
        "custody": of_speaker,
        "phone": of_held,
        "patrol": of_boat,
        "liaison": of_flight,
        "finance": anything,
        "hotline": anything,
        "surveillance": of_meeting,
    }


def _before(entries: Sequence[Mapping[str, str]], draft: Draft) -> dict[str, str] | None:
    """The last entry before the day of the document, within two months of it."""
    days = [entry for entry in entries if entry["day"] < f"{draft.dated:%Y-%m-%d}"]
    near = [entry for entry in days if pd.Timestamp(entry["day"]) > draft.dated - pd.Timedelta(days=60)]
    return dict(near[-1]) if near else None
