"""Questions of the test before and after the operational course: for each topic two siblings, one for each form."""

from __future__ import annotations

Question = tuple[str, str, tuple[str, str, str]]
# Topic -> two siblings of like difficulty: question, right answer, three wrong ones.
SIBLINGS: dict[str, tuple[Question, Question]] = {
    "intelligence cycle": (
        (
            "A report from {town} has been graded. Which step of the intelligence cycle comes next?",
            "Collation: it is entered where it can be found and compared",
            ("Direction: the client states the question", "Dissemination: it goes to the client", "Collection"),
        ),
        (
            "The client of {operation} has said what is to be decided. Which step of the intelligence cycle comes "
            "next?",
            "Collection: what is needed is planned and asked for",
            ("Dissemination: a report goes out", "Collation: reports are filed", "Evaluation: sources are graded"),
        ),
    ),
    "smuggling": (
        (
            "Which of these makes help with an illegal entry at {border} smuggling under the Protocol?",
            "A financial or other material benefit",
            ("A forged document", "More than one migrant", "A journey by night"),
        ),
        (
            "A woman brings her sister past {border} without papers and takes nothing for it. Under the Protocol this "
            "is",
            "no smuggling: there is no financial or other material benefit",
            ("smuggling, since a border was crossed", "trafficking, since she transported her", "both"),
        ),
    ),
    "trafficking": (
        (
            "A worker in {town} agreed to the work and was deceived about it. His consent",
            "is irrelevant, since a means was used",
            ("rules trafficking out", "makes it smuggling", "counts only if it was written"),
        ),
        (
            "A girl of fifteen was recruited near {town} to be exploited; nobody deceived or forced her. It is",
            "trafficking: for a child no means is needed",
            ("no trafficking: a means is missing", "smuggling", "neither, since she agreed"),
        ),
    ),
    "migrants": (
        (
            "Under the Smuggling Protocol, a migrant who was brought past {border}",
            "is not liable for having been smuggled",
            ("is an accomplice", "is liable if he paid", "is liable unless he gives evidence"),
        ),
        (
            "A migrant steered the boat for a group. In the file you",
            "describe both roles, and label neither",
            ("enter a member of the network", "leave him out", "enter a suspect and strike the migrant"),
        ),
    ),
    "circular reporting": (
        (
            "A partner's report on {firm} has word for word the odd detail of an informant's earlier one. Together "
            "they are",
            "one report: the second bears out nothing",
            ("two independent reports", "a confirmed fact", "both to be deleted"),
        ),
        (
            "Three papers in {town} carry the same story; each names the next as its source. How many sources is that?",
            "One at most, and it is not known who it is",
            ("Three", "Two", "None: it is untrue"),
        ),
    ),
    "attribution": (
        (
            "A number that is in the name of a man in {town} calls a suspect. Before he goes on the chart you need",
            "stated evidence that he used the number, with a grade",
            ("a second call", "his photograph", "nothing: the register names him"),
        ),
        (
            "What does a call record from a cell near {town} link?",
            "Handsets and SIMs",
            ("The two registered persons", "The two people who spoke", "The owners of the cells"),
        ),
    ),
    "centrality": (
        (
            "A call shop in {town} has most contacts on the chart. What follows?",
            "Nothing yet: ask what it does for a living, and what documents state",
            ("It leads the network", "It should be watched first", "It is a broker"),
        ),
        (
            "Somebody of high betweenness is on the chart of {operation}. To call that person a broker you need",
            "evidence of what that person does between the groups",
            ("a still higher value", "a larger chart", "a second measure that ranks alike"),
        ),
    ),
    "handling": (
        (
            "Sanitising a report means",
            "writing it so that its content cannot betray the source",
            ("striking out every name", "lowering its grade", "translating it"),
        ),
        (
            "Redacting a report means",
            "removing identifiers from the text as it stands",
            ("rewriting it as a summary", "raising its handling code", "deleting it after use"),
        ),
    ),
    "hypotheses": (
        (
            "In an analysis of competing hypotheses the most useful evidence is that which",
            "is inconsistent with some hypotheses and not with others",
            ("agrees with all of them", "has the best grade", "came last"),
        ),
        (
            "Every explanation of the stop at {border} would let you expect a certain report. That report is",
            "not diagnostic: it tells the explanations apart not at all",
            ("proof of the first explanation", "the best evidence", "a fabricated one"),
        ),
    ),
    "wording": (
        (
            "Which sentence should be mended?",
            "We have high confidence that it is likely that {place} stays in use.",
            (
                "It is likely that {place} stays in use.",
                "It is very unlikely that {place} is used in {month}.",
                "There is a roughly even chance that {place} closes.",
            ),
        ),
        (
            "Which sentence should be mended?",
            "With moderate confidence it is unlikely that {border} is watched.",
            (
                "It is unlikely that {border} is watched.",
                "It is almost certain that {border} opens in {month}.",
                "It is very likely that {town} stays the meeting point.",
            ),
        ),
    ),
}
