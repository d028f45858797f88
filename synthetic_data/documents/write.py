"""Word one draft: from claims, source and grades to the Markdown text and the sentence of each claim."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from synthetic_data.documents.draft import BRIDGE, CLEARING, DIRECTING, PAYMENT, Draft, Statement
from synthetic_data.documents.marks import Translate
from synthetic_data.documents.names import Naming
from synthetic_data.documents.picker import Picker
from synthetic_data.documents.wording import voices
from synthetic_data.documents.wording.claims import (
    BRIDGES,
    BY_KIND,
    CLEARED,
    DENIED,
    HELPED,
    OBSERVED,
    PAID,
    REPORTED,
    WITNESSED,
)
from synthetic_data.documents.wording.claims import (
    DIRECTING as DIRECTED,
)
from synthetic_data.documents.wording.recorded import (
    ADMITTED,
    AFLOAT_MESSAGES,
    AFLOAT_OBSERVED,
    AFLOAT_REPORTED,
    AFLOAT_WITNESSED,
    CALLED,
    COUNTER,
    PATROLLED,
    READ,
    TRACED,
)
from synthetic_data.documents.wording.stages import stage_name

# Kinds that can say only what they have seen, read or lived through.
_OWN_VOICE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "surveillance": OBSERVED,
    "statement": WITNESSED,
    "phone": READ,
    "custody": ADMITTED,
    "finance": TRACED,
    "patrol": PATROLLED,
    "liaison": COUNTER,
    "hotline": CALLED,
}
_AFLOAT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("informant", "officer", "partner", "open source"), AFLOAT_REPORTED),
    "surveillance": AFLOAT_OBSERVED,
    "statement": AFLOAT_WITNESSED,
    "phone": AFLOAT_MESSAGES,
}


@dataclass(frozen=True)
class Setting:
    """What a document may say of persons and places beside its claims; all of it true in the world.

    `afloat` are those who are at a helm where others are at a wheel.
    """

    homes: Mapping[str, str]
    reasons: Mapping[str, str]
    near: Mapping[str, tuple[str, str]]
    afloat: Collection[str] = ()


@dataclass(frozen=True)
class Written:
    """A worded document: its title, its whole text, and the sentence of each statement in order."""

    title: str
    text: str
    sentences: tuple[str, ...]


def write(draft: Draft, naming: Naming, setting: Setting, say: Translate, picker: Picker) -> Written:
    """Return the worded document; `say` looks templates up in the language of the case."""
    picker.turn()
    place = _place(draft, setting)
    day = draft.dated.strftime("%Y-%m-%d")
    title = say(_title(draft, picker)).format(place=place, source=draft.source)
    opening = say(picker.pick(voices.OPENINGS[draft.kind])).format(source=draft.source, day=day, place=place)
    about = _context(draft, naming, say, picker)
    sentences = tuple(claim_sentence(draft.kind, s, naming, setting, say, picker) for s in draft.statements)
    first = [opening]
    if draft.kind == "statement" and draft.protects:
        first += [say(line) for line in voices.JOURNEY]
    body = [*about, *sentences]
    if draft.detail is not None:
        body.insert(len(about) + 1, say(voices.DETAILS[draft.detail]))
    if draft.aside is not None:
        body.append(_aside(draft.kind, draft.aside, naming, say, picker))
    body += [_reason(person, naming, setting, say) for person in draft.about]
    if draft.protects:
        body += [say(line) for line in voices.PROTECTION]
    else:
        body += _home(draft, naming, setting, say, picker)
    last = [_access(draft, say, picker), _history(draft, say, picker), say(picker.pick(voices.COLOUR[draft.kind]))]
    paragraphs = [" ".join(first), " ".join(body), " ".join(last)]
    return Written(title, _page(draft, title, day, paragraphs, say), sentences)


def _page(draft: Draft, title: str, day: str, paragraphs: Sequence[str], say: Translate) -> str:
    fields = (
        ("document", draft.document_id),
        ("dated", day),
        ("kind", say(voices.KINDS[draft.kind])),
        ("source", draft.source),
        ("grade", f"{draft.source_grade}{draft.information_grade}"),
        ("handling", say(voices.HANDLING[draft.handling])),
    )
    head = [f"- {say(voices.LABELS[name])}: {value}" for name, value in fields]
    return "\n".join([f"**{say(voices.SYNTHETIC)}**", "", f"# {title}", "", *head, "", "\n\n".join(paragraphs), ""])


def _title(draft: Draft, picker: Picker) -> str:
    if draft.clears:
        return voices.CLEARING_TITLE
    if draft.protects:
        return voices.PROTECTION_TITLE
    return picker.pick(voices.TITLES[draft.kind])


def claim_sentence(
    kind: str, statement: Statement, naming: Naming, setting: Setting, say: Translate, picker: Picker
) -> str:
    """Return the one sentence that states a claim in the voice of that kind of document."""
    from_stage, to_stage = setting.near.get(statement.subject, ("", ""))
    template = say(picker.pick(_templates(kind, statement, setting)))
    ends = {"{a}": statement.subject, "{b}": statement.object}
    # Names go in one by one in the order of the text: the number in brackets stands at the first mention alone.
    parts = [naming.mention(ends[part]) if part in ends else part for part in re.split(r"(\{[ab]\})", template)]
    fields = {"{day}": statement.day, "{amount}": statement.amount}
    fields |= {"{from_stage}": say(stage_name(from_stage)), "{to_stage}": say(stage_name(to_stage))}
    sentence = "".join(parts)
    for field, value in fields.items():
        sentence = sentence.replace(field, value)
    return sentence


def _aside(kind: str, pair: tuple[str, str], naming: Naming, say: Translate, picker: Picker) -> str:
    template = say(picker.pick(voices.ASIDES[kind]))
    return "".join(
        naming.mention(pair[part == "{b}"]) if part in ("{a}", "{b}") else part
        for part in re.split(r"(\{[ab]\})", template)
    )


def _templates(kind: str, statement: Statement, setting: Setting) -> tuple[str, ...]:
    if statement.style == CLEARING:
        return CLEARED
    if statement.polarity == "denied":
        return DENIED[kind]
    if statement.style == BRIDGE:
        return BRIDGES if statement.subject in setting.near else REPORTED[statement.relation]
    if statement.style == DIRECTING:
        return DIRECTED
    if statement.style == PAYMENT:
        return PAID
    if statement.relation == "client of" and "humanitarian" in setting.reasons.get(statement.object, ""):
        return HELPED
    if statement.relation == "drives for" and statement.subject in setting.afloat and kind in _AFLOAT:
        return _AFLOAT[kind]
    if kind in _OWN_VOICE:
        return _OWN_VOICE[kind][statement.relation]
    return REPORTED[statement.relation] + BY_KIND.get(kind, {}).get(statement.relation, ())


def _context(draft: Draft, naming: Naming, say: Translate, picker: Picker) -> list[str]:
    """What the page says of itself, where the world holds something of the kind."""
    if not draft.context:
        return []
    fields = dict(draft.context)
    if "suspicion" in fields:
        fields["suspicion"] = say(voices.SUSPICIONS[fields["suspicion"]])
    template = say(picker.pick(voices.CONTEXT[draft.kind]))
    return [template.format(**fields | {"a": naming.mention(fields["a"])} if "a" in fields else fields)]


def _reason(person: str, naming: Naming, setting: Setting, say: Translate) -> str:
    reason = setting.reasons.get(person, "").lower()
    template = next((text for word, text in voices.REASONS.items() if word in reason), voices.REASON)
    return say(template).format(a=naming.mention(person))


def _home(draft: Draft, naming: Naming, setting: Setting, say: Translate, picker: Picker) -> list[str]:
    person = draft.statements[0].subject
    if draft.kind not in ("informant", "officer", "partner", "open source") or person not in setting.homes:
        return []
    return [say(picker.pick(voices.HOME)).format(a=naming.mention(person), place=setting.homes[person])]


def _access(draft: Draft, say: Translate, picker: Picker) -> str:
    return say(picker.pick(voices.ACCESS[draft.access])).format(document=draft.corroborated_by)


def _history(draft: Draft, say: Translate, picker: Picker) -> str:
    name, count, right = draft.history
    return say(picker.pick(voices.HISTORY[name])).format(source=draft.source, count=count, right=right)


def _place(draft: Draft, setting: Setting) -> str:
    ends = [end for statement in draft.statements for end in (statement.subject, statement.object)]
    return next((setting.homes[end] for end in ends if end in setting.homes), "-")
