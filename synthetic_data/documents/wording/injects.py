"""Templates of the timed injects that a trainer hands out: what is new, and for the trainer what it should change."""

from __future__ import annotations

from synthetic_data.documents.marks import N_

LABELS = {
    "inject": N_("Inject"),
    "time": N_("Handed out"),
    "to": N_("To"),
}
RECIPIENTS = {
    "team": N_("the analysts of the case"),
    "duty": N_("whoever has the duty telephone"),
    "leader": N_("the leader of the team"),
}

# Each entry: title, text, what rises, what falls, the expected action.
WITHDRAWN = (
    N_("A source takes a report back"),
    (
        N_(
            "The handler of {source} writes: asked again, and shown that the dates do not fit, the source says that "
            "what it reported in {document} about {a} and {b} was made up. It had wanted to be of use."
        ),
        N_(
            "Note on {document}: {source} has admitted that it never saw {a} and {b} together and invented the tie. "
            "The handler believes this second account, since records of the day place the two apart."
        ),
    ),
    N_("that {innocent} has no part in the business"),
    N_("that {a} works with {b}, and every judgement that rests on {document} alone or on a repeat of it"),
    N_(
        "Withdraw the link and what was built on it, tell everybody who received it, set down the new grade of the "
        "source, and look for other reports of the same source."
    ),
)
FOUND = (
    N_("A telephone is read"),
    (
        N_(
            "A telephone handed in by its owner holds messages between {a} and {b}. They agree on days, on numbers of "
            "passengers and on who is to be told. The officer who read them grades them A1."
        ),
        N_(
            "Messages on a telephone that a court has allowed to be read show {a} and {b} settling days and numbers of "
            "passengers with each other. They run over several weeks. Grade A1."
        ),
    ),
    N_("that {a} and {b} work together, and that the stages which they belong to are joined here"),
    N_("that the two act apart, or that another person joins the two stages alone"),
    N_(
        "Raise the link to confirmed, add it to chart and key judgements, say what stays unknown, and keep the words "
        "of the messages out of the briefing."
    ),
)
LIFE = (
    N_("A call from people in danger"),
    (
        N_(
            "03:10, emergency line. A caller whispers that {count} people are shut in a parked vehicle near "
            "{place}. It "
            "is hot, there is no water and some no longer answer. The driver has gone. The battery of the telephone is "
            "nearly empty."
        ),
        N_(
            "04:25, emergency line. {count} people were left at night on a hillside near {place}. One cannot walk and "
            "one has a high fever. The caller does not want to give a name. The line breaks off."
        ),
    ),
    (
        N_(
            "05:05, rescue centre. A wooden boat with {count} people has drifted since yesterday, last seen near "
            "{place}. The engine "
            "has stopped, water comes in, and there is nothing to drink. The caller gives no name."
        ),
        N_(
            "02:40, emergency line. A man on land says that his brother rang from a boat near {place}: {count} people, "
            "no engine, waves over the side. The brother's telephone no longer answers."
        ),
    ),
    N_("that groups on this route are in danger of their lives"),
    N_("nothing; what the call says of the network waits"),
    N_(
        "Pass it to the rescue service within minutes and before any evaluation; note time and recipient; nobody "
        "rescued "
        "is a suspect for having travelled; only then look at what the call means for the case."
    ),
)
REFERRAL = (
    N_("A person of the file may need protection"),
    (
        N_(
            "The protection service writes: the person of the statement {document} has left the place of work and is "
            "safe. The person agrees that we know this, and to nothing else. Questions go through the service."
        ),
        N_(
            "A labour inspector asks for the name of the person of the statement {document}, to speak with the person "
            "today and at the place of work. The protection service has not been asked."
        ),
    ),
    N_("that exploitation is part of the case and that a referral branch is needed"),
    N_("that the matter is smuggling alone"),
    N_(
        "Keep the person apart from suspects and witnesses in every product, answer through the protection service, "
        "pass "
        "on nothing without consent, and record the decision."
    ),
)
