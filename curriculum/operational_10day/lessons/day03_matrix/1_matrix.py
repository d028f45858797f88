# %% [markdown] name="title"
# # Day 3: the association matrix
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing | 15 |
# | 2 What a matrix is for, and its signs | 30 |
# | 3 Worked example: six entities | 40 |
# | 4 Exercise: the matrix of document set A | 120 |
# | 5 Exercise: count the links | 30 |
# | 6 By hand and by tool | 30 |
# | 7 Exercise: three disputed cells | 60 |
# | 8 Fairness, and a check of understanding | 35 |

# %% [markdown] name="how-to"
# **By hand before by tool.** Today you read, and fill a matrix yourself. Take squared paper as well, if you like: the form
# below looks the same. Only at the end does the computer do in a second what took you two hours, and you will see where it
# goes wrong.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import Markdown, display

from toolkit import evaluation, forms, link, mark, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file. You need not read this cell, only run it.
desk = evaluation.desk(case)
read, about, find = desk.read, desk.about, desk.find
names = case.nominals.set_index("nominal_id")["name"]

# %% [markdown] name="part-1"
# ## 1 Briefing

# %% name="briefing" role="given" hidden=true
# The briefing. Run this cell and read what it says.
paper = case.handout("day03.matrix")
set_a = case.documents[case.documents["document_id"].isin(paper["documents"])]
display(
    Markdown(
        f"**{case.info['title']}**, file of **{case.info['as_of']}**. Yesterday's grades are agreed and entered. Of the "
        f"{len(case.documents)} documents, **{len(set_a)}** speak of one corner of the business and of **{len(paper['entities'])} "
        "persons** in it. That is document set A. Your team leader wants to know: *who of them is tied to whom, and how surely?*"
    )
)
set_a[["document_id", "dated", "source_ref", "source_grade", "information_grade", "title"]]

# %% [markdown] name="part-2"
# ## 2 What a matrix is for, and its signs
#
# Ten persons make 45 pairs. Nobody holds 45 pairs in the head, and nobody should draw before they are settled. An
# **[[association matrix]]** gives each pair **one cell**, so that

# %% [markdown] name="why"
# - no pair is forgotten, and none is entered twice;
# - an empty cell says: *we looked, and nothing states a tie*;
# - each filled cell can be asked: *on which documents?*

# %% [markdown] name="signs"
# | sign | meaning | when |
# |---|---|---|
# | ● filled circle | association **confirmed** | one document graded A1, A2, B1 or B2; or two documents of *different sources*, each A3, B3, C1, C2 or better |
# | ○ open circle | association **[[suspected]]** | anything less that states a tie |
# | empty | no tie stated | or it is denied on better grounds |
#
# *Schools differ.* Some write + and -, some put dots for organisations, some use the lower half for strength. So each matrix
# carries its **legend** and the day of its file.

# %% [markdown] name="tie"
# **A tie is stated by a sentence.** *Works with, directs, drives for, recruits for, houses people for, pays, belongs to; but
# also: is related to, is a customer of.* Customers and relatives are tied too; the tie says nothing of guilt.
#
# Not a tie: two names in one document; two names in one list; "questions about A and B are open".

# %% [markdown] name="denials"
# **Denials.** "A check found no contact between A and B." Put it beside the statements of the same pair:
#
# | statement | denial | cell |
# |---|---|---|
# | better status | weaker | the statement stands |
# | weaker | better status | empty |
# | equal | equal | empty, and on the list of open questions |
#
# A denial that two people *work together* does not touch that one is the other's customer or cousin.

# %% [markdown] name="part-3"
# ## 3 Worked example: six entities
#
# Far from our case. Five people and the Red Lantern, a tea house. Seven lines.

# %% name="example-data" role="given"
lines = pd.DataFrame(
    [
        ("R1", "INF1", "B", "2", "Ama", "Bo", "Ama tells Bo which night to come."),
        ("R2", "INF2", "C", "2", "Bo", "Cim", "Bo pays Cim for each seat."),
        ("R3", "OPEN", "X", "4", "Bo", "Cim", "A post says that Cim works for Bo."),
        ("R4", "INF3", "B", "3", "Cim", "Bo", "The source heard that Cim drives for Bo."),
        ("R5", "OPEN", "X", "4", "Cim", "Dan", "A post calls Cim and Dan partners."),
        ("R6", "TEAM", "A", "1", "Dan", "Red Lantern", "Dan opens the Red Lantern with his own key each day."),
        ("R7", "OFF1", "A", "1", "Eve", "Dan", "Eve buys tea from Dan; nothing shows that they work together."),
    ],
    columns=["report", "source_ref", "source_grade", "information_grade", "a", "b", "sentence"],
)
lines[["report", "source_ref", "source_grade", "information_grade", "sentence"]]

# %% [markdown] name="example-cells"
# **Cell by cell.** Cover the right column first.
#
# | pair | documents | cell | why |
# |---|---|---|---|
# | Ama, Bo | R1 (B2) | ● | B2 alone confirms |
# | Bo, Cim | R2 (C2), R3 (X4), R4 (B3) | ● | R2 and R4 are of different sources, each good enough with the other; R3 adds nothing |
# | Cim, Dan | R5 (X4) | ○ | one ungraded post |
# | Dan, Red Lantern | R6 (A1) | ● | seen |
# | Eve, Dan | R7 (A1) | ● | a customer, seen; the denial is about working together |
# | all others | none | empty | looked for, nothing states a tie |

# %% name="example-matrix" role="given"
everybody = ["Ama", "Bo", "Cim", "Dan", "Eve", "Red Lantern"]
example = link.build(lines, source="a", target="b", records="report", nodes=everybody)
link.matrix(example).figure("The Red Lantern (worked example)")

# %% [markdown] name="example-counts"
# **Count.** Below each column stands the number of its links: along the row and down the column of the same name, each link
# once. Bo 2, Cim 2, Dan 3. Together the counts make twice the number of links.
#
# Dan has most. What does that say? That *the file* says most of Dan.
#
# *In the picture:* the tool splits *suspected* in two and calls the weaker half *tentative*. In the exercises there are two words
# only, confirmed and suspected.

# %% [markdown] name="part-4"
# ## 4 Exercise: the matrix of document set A
#
# The persons:

# %% name="entities" role="given"
pd.DataFrame(paper["entities"])[["id", "name"]]

# %% [markdown] name="guided"
# **Together first.** Here is the first document. The number in brackets is the index number; it stands at the first mention
# alone. Names may be spelt in other ways; the number decides who is meant.

# %% name="guided-document" role="given"
read(paper["documents"][0])

# %% [markdown] name="guided-questions"
# 1. Which two persons does a sentence join? Which verb?
# 2. Does it state the tie or deny it?
# 3. Grade and source of the document? Confirmed alone, or only with another?
#
# Keep a **sheet of cells** beside the matrix: pair, document, grade, source, *states* or *denies*. Set the circle only when all
# documents are read.

# %% name="set-a-documents" role="given"
read(*paper["documents"][1:])

# %% [markdown] name="matrix-card"
# {exercise day03.matrix}

# %% name="matrix-answer" role="answer"
matrix = forms.matrix("day03.matrix", case)
### BEGIN SOLUTION
pairs = evaluation.co_mentions(set_a, case.nominals)
people = [one["id"] for one in paper["entities"]]
stated = pairs[~pairs["denied"] & pairs["a"].isin(people) & pairs["b"].isin(people)]
# Lists, pictures and questions are no ties; there are other asides, which it does not know.
stated = stated[~stated["sentence"].str.contains("spelling of the names|list with the names|put no question|hotographs|Pictures of")]
graph = link.build(stated, source="a", target="b", records="document_id")
matrix.fill([dict(a=a, b=b, status=link.two_codes(data["status"])) for a, b, data in graph.edges(data=True)])
### END SOLUTION
matrix

# %% name="matrix-mark" role="mark" exercise="day03.matrix"
mark("day03.matrix", matrix.values)

# %% [markdown] name="matrix-look"
# **Look at it as your team leader will.** Run the next cell again whenever you have changed the form.

# %% name="matrix-picture" role="given"
mine = pd.DataFrame(matrix.values, columns=["a", "b", "status"])
if len(mine):
    drawn = link.build(mine, source="a", target="b", nodes=[one["id"] for one in paper["entities"]])
    display(link.matrix(drawn, names=names).figure(f"Document set A (file of {case.info['as_of']})"))
else:
    print("Nothing is entered yet. Fill in the form above, then run this cell again.")

# %% [markdown] name="part-5"
# ## 5 Exercise: count the links
#
# From **your own** matrix, by hand. Then check: the counts of all persons add up to twice the number of links. If not, one
# link was counted at one end only.

# %% [markdown] name="counts-card"
# {exercise day03.counts}

# %% name="counts-answer" role="answer"
counts = forms.table("day03.counts", case)
### BEGIN SOLUTION
degree = pd.Series([one for row in matrix.values for one in (row["a"], row["b"])]).value_counts()
counts.fill([dict(item=one["id"], value=int(degree.get(one["id"], 0))) for one in case.handout("day03.counts")["items"]])
### END SOLUTION
counts

# %% name="counts-mark" role="mark" exercise="day03.counts"
mark("day03.counts", counts.values)

# %% [markdown] name="part-6"
# ## 6 By hand and by tool
#
# The computer sees which names stand in one sentence. It cannot read. Once your own matrix is filled in, see what it makes of
# set A.

# %% name="tool-pairs" role="given"
seen = evaluation.co_mentions(set_a, case.nominals)
seen = seen[seen["a"].isin(set(paper["nominals"])) & seen["b"].isin(set(paper["nominals"]))]
filled = len(matrix.values) >= len(paper["entities"]) // 2
if filled:
    display(seen.assign(a=seen["a"].map(names), b=seen["b"].map(names))[["a", "b", "sentence", "document_id"]].head(12))
else:
    print("By hand first: fill in your own matrix above, then run this cell again.")

# %% name="tool-differences" role="given"
theirs = {frozenset(pair) for pair in seen[["a", "b"]].itertuples(index=False)}
yours = {frozenset((row["a"], row["b"])) for row in matrix.values}
for title, only in (("Only the computer has", theirs - yours), ("Only you have", yours - theirs)) if filled else ():
    listed = [" and ".join(names[one] for one in sorted(pair)) for pair in sorted(only, key=sorted)]
    display(Markdown(f"**{title}:** " + ("; ".join(listed) if listed else "nothing")))

# %% [markdown] name="tool-questions"
# Take two pairs from each line and go back to the sentence. Who is right? Three reasons why a computer sees a tie that is
# none: a list of names, a denial, an open question. One reason why it misses one: "he pays *her*".

# %% [markdown] name="part-7"
# ## 7 Exercise: three disputed cells
#
# Three cells of this set need an argument. Two or three sentences for each: which documents speak for it, which against, what
# their grades and sources carry, and **what would settle it**.

# %% name="disputed-paper" role="given"
disputed = case.handout("day03.disputed")
display(Markdown(f"**{disputed['instructions']}**"))
pd.DataFrame(
    [{"cell": f"{cell['a']} and {cell['b']}", "persons": " and ".join(cell["names"])} for cell in disputed["cells"]]
)

# %% [markdown] name="disputed-example"
# **In form.** *Bo and Cim: confirmed. R2 (INF2, C2) states that Bo pays Cim, R4 (INF3, B3) that Cim drives for Bo; two sources
# that do not depend on each other, so together they confirm. R3 (X4) adds nothing. Nothing speaks against. It would be settled
# beyond that by a sighting of the two at the van.*
#
# To see all that is said of a person, put the index number in the place of N001 and run the cell. It searches the whole file;
# argue from the documents of set A.

# %% name="disputed-search"
about("N001")

# %% [markdown] name="disputed-card"
# {exercise day03.disputed}

# %% [markdown] name="disputed-answer" role="written" exercise="day03.disputed"
# *Double-click here and write two or three sentences for each.*
#
# 1. First cell:
# 2. Second cell:
# 3. Third cell:
#
# ### BEGIN SOLUTION
# The model answer of this case, drawn from what its documents state, stands beside your answer in the marking view. In form:
# the cell and its status; each document for it and against it with source and grade; who repeats whom; what would settle it.
# ### END SOLUTION

# %% [markdown] name="part-8"
# ## 8 Fairness, and a check of understanding
#
# Before the matrix leaves the room, go down its names once more.
#
# - Is anybody on it only as a **customer or relative**? Does the sheet of cells say so?
# - Is a **migrant** on it? Having travelled is no part in the business. Not liable under the Protocol for having been smuggled.
# - Did you fill a cell because two people come **from one place**? Empty it.
# - Does a document speak of somebody who may be held against their will? **[[Referral|referral]]** first.

# %% [markdown] name="check-1"
# **1.** Three posts without an author, three pages, one pair. ● or ○?
#
# <details><summary>Answer</summary>
#
# ○. Three X4 are still X4, and perhaps one author.
#
# </details>

# %% [markdown] name="check-2"
# **2.** An informant, C2, says that A drives for B. The same informant says it again a month later. ● or ○?
#
# <details><summary>Answer</summary>
#
# ○. One source, heard twice.
#
# </details>

# %% [markdown] name="check-3"
# **3.** B2 says that A works with B. A1 says that no contact was found in nine days. What do you enter?
#
# <details><summary>Answer</summary>
#
# Both confirm by the rule: one that there is a tie, one that there is none. Equal status: empty, and on the list of open
# questions. Nine days without contact do not undo a year of it; say so on the sheet.
#
# </details>

# %% [markdown] name="check-4"
# **4.** What does an empty cell mean?
#
# <details><summary>Answer</summary>
#
# That the documents of this set state no tie. Not that there is none.
#
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# Do the same by tool for the whole file: who has most links, and who of them has an everyday reason?

# %% name="stretch-matrix" role="given"
every = evaluation.co_mentions(case.documents, case.nominals)
whole = link.build(every[~every["denied"]], source="a", target="b", records="document_id")
most = link.matrix(whole).counts.sort_values(ascending=False).head(12)
most.rename(index=names).to_frame("links")

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow opens from an agreed matrix: you turn it into a chart.
