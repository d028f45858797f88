"""Situations for choices on persons and data: who somebody is to the case, and what may be done with a record."""

from __future__ import annotations

STATUS: dict[str, str] = {
    "suspect": "Suspect: a ground on file points to a part in the offence",
    "witness": "Witness: saw or knows something and took no part",
    "victim": "Victim or possible victim: protect and refer first",
    "contact": "Contact: in touch with somebody, nothing more is known",
}
USE: dict[str, str] = {
    "may": "May be used, and the use is logged",
    "decision": "Only after a decision that is put on record",
    "purpose": "Must not: another purpose than it was collected for",
    "necessity": "Leave it out: not needed for the question",
    "retention": "Review now: its time is over, delete it or record why it is kept",
}
STATUSES: dict[str, tuple[str, ...]] = {
    "suspect": (
        "Two sources of grade B state at first hand that this person takes the fees of groups at {place}.",
        "Officers saw this person hand out false papers to three travellers at {town}, and hold the papers.",
        "A confirmed entry has this person giving drivers their orders, and the books found at {firm} bear it out.",
    ),
    "witness": (
        "A ticket seller at {town} describes two drivers whom she saw counting people into a van. She did not know "
        "them.",
        "A migrant who was stopped near {border} tells who took the money. Nothing says that he did more than travel.",
        "A guard of a car park in {town} noted the plates of vans by night and gave the list to a patrol.",
    ),
    "victim": (
        "A worker found in {town} had no passport, was not free to leave and was told to work off a debt.",
        "A girl of sixteen was found in a house near {place}, working for the man who had fetched her.",
        "A man who was brought past {border} says that he is beaten when he does not work. He is afraid to say more.",
    ),
    "contact": (
        "A number that rang a suspect four times in a week is in the name of a woman of whom nothing else is on file.",
        "A brother of a suspect calls him every Sunday from {town}.",
        "A food stall at {place} is on the contact list of a seized telephone.",
        "A man was seen once beside a suspect at a bus stop in {town}.",
    ),
}
USES: dict[str, tuple[str, ...]] = {
    "may": (
        "Compare the plates seen at {border} with the vehicles named in {operation}, the case they were noted for.",
        "Enter a graded surveillance log of {operation} in the file of {operation}.",
        "Search the nominal index of {operation} for a name that a new report of the same case gives.",
    ),
    "decision": (
        "A partner state asks for three reports of {operation} with handling code H2, which another service provided.",
        "Two persons of {operation} are to be named to the prosecutor. The reports were given for intelligence alone.",
        "A charity asks for the name of a possible victim from {town}, to give her a bed tonight.",
        "You want call records of a number that came up in {operation}, and you have not asked for them yet.",
    ),
    "purpose": (
        "The tax office wants the whole contact list of a telephone seized in {operation} to look for unpaid taxes.",
        "A colleague uses the border records of {operation} to see where the neighbours of his mother travel.",
        "The statements of possible victims from {town} are to be used to send them home faster.",
    ),
    "necessity": (
        "A medical note on a passenger lies among the papers of a van stopped near {border}. The question is who "
        "drove.",
        "A draft report on fees lists the religion of each person interviewed in {town}.",
        "To see which road the vans take past {place}, somebody adds the school records of the drivers' children.",
    ),
    "retention": (
        "A contact of 2019 was checked and cleared, and has been on the index of {operation} ever since.",
        "The pages of a seized address book on people without any tie to {operation} are still on file after the case "
        "was closed.",
        "A hit list of plates at {border} was kept for 90 days by rule. It is day 140, and no case uses it.",
    ),
}
# The same, in situations that say it in other words than the legend: one has to ask what they amount to.
SUBTLE_STATUSES: dict[str, tuple[str, ...]] = {
    "suspect": (
        "On three nights a team watched this person wave vans on at {border}; each time the headlights went out first, "
        "and the men in the vans asked where to go next.",
        "The landlord's own ledger, in this person's hand, has a sum for every guest who stayed at {place} without "
        "papers, and a share for the one who brought them.",
    ),
    "witness": (
        "A cleaner at {place} kept a diary of who came and went by night, out of habit, and brought it to a desk.",
        "A doctor in {town} treated two passengers after a crash and remembers what they said of the man at the wheel.",
    ),
    "victim": (
        "A cook at {firm} sends no money home, sleeps in the store room and looks at his employer before each answer.",
        "A waitress in {town} says that her fare has grown each month since she came, and that her passport is in safe "
        "keeping.",
    ),
    "contact": (
        "A driving school in {town} taught four people of the index to drive, among some three hundred others.",
        "A cousin sent a suspect greetings on a feast day, and the two have the same grandmother.",
    ),
}
SUBTLE_USES: dict[str, tuple[str, ...]] = {
    "may": (
        "Draw the chart of {operation} anew with the sightings that the same team entered this week.",
        "Read once more the statements taken for {operation}, to answer the question for which they were taken.",
    ),
    "decision": (
        "An officer of another service, a friend of yours, would like to read the log of {operation} over coffee.",
        "To know who sat in a van near {border}, you would like the passenger list of a bus line for last month.",
    ),
    "purpose": (
        "A landlord in {town} asks whether somebody who wants to rent a room stands in the files of {operation}.",
        "The sightings at {border} would show nicely which colleagues come late to work.",
    ),
    "necessity": (
        "The chart shows who drove for whom; somebody proposes to write each driver's party beside his name.",
        "In the notes on {place} it stands which guests pray, and which do not. You are asked who paid the rent.",
    ),
    "retention": (
        "A name came up in {operation} in spring, turned out to be a mistake in writing, and is still found by every "
        "search.",
        "{operation} ended with a sentence that is final. Copies of all telephones are still in the evidence room.",
    ),
}
