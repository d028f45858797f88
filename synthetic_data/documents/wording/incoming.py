"""Templates of reports that come in and are not graded yet: what tells the source's access, and what betrays it.

`<<...>>` encloses what would betray a source, a method or a person to be protected, and must go from a sanitised
version; `((...))` encloses what may go or stay. The marks themselves are taken off before anybody reads the text.
"""

from __future__ import annotations

from synthetic_data.documents.marks import N_

LABELS = {
    "report": N_("Incoming report"),
    "received": N_("Received"),
    "ungraded": N_("not graded yet"),
}
TITLE = N_("Incoming report {number}")

OPENINGS: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("<<{source}>> was met on <<{day} behind the covered market>>."),
        N_("<<{source}>> rang on <<{day} at 21:40 from a borrowed telephone>>."),
        N_("<<{source}>> left a note on <<{day} under the third flowerpot of the library>> and came to talk about it."),
        N_("The handler spoke with <<{source}>> on <<{day} in a parked car beside the stadium>>."),
        N_("The handler sat with <<{source}>> on <<{day} in the last row of the bus to the coast>>."),
        N_("<<{source}>> asked for a meeting, which took place on <<{day} in the yard of the primary school>>."),
    ),
    "surveillance": (
        N_("<<{source}>> kept watch until {day} <<from the upper window of the dental clinic>>."),
        N_("<<{source}>> followed on foot and closed the log on {day}; <<the team's van stood by the petrol pump>>."),
    ),
    "open source": (
        N_("Read on {day} on a public page; anybody can open it. ((The page carries advertisements.))"),
        N_("Found on {day} among public posts; no account is needed to read them. ((A copy is kept.))"),
    ),
    "statement": (
        N_("Statement of <<{source}>>, taken on {day} <<at the shelter beside the clinic>> with an interpreter."),
        N_("<<{source}>> spoke on {day} <<in the office of the women's association>> and agreed to be written down."),
    ),
    "officer": (
        N_("I made enquiries until {day} and report what I found. ((No coercive measure was used.))"),
        N_("Report of an enquiry closed on {day}. ((Two working days were spent on it.))"),
    ),
    "partner": (
        N_("Received on {day} from <<the second desk of the partner service>>, which asks not to be named."),
        N_("A partner service sent this on {day}; <<its liaison officer on our floor brought it by hand>>."),
    ),
}

# How the source knows, in words that betray who it is.
PLACED: dict[str, tuple[str, ...]] = {
    "own knowledge": (
        N_("The source was there: <<it washes the dishes at the noodle shop where they sit>>."),
        N_("The source was present, <<being the one who minds the gate of the yard at night>>."),
        N_("The source saw and heard it, <<at a table at which only three people sat, the source among them>>."),
        N_("The source knows this at first hand, <<as a cousin by marriage who sleeps in the same house>>."),
        N_("The source took part in it <<as the one who mends the vehicles>>, and repeats nobody else."),
    ),
    "neighbour": (
        N_("The source has known both for years, <<having the next house but one>>, and says so of its own knowledge."),
        N_("The source sees both every day, <<being the one who sells the ice>>, and repeats nobody else."),
    ),
    "told": (
        N_("The source was not there and was told <<by a brother who works in the yard>>."),
        N_("The source has this at second hand, <<from the woman who sells lottery tickets at the gate>>."),
        N_("The source did not see it, but heard of it <<from a neighbour who cooks for the crew>>."),
        N_("The source passes on what was said to it <<by a barber who has two of them as customers>>."),
        N_("The source had it <<from an aunt who irons for the house>>, and did not see it itself."),
    ),
    "own officers": (
        N_("The partner's own officers saw it, <<from a hide in the water tower>>."),
        N_("It was seen by officers of the partner service <<who work among the porters at the bus station>>."),
    ),
    "unsourced": (
        N_("It is not said where this comes from."),
        N_("The message does not say who knew it, or how."),
    ),
    "posted": (
        N_("Whoever posted it gives no name and does not say how it is known."),
        N_("The item has no author and names no witness."),
    ),
    "own watch": (
        N_("All of it was seen by the team and noted at the time, <<through a lens of 400 mm>>."),
        N_("The team saw all of it and wrote it down at the time; <<the dog of the house knows the team by now>>."),
    ),
    "own enquiry": (
        N_("I checked this myself, in the register and at the spot, <<with the help of the clerk at window four>>."),
        N_("I read the books myself, <<which the night porter laid out for me>>, and went to see the place."),
    ),
    "own account": (
        N_("<<I am 24 years old and the eldest of five.>> I tell only what happened to me."),
        N_("<<I used to keep a stall beside the temple in my village.>> I was there and tell what I saw."),
    ),
}

# A second way in which a careless page betrays the source.
BETRAYING: dict[str, tuple[str, ...]] = {
    "informant": (
        N_("The source has <<a scar on the left hand that everybody there knows>> and asks for care."),
        N_("The source is paid <<through the tailor opposite the post office>>."),
        N_("The source will be <<at a cousin's wedding until the end of the week>> and cannot be reached."),
        N_("<<Apart from the source only the landlady has the key.>>"),
        N_("The source has written it down <<in the order book of the shop where it serves>>."),
        N_("The source may be rung <<on Sundays, while the others are at the boxing>>."),
    ),
    "statement": (
        N_("<<My sister still works in the kitchen of the same place.>>"),
        N_("<<I left the place on the night of the storm, with one other person.>>"),
    ),
    "partner": (
        N_("The partner's file number is <<K-{number}-17>>."),
        N_("The partner heard it <<on a line that it is permitted to listen to until the end of the month>>."),
    ),
    "surveillance": (N_("<<The clinic closes at six, and the team goes home with the nurses.>>"),),
    "officer": (N_("<<The clerk wishes nobody to know that the book was shown.>>"),),
}
HARMLESS: dict[str, tuple[str, ...]] = {
    "": (
        N_("((The talk lasted half an hour.))"),
        N_("((It had rained all day.))"),
        N_("((Nothing was written down during the talk.))"),
        N_("((The names are spelt as on our index.))"),
        N_("((The talk was in the local language.))"),
        N_("((The next meeting is not fixed.))"),
    ),
    "surveillance": (N_("((It had rained all day.))"), N_("((No photographs were taken.))")),
    "open source": (N_("((The names are spelt as on our index.))"), N_("((The item has few readers.))")),
    "officer": (N_("((The enquiry goes on.))"), N_("((The names are spelt as on our index.))")),
    "partner": (N_("((An answer is asked for within the month.))"), N_("((The message has two pages.))")),
    "statement": (N_("((The statement was read back and signed.))"), N_("((The talk had two breaks.))")),
}
