# %% [markdown] name="title"
# # Day 4: the link chart and key actors
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing | 10 |
# | 2 Conventions, seven steps, the status rule | 30 |
# | 3 Worked example: seven entities | 35 |
# | 4 Exercise 1: links of document set B | 75 |
# | 5 Exercise 2: who stands in which box | 30 |
# | 6 The call chart, and the limits of centrality | 35 |
# | 7 Exercise 3: key actors of the whole file | 80 |
# | 8 Exercise 4: the chart for your team leader | 35 |
# | 9 Check of understanding, and more for the quick | 30 |

# %% [markdown] name="how-to"
# **How to work here.** Run each cell with Shift + Enter, from top to bottom. Answers go into forms: choose, and the form
# saves itself. When you have finished a form, run the cell below it that says `mark(...)`. You may run it as often as
# you like; the last one counts.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import Markdown, display

from toolkit import evaluation, forms, link, mark, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file: read("D001"), about("N001"), find("pays", "money"). You need not read this cell, only run it.
desk = evaluation.desk(case)
read, about, find = desk.read, desk.about, desk.find
names = case.nominals.set_index("nominal_id")["name"]


def drawn(rows, boxes=(), title=""):
    """Draw what a form holds: links as lines, memberships as boxes."""
    table = pd.DataFrame(list(rows), columns=["a", "b", "status"]).dropna()
    if table.empty:
        return print("Nothing is entered yet. Fill in the form above, then run this cell again.")
    members = {}
    for row in boxes:
        if row.get("person") and row.get("organisation"):
            members.setdefault(row["organisation"], []).append(row["person"])
    everybody = [one for box, inside in members.items() for one in (box, *inside)]
    graph = link.build(table, source="a", target="b", nodes=everybody)
    title = f"{title} (file of {case.info.get('as_of', '')})"
    strictest = case.reports["handling"].max()
    return link.chart(graph, nominals=case.nominals, members=members or None, title=title, handling=strictest)


# %% [markdown] name="part-1"
# ## 1 Briefing

# %% name="briefing" role="given" hidden=true
# The briefing. Run this cell and read what it says.
info = case.info
display(
    Markdown(
        f"**{info.get('title', 'The case')}.** You have the file as it stands on **{info.get('as_of', '')}**: "
        f"{len(case.documents)} documents, {len(case.nominals)} names on the nominal index, "
        f"{len(case.calls):,} call records.\n\n"
        "Your team leader asks for one chart by the end of the day: *who works with whom, how sure are we, "
        "and who matters?*"
    )
)

# %% [markdown] name="briefing-law"
# **What we look for.** Under Article 3(a) of the Protocol, smuggling of migrants is procuring the illegal entry of a
# person *in order to obtain a financial or other material benefit*. The chart is about those who procure and profit.
#
# Migrants are not liable under the Protocol for having been smuggled (Article 5). Families, and people who help
# without profit, are outside its aim.

# %% [markdown] name="briefing-ethics"
# **Three rules before any line is drawn**
#
# 1. A name on a chart is not an accusation. A link says that two people are connected, not that either is guilty.
# 2. Every line must lead back to a record. No record, no line.
# 3. Nationality is never a reason. Roles are shown by what people do.

# %% [markdown] name="part-2"
# ## 2 Conventions
#
# | sign | meaning |
# |---|---|
# | circle | person |
# | rectangle | organisation; its people stand inside |
# | overlapping rectangles | one person belongs to both |
# | solid line | confirmed |
# | dashed or dotted line | suspected |
#
# **Schools differ.** Some draw dotted for every suspected link, some dashed; some draw squares for people. So every
# chart that leaves the room carries a **legend**.

# %% [markdown] name="conventions-two"
# The chart below splits *suspected* in two: **dashed** = unconfirmed, **dotted** = tentative. In the exercises there are
# two words only, *confirmed* and *suspected*.

# %% name="conventions-picture" role="given"
signs = pd.DataFrame(
    [("P", "Q", "confirmed"), ("R", "S", "unconfirmed"), ("T", "U", "tentative")],
    columns=["a", "b", "status"],
)
signs = link.build(signs, source="a", target="b", nodes=["Firm", "V", "W"])
link.chart(signs, kinds={"Firm": "organisation"}, members={"Firm": ["V", "W"]}, title="The signs", height=430, width=820)

# %% [markdown] name="seven-steps"
# ### The seven steps
#
# 1. **Assemble** the raw data.
# 2. **Determine the focus**: whose chart, of what?
# 3. **Construct the matrix**: everybody down the side, everybody along the top.
# 4. **Code the associations**: confirmed or suspected, in each cell.
# 5. **Count** the links of each entity.
# 6. **Preliminary chart**: those with most links first, in the middle.
# 7. **Clarify and plot again**: boxes, fewer crossings, legend, date.

# %% [markdown] name="what-is-a-link"
# ### What is a link?
#
# A sentence that **states a tie** between two people: works with, directs, drives for, pays, is related to, is a
# customer of.
#
# - Two names in one *document* are not a link.
# - "There was no contact between A and B" is a **denial**, not a link.
# - A customer or a relative *is* linked. The line says nothing of guilt; its label must say *customer* or *relative*.

# %% [markdown] name="status-rule"
# ### The status rule
#
# Take all documents that state the link.
#
# | status | when |
# |---|---|
# | **confirmed** | one document graded A1, A2, B1 or B2 |
# | **confirmed** | or two documents of **different sources**, each graded A3, B3, C1 or C2 or better |
# | **suspected** | anything less |
#
# The toolkit applies the same rule (`link.status`), and calls what is less *unconfirmed* or *tentative*.

# %% name="status-examples" role="given"
for given, sources in (
    (["B2"], ["S1"]),
    (["C2", "B3"], ["S1", "S2"]),
    (["C2", "B3"], ["S1", "S1"]),
    (["B4"], ["S1"]),
    (["X4", "X4", "X4"], ["S1", "S2", "S3"]),
):
    status = link.two_codes(link.status(given, sources))
    print(f"grades {', '.join(given):<12} sources {', '.join(sources):<12} -> {status}")

# %% [markdown] name="status-denials"
# **Denials** have a status by the same rule. Statement and denial of the same tie: the better one stands. Equal: leave
# the pair off the chart and list it as an open question.
#
# A denial that two people *work together* does not undo that one is the other's customer or relative.

# %% [markdown] name="status-circular"
# **[[Circular reporting|circular reporting]].** The same story may come back through another service as if it were news. An odd detail that
# stands in both gives it away. A repeat adds nothing: count the story once.

# %% [markdown] name="part-3"
# ## 3 Worked example: seven entities
#
# A small town far from our case. Six people and one guest house. Nine lines from five sources.

# %% name="example-data" role="given"
lines = pd.DataFrame(
    [
        ("R1", "TEAM", "A", "1", "Ana", "works with", "Ben", "Ana and Ben loaded bags into a van and drove off together."),
        ("R2", "POST", "X", "4", "Ben", "works with", "Cal", "A post without a name says that Ben is in business with Cal."),
        ("R3", "INF1", "B", "2", "Cal", "belongs to", "Blue Gate", "Cal keeps the desk of the Blue Gate."),
        ("R4", "INF2", "C", "2", "Dee", "pays", "Cal", "Dee pays Cal after each group."),
        ("R5", "INF3", "B", "3", "Dee", "pays", "Cal", "The source was told that Cal gets money from Dee."),
        ("R6", "INF1", "B", "2", "Eli", "works with", "Ana", "Eli puts the drivers in touch with the house; Ana gets work that way."),
        ("R7", "INF1", "B", "2", "Eli", "works with", "Dee", "Eli passes word to Dee."),
        ("R8", "TEAM", "A", "1", "Fay", "client of", "Ana", "Ana, Ben, Cal, Dee and Eli each took the taxi of Fay and paid the fare."),
        ("R9", "TEAM", "A", "1", "Ana", "denied", "Dee", "In nine days no contact was seen between Ana and Dee."),
    ],
    columns=["report", "source_ref", "source_grade", "information_grade", "a", "relation", "b", "sentence"],
)
lines[["report", "source_ref", "source_grade", "information_grade", "sentence"]]

# %% [markdown] name="example-step-1"
# **Steps 1 and 2: raw data and focus.** The lines above are the raw data. Focus: *who moves people through the Blue
# Gate, and how do they reach each other?*
#
# Before you go on, take paper: which pairs are linked, and how surely?

# %% [markdown] name="example-step-3"
# **Steps 3 and 4: matrix and codes.** Line by line:
#
# - R1: one source, A1, so **Ana - Ben is confirmed**.
# - R2: X4 alone, so **Ben - Cal is suspected**.
# - R3: B2. Cal **belongs to** the Blue Gate, confirmed.
# - R4 and R5: C2 and B3, neither enough alone, but two sources: **Dee - Cal is confirmed**.
# - R6, R7: B2, so **Eli - Ana** and **Eli - Dee are confirmed**.
# - R8: A1. Five passengers: **Fay is linked to each of them, confirmed**, as *customers*.
# - R9: a denial. **No link Ana - Dee.**

# %% name="example-links" role="given"
passengers = ["Ana", "Ben", "Cal", "Dee", "Eli"]
customers = pd.concat([lines[lines["report"] == "R8"].assign(a=one, b="Fay") for one in passengers])
stated = pd.concat([lines[~lines["report"].isin(["R8", "R9"])], customers])
example = link.build(stated, source="a", target="b", records="report")
link.matrix(example).figure()

# %% [markdown] name="example-step-5"
# **Step 5: count the links.** The bottom line of the matrix adds up each entity's marks, in its row and its column:
# Fay 5, Cal 4 (one of them to the box), the others 3.

# %% [markdown] name="example-step-6"
# **Steps 6 and 7: chart, clarify, plot again.** Cal goes into the box of the Blue Gate. Each entity stands once, lines
# cross as little as possible, the legend says what the signs mean.

# %% name="example-chart" role="given"
link.chart(example, kinds={"Blue Gate": "organisation"}, title="The Blue Gate (worked example)", height=430, width=820)

# %% [markdown] name="example-who-matters"
# **Who matters?** Fay has most links, and is a taxi driver whom anybody may call. Eli has fewer, and puts the drivers in
# touch with the house: R6 says so. *Eli is the key actor, a [[broker]]; Fay is not.*
#
# This is the lesson of the day in one picture: **count to find whom to check, read to find who matters.**

# %% [markdown] name="part-4"
# ## 4 Exercise 1: the links of document set B
#
# Now the same on our case, by hand. Yesterday's matrix was of set A. Set B came in since, and tells of another corner of
# the business. It is listed below, with the persons whom it names.

# %% name="set-b" role="given"
paper = case.handout("day04.links")
set_b = case.documents[case.documents["document_id"].isin(paper["documents"])]
display(set_b[["document_id", "dated", "source_ref", "source_grade", "information_grade", "title"]])
pd.DataFrame(paper["entities"])[["id", "name"]]

# %% [markdown] name="guided"
# **Together first.** Here is the first document. The number in brackets is the index number; it stands at the first
# mention alone. A name may be spelt in another way; the number decides who is meant.

# %% name="guided-document" role="given"
read(paper["documents"][0])

# %% [markdown] name="guided-questions"
# Ask of each sentence:
#
# 1. Does it name two persons?
# 2. Does it state a tie, or deny one?
# 3. Which grade does the document carry, and from which source?
#
# Below is what a computer sees in the same document: pairs of names in one sentence. It cannot judge the second
# question. You can.

# %% name="guided-pairs" role="given"
seen = evaluation.co_mentions(set_b[set_b["document_id"] == paper["documents"][0]], case.nominals)
seen.assign(a=seen["a"].map(names), b=seen["b"].map(names))[["a", "b", "sentence"]]

# %% [markdown] name="independent"
# **Now you.** Read the others, and enter each linked pair in the form.
#
# - Either end may come first; each pair once.
# - Persons only. Who belongs to an organisation comes in exercise 2.
# - Use set B alone for the status, even if you know more from elsewhere in the file.

# %% name="set-b-documents" role="given"
read(*paper["documents"][1:])

# %% [markdown] name="links-card"
# {exercise day04.links}

# %% name="links-answer" role="answer"
links = forms.table("day04.links", case)
### BEGIN SOLUTION
pairs = evaluation.co_mentions(set_b, case.nominals)
# A sentence about the talk itself ties nobody.
about_talk = pairs["sentence"].str.contains("source was shown|I was shown|The handler")
stated = pairs[~pairs["denied"] & ~about_talk]
graph = link.people(link.build(stated, source="a", target="b", records="document_id"), case.nominals)
links.fill([dict(a=a, b=b, status=link.two_codes(data["status"])) for a, b, data in graph.edges(data=True)])
### END SOLUTION
links

# %% name="links-mark" role="mark" exercise="day04.links"
mark("day04.links", links.values)

# %% [markdown] name="links-look"
# **Look at your work.** Run the next cell again whenever you have changed the form.

# %% name="links-chart" role="given"
drawn(links.values, title="Document set B: preliminary chart")

# %% [markdown] name="part-5"
# ## 5 Exercise 2: who stands in which box
#
# Now the **whole file**, but only its organisations. Who *belongs to* one: owner, officer, staff, holder of the keys?
#
# A customer does not stand in the box. Nor does somebody who only pays the firm, or calls it.

# %% name="groups-paper" role="given"
pd.DataFrame(case.handout("day04.groups")["organisations"])[["id", "name"]]

# %% [markdown] name="groups-pattern"
# **The pattern:** `about("N001")` shows every sentence that names somebody, with document, grade and source. Put the number of
# an organisation of the list between the quotation marks, run the cell, then take the next one. (An empty table says that no
# document names N001.)

# %% name="groups-search"
about("N001")

# %% [markdown] name="groups-card"
# {exercise day04.groups}

# %% name="groups-answer" role="answer"
groups = forms.table("day04.groups", case)
### BEGIN SOLUTION
firms = set(case.nominals.loc[case.nominals["kind"] == "organisation", "nominal_id"])
pairs = evaluation.co_mentions(case.documents, case.nominals)
inside = pairs[~pairs["denied"] & (pairs["a"].isin(firms) != pairs["b"].isin(firms))]
boxes = link.build(inside, source="a", target="b", records="document_id")
rows = [(b, a, data) if a in firms else (a, b, data) for a, b, data in boxes.edges(data=True)]
groups.fill([dict(person=p, organisation=o, status=link.two_codes(data["status"])) for p, o, data in rows])
### END SOLUTION
groups

# %% name="groups-mark" role="mark" exercise="day04.groups"
mark("day04.groups", groups.values)

# %% name="groups-chart" role="given"
drawn(links.values, groups.values, title="Document set B, with the organisations of the file")

# %% [markdown] name="groups-note"
# An organisation with nobody in its box is not on this chart. A box is no accusation either: most firms in this file
# are what they seem.

# %% [markdown] name="part-6"
# ## 6 The call chart, and the limits of centrality
#
# Sixty people can't be charted by hand. The toolkit builds the chart from the call records.
#
# Call records link **handsets and SIMs, not people**. Only numbers on the attribution list become persons here; the
# rest is left out, and the chart says how many.

# %% name="calls-graph" role="given"
calls = link.attributed(case.calls, case.attributions)
phone = link.people(link.build(calls, source="from_nominal", target="to_nominal", time="started_at"), case.nominals)
link.summary(phone)

# %% name="calls-chart" role="given"
link.chart(phone, nominals=case.nominals, groups=link.communities(phone), title="Who calls whom (attributed numbers)")

# %% [markdown] name="calls-chart-read"
# Colours are [[communities|community]]: parts with more calls inside than across. A community is a guess about who belongs
# together, made by a method. The documents decide.
#
# A line joins two people whose numbers called each other; the thicker it is, the more calls. It is solid where both numbers are
# attributed on good grounds, broken where one is not. Of the table above the chart you need three lines today: *nodes* are
# people, *links* are pairs of them, and the notes say how many records are left out.

# %% [markdown] name="centrality"
# ### Three questions that a number can answer
#
# | measure | question |
# |---|---|
# | degree | who has most contacts? (*strength*: how many calls with them) |
# | betweenness | on whose line do the shortest ways run? |
# | between groups | who stands between people of different communities? (*reaches*: how many communities besides the own) |

# %% name="calls-rank" role="given"
ranked = link.rank(phone, by="betweenness").to_frame()
ranked.insert(0, "name", ranked.index.map(names))
ranked[["name", "degree", "strength", "betweenness"]].head(15).rename_axis(None)

# %% [markdown] name="limits"
# ### ... and what it can't
#
# A call shop, a taxi driver, a money changer talk with everybody: **they rank high by their trade**.
#
# A careful organiser ranks low: three calls, and others do the talking.
#
# And who was watched most has most links. **Centrality measures the file, not the network.**

# %% [markdown] name="limits-try"
# **Try it.** Take the first few of the list above, one by one: put the number between the quotation marks. What do the documents
# say that they *do*?

# %% name="limits-look"
about("N001")

# %% [markdown] name="part-7"
# ## 7 Exercise 3: key actors of the whole file
#
# A **key actor** is shown by **role and evidence**, not by rank:
#
# - **organiser**: gives orders; others drive, house, recruit *for* this person;
# - **broker**: puts people in touch who do not meet otherwise; word or money passes through this person.

# %% [markdown] name="key-rules"
# **What counts**
#
# - For each key actor: the name (40 %), the role (25 %), a document that *states the role* (25 %), the status (10 %).
# - A wrong accusation costs at least twice as much as a name left out. If in doubt: *not established*.
# - A member of the business who is not key costs little.
# - Up to five documents for each person, written as `D001; D002`.

# %% [markdown] name="key-way"
# **A good way to work:** (1) take a list from the chart; (2) read what the documents say of each; (3) search the file
# for the words of the role; (4) look for the everyday explanation before you name anybody.

# %% name="key-brokers" role="given"
between = link.brokers(phone).to_frame()
between.insert(0, "name", between.index.map(names))
between[["name", "reaches", "between_groups", "betweenness"]].head(30).rename_axis(None)

# %% [markdown] name="key-find"
# `find("word", "other word")` shows every sentence with a word that begins so. Change them: which words would an informant
# use for somebody who gives orders? For somebody who joins two groups? Try several: informants do not all speak alike.

# %% name="key-search"
find("drives", "fetches")

# %% name="key-read"
about("N001")

# %% [markdown] name="key-asked"
# **What the exercise asks:**

# %% name="key-paper" role="given"
print(case.handout("day04.key_actors")["instructions"])

# %% [markdown] name="key-card"
# {exercise day04.key_actors}

# %% name="key-answer" role="answer"
key_actors = forms.table("day04.key_actors", case)
### BEGIN SOLUTION
roles = {
    "broker": "in touch|goes through|passes word",
    "organiser": "the orders|orders from|giving instructions|decides when|organises|moves before|nothing happens|who sets the day",
}
said = evaluation.mentions(case.documents, case.nominals)
first = said.drop_duplicates(["document_id", "sentence"])  # whom each sentence names first
first = first.merge(case.reports[["document_id", "source_grade"]], on="document_id")
rows = []
for number in between.index:
    for role, words in roles.items():
        telling = first[(first["nominal_id"] == number) & first["sentence"].str.contains(words)]
        # One document of a source that nobody can assess is too little to name somebody.
        if telling["document_id"].nunique() > telling["source_grade"].eq("X").all():
            documents = list(telling["document_id"].unique()[:5])
            rows.append(dict(nominal=number, role=role, status="confirmed", documents=documents))
            break
key_actors.fill(rows[: case.handout("day04.key_actors")["most"]])
### END SOLUTION
key_actors

# %% name="key-mark" role="mark" exercise="day04.key_actors"
mark("day04.key_actors", key_actors.values)

# %% name="key-chart" role="given"
chosen = [row["nominal"] for row in key_actors.values if row.get("nominal") in phone]
link.chart(phone, nominals=case.nominals, highlight=chosen, title="The call chart, with those whom you named ringed")

# %% [markdown] name="ethics"
# ### Before it leaves the room
#
# Look at the ringed names once more.
#
# - Is there a **migrant** among them? Having been smuggled is no offence under the Protocol. If a migrant also steered
#   or recruited, describe what was done; do not label.
# - Is there a **helper** who takes nothing for it? Without profit it is outside the aim of the Protocol.
# - Is there a [[look-alike]]: taxi, call shop, guest house, licensed agency? Has somebody checked?
# - Does any document speak of somebody who may be a **victim of trafficking**? Then referral comes before the chart.

# %% [markdown] name="part-8"
# ## 8 Exercise 4: the chart for your team leader
#
# Draw the chart that you would hand over: on paper, or with the cells of this notebook. Then write **three sentences:
# who matters, why, and on which documents**. Say also what the chart can't show.
#
# Marked by your instructor: signs and legend; each entity once and few crossings; status true to the grades; the three
# sentences with their documents; fairness.

# %% [markdown] name="readability-card"
# {exercise day04.readability}

# %% [markdown] name="readability-answer" role="written" exercise="day04.readability"
# *Double-click here and write. Hand in a chart on paper with the number of your group on it.*
#
# 1. Who, in which role, how sure, on which documents:
# 2. Who, in which role, how sure, on which documents:
# 3. Who, in which role, how sure, on which documents:
#
# What the chart can't show:
#
# ### BEGIN SOLUTION
# The model answer of this case, drawn from what its documents state, stands beside your answer in the marking view.
# In form: "N000 NAME is *confirmed* as *broker*: joins the drivers and the house keepers, who do not meet otherwise
# (D000, B2)". Three such sentences, then one on what is missing: numbers not attributed, documents of one source alone,
# people whom nobody watched.
# ### END SOLUTION

# %% [markdown] name="part-9"
# ## 9 Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** D1 (X4) and D2 (X4), of different sources, say that P works with Q. What is the line?
#
# <details><summary>Answer</summary>
# Suspected: dotted. Neither document is graded well enough to support the other.
# </details>

# %% [markdown] name="check-2"
# **2.** A taxi driver has contacts in four communities. Broker?
#
# <details><summary>Answer</summary>
# Not on that ground. It is a reason to read what the documents say of the driver, no more.
# </details>

# %% [markdown] name="check-3"
# **3.** A partner service reports what an informant told us two weeks ago, parrot included. One source or two?
#
# <details><summary>Answer</summary>
# One. It is probably the same story on its way back: circular reporting.
# </details>

# %% [markdown] name="check-4"
# **4.** A is a customer of B's shop; a check found no sign that they work together. Is there a line?
#
# <details><summary>Answer</summary>
# Yes, labelled *customer*. The denial is about working together. The line accuses nobody.
# </details>

# %% [markdown] name="check-5"
# **5.** You have one document, graded B2, that says X gives the orders, and X has two contacts in the call records. Key
# actor?
#
# <details><summary>Answer</summary>
# Yes: role and evidence. Few contacts are what careful organisers have.
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# What would happen to the call chart without three persons? `link.key_players` tries every set of three. Compare the set
# with your key actors. Are they the same people? Should they be?

# %% name="stretch-key-players" role="given"
best = link.key_players(phone, k=3)
print(best)
print(", ".join(f"{number} {names[number]}" for number in best.members))

# %% [markdown] name="stretch-question"
# The set breaks the *chart* most. It says nothing of guilt, and a network repairs itself. Before you recommend anything:
# who of them has an everyday explanation?

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow opens from an agreed chart, so nothing that you missed
# today will hurt you then.
