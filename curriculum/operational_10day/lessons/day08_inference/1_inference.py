# %% [markdown] name="title"
# # Day 8: premises, inference, competing hypotheses, probability
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 Briefing | 10 |
# | 2 From facts to inference | 35 |
# | 3 Exercise: which class of inference? | 30 |
# | 4 How good minds go wrong | 25 |
# | 5 Competing hypotheses: worked example | 35 |
# | 6 Exercise: one person, three hypotheses | 75 |
# | 7 What we take for granted | 20 |
# | 8 Words of probability | 25 |
# | 9 Exercise: how probable, in per cent | 40 |
# | 10 Exercise: the argument | 50 |
# | 11 Fairness, and a check of understanding | 15 |

# %% [markdown] name="how-to"
# **How to work here.** Run each cell with Shift + Enter, from top to bottom. Fill in the forms; then run the cell below each
# that says `mark(...)`. The last time counts.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import HTML, Markdown, display

from toolkit import evaluation, forms, judgement, link, mark, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file, and the drawings of this day. You need not read this cell, only run it.
desk = evaluation.desk(case)
read, listed = desk.read, evaluation.listed
index = case.nominals.set_index("nominal_id")["name"]


def steps_picture():
    """Facts, premises, inference, and its four classes."""
    box = '<div style="border:1.5px solid {colour};border-radius:6px;padding:7px 11px;{more}">{words}</div>'
    put = lambda words, colour, more="": box.format(words=words, colour=colour, more=more)
    down = '<div style="text-align:center;font-size:18px;line-height:24px">&#8595;</div>'
    row = lambda parts: '<div style="display:flex;gap:14px">' + "".join(f'<div style="flex:1">{one}</div>' for one in parts) + "</div>"
    blue, green, orange = "#0072B2", "#009E73", "#D55E00"
    facts = row([put(f"<b>Fact {n}</b><br>document, source, grade", blue) for n in (1, 2, 3, 4)])
    premises = row([put("<b>Premise 1</b><br>what facts 1 and 2 say together", green), put("<b>Premise 2</b><br>what facts 3 and 4 say together", green)])
    middle = put("<b>Inference</b>: what follows from the premises, and how probable it is", orange, "text-align:center;")
    classes = row([put("<b>Hypothesis</b><br>explains, still to be tested", orange), put("<b>Prediction</b><br>what is to come", orange),
                   put("<b>Estimation</b><br>the whole, from a part", orange), put("<b>Conclusion</b><br>explains, tested and well supported", orange)])
    return HTML(f'<div style="max-width:820px;margin:6px auto">{facts}{down}{premises}{down}{middle}{down}{classes}</div>')


def read_down(form):
    """The rows of a form that are filled in whole, as a matrix that weighs each by its grade, and what follows from it."""
    filled = form.table()
    if filled.empty:
        return print("No row is filled in whole yet. Fill in the matrix above, then run this cell again.")
    found = judgement.ach(filled)
    display(found.chart())
    print(f"{len(filled)} of {len(form.evidence)} rows are filled in.", found.sentence)
    if found.breaking:
        print("They are:", "; ".join(item.split(",")[0] for item in found.breaking))
    print(*(f"- {note}" for note in found.caveats), sep="\n")


def scale_picture():
    """The words of probability and their ranges."""
    import plotly.graph_objects as go

    from toolkit.style import OKABE_ITO, WIDTH, template

    table = judgement.scale()
    made = go.Figure(
        go.Bar(y=table["term"], x=100 * (table["high"] - table["low"]), base=100 * table["low"], orientation="h",
               marker_color=OKABE_ITO["sky"], text=[f"{100 * a:.0f} to {100 * b:.0f} %" for a, b in zip(table["low"], table["high"])],
               textposition="outside", hoverinfo="skip", cliponaxis=False)
    )
    made.update_layout(template=template(), width=WIDTH, height=360, title="Seven terms, seven ranges (ICD 203)", bargap=0.35,
                       xaxis={"range": [0, 112], "title": "probability, per cent", "tickvals": [0, 20, 45, 55, 80, 100]},
                       yaxis={"autorange": "reversed"})
    return made


def sentences_on(person, evidence):
    """For each piece of evidence, the sentences of its document that name both persons."""
    rows = []
    mine = desk.about(person)
    for piece in evidence:
        document = piece.get("document") or ""
        other = [one for one in piece["text"].replace("(", " ").replace(")", " ").split() if one in index.index][-1]
        if not document:
            rows.append((piece["id"], "", "", "", piece["text"]))
            continue
        here, theirs = mine[mine["document"] == document], desk.about(other)
        theirs = theirs[theirs["document"] == document]
        both = here[here["sentence"].isin(theirs["sentence"])]
        shown = both if len(both) else pd.concat([here, theirs]).drop_duplicates()
        for row in shown.itertuples():
            rows.append((piece["id"], document, row.grade, row.source, row.sentence))
        if shown.empty:
            rows.append((piece["id"], document, "", "", f'the index finds no name here: read("{document}")'))
    return pd.DataFrame(rows, columns=["evidence", "document", "4x4", "source", "sentence"])


EVERYDAY = ("customer|relative|same family|kin by|families of|cousin|buys from|served by|services of|in the queue|"
            "open to everybody|a meal and a bed|helped .* with food|asked nothing")


def counted():
    """What can be counted on the file: statements that other documents speak to, and persons by what is said of them."""
    people = case.nominals.loc[case.nominals["kind"] == "person", "nominal_id"]
    said = evaluation.co_mentions(case.documents, case.nominals)
    said = said[said["a"].isin(people) & said["b"].isin(people)]
    said = said.assign(pair=[" ".join(sorted(pair)) for pair in zip(said["a"], said["b"])],
                       grade=said["source_grade"].astype("string").fillna("") + said["information_grade"].astype("string").fillna(""))
    agree, spoken = [], []
    for row in said.itertuples():
        others = said[(said["pair"] == row.pair) & (said["document_id"] != row.document_id)]
        spoken.append(len(others) > 0)
        agree.append(len(others) > 0 and (others["denied"] == row.denied).mean() >= 0.5)
    said = said.assign(spoken=spoken, agree=agree)
    statements = []
    for words, group in (("graded A1", said["grade"] == "A1"), ("graded B1 or B2", said["grade"].isin(["B1", "B2"])),
                         ("graded C3, C4, X3 or X4", said["grade"].isin(["C3", "C4", "X3", "X4"])), ("denials", said["denied"])):
        part = said[group]
        against = int((part["spoken"] & ~part["agree"]).sum())
        statements.append((words, len(part), int(part["spoken"].sum()), int(part["agree"].sum()), against))
    working = said[~said["denied"] & ~said["sentence"].str.contains(EVERYDAY, case=False)]
    both = pd.concat([working[["a", "document_id"]].set_axis(["who", "document"], axis=1),
                      working[["b", "document_id"]].set_axis(["who", "document"], axis=1)]).drop_duplicates()
    often = both["who"].value_counts()
    chart = link.build(link.attributed(case.calls, case.attributions), source="from_nominal", target="to_nominal")
    arrests = case.table("arrests") if "arrests" in case.tables else pd.DataFrame(columns=["suspicion", "nominal_id"])
    groups = {
        "on the nominal index": set(people),
        "three or more contacts on the call chart": {one for one, degree in chart.degree() if degree >= 3},
        "held on suspicion of facilitation": set(arrests.loc[arrests["suspicion"] == "facilitation", "nominal_id"].dropna()),
        "two or more documents put at work with others": set(often.index[often >= 2]),
    }
    persons = [(words, len(group), len(group & set(often.index))) for words, group in groups.items()]
    return (pd.DataFrame(statements, columns=["statements", "on file", "another document speaks to it", "agrees", "contradicts"]),
            pd.DataFrame(persons, columns=["persons", "how many", "put at work with others by a document"]))


# %% [markdown] name="part-1"
# ## 1 Briefing

# %% name="briefing" role="given" hidden=true
paper = case.handout("day08.ach")
person = case.handout("day08.argument")["nominal"]
display(
    Markdown(
        f"**{case.info['title']}**, file of **{case.info['as_of']}**: {len(case.documents)} documents, and charts of links, events, "
        f"calls and money from the last days. The prosecutor's question this morning is about one person: **{index[person]} "
        f"({person})**. *Does this person take part in the business, or only know people who do? How sure are you, and what would "
        "change your mind?*"
    )
)

# %% [markdown] name="briefing-two"
# Charts show what is on file. They answer nothing by themselves. Today is about the step from *what the file says* to *what we
# say*, taken so that somebody else can check it.
#
# **You may end with "we cannot tell yet".** That is a result, if it says what is missing.

# %% [markdown] name="part-2"
# ## 2 From facts to inference
#
# Four words that are often mixed up:
#
# | word | what it is | how it is tested |
# |---|---|---|
# | **fact** | what one document or record says, with source and grade | go back to the record |
# | **[[premise]]** | what several facts say together | which facts, and do they depend on each other? |
# | **[[inference]]** | what follows from the premises, with a probability | what would have to be seen if it were wrong? |
# | **judgement** | the inference, worded for somebody who has to decide | does it say how likely, and how good the ground is? |

# %% name="steps-picture" role="given"
steps_picture()

# %% [markdown] name="classes"
# **Four classes of inference.** They look alike on paper and are used quite differently.
#
# | class | says | example |
# |---|---|---|
# | **[[hypothesis]]** | how something *may* be explained; still to be tested | "The van may wait at the ferry to fetch a group." |
# | **[[prediction]]** | what is still to come | "The van will be back on Friday." |
# | **[[estimation]]** | how much or how many in all, from a part that was seen | "We saw three of ten Fridays; there were about ten trips." |
# | **[[conclusion]]** | how something *is* explained: tested, with several grounds that agree | "Ticket, camera and driver agree: the van fetches groups." |
#
# *Schools differ.* Manuals that follow the UNODC *Criminal Intelligence Manual for Analysts* count these four. Others keep
# *judgement* for all of them.

# %% [markdown] name="deduction"
# **Deduction and induction.** A deduction adds nothing to its premises: *the ferry sails on Fridays; today is Friday; so it
# sails today.* An induction goes beyond them: *nine Fridays there was a group; so there will be one today.* Nearly all that
# analysts infer is induction. So it **may be wrong even when every fact is right**, and so it needs a probability.

# %% [markdown] name="chain-example"
# **Worked example.** Four facts from a tea house far away.
#
# - F1 (A1, patrol): Dan was at the ferry on three Fridays.
# - F2 (B2, ticket seller): each time he carried a crate of fish home.
# - F3 (A2, books of the tea house): fish is on the menu on Saturdays.
# - F4 (X4, a post without a name): "Dan takes people over."
#
# **Premise 1** (F1, F2, F3): Dan goes to the ferry on Fridays, and buys fish there. **Premise 2** (F4): somebody whom nobody
# can assess says that he does more. **Inference:** that Dan has a part in moving people is *unlikely*. It is a **hypothesis**:
# nobody has tested it.

# %% [markdown] name="chain-faults"
# **Together.** What is wrong with each?
#
# 1. "Dan is at the ferry whenever groups arrive. So he fetches them."
# 2. "Three sources say so" (a post, its repeat, and a talk about the post).
# 3. "Dan never met the driver": nobody ever watched for it.
# 4. "All people from that village know each other, so Dan knows the driver."
#
# <details><summary>Answers</summary>
#
# 1. He is there when *no* group arrives too: a coincidence read as a cause. 2. One source on its way round:
# [[circular reporting]]. 3. Absence of evidence taken for evidence of absence. 4. A village is no ground, and neither is a
# nationality.
#
# </details>

# %% [markdown] name="part-3"
# ## 3 Exercise: which class of inference?
#
# Ask in this order:
#
# 1. Is it still **to come**? Prediction.
# 2. Is a **whole** inferred from a part? Estimation.
# 3. It explains. Was it **tested**, and do several grounds agree? Conclusion. Otherwise hypothesis.
#
# **The first one together.** Read it aloud, and ask the three questions of it.

# %% [markdown] name="classes-card"
# {exercise day08.classes}

# %% name="classes-answer" role="answer"
classes = forms.choices("day08.classes", case)
### BEGIN SOLUTION
chosen = {}
for item in case.handout("day08.classes")["items"]:
    words = item["text"].lower()
    has = lambda *signs: any(sign in words for sign in signs)
    if has("perhaps", "one explanation", "might", "to be tested", "would explain"):
        chosen[item["id"]] = "hypothesis"
    elif has("will have carried", "about", "there were", "stand for"):
        chosen[item["id"]] = "estimation"
    elif has(" will "):
        chosen[item["id"]] = "prediction"
    else:
        chosen[item["id"]] = "conclusion"
classes.fill(chosen)
### END SOLUTION
classes

# %% name="classes-mark" role="mark" exercise="day08.classes"
mark("day08.classes", classes.values)

# %% [markdown] name="part-4"
# ## 4 How good minds go wrong
#
# A **bias** is not stupidity and not bad will. It is a short cut that mostly works. It does its harm where one looks for what
# one already believes.

# %% [markdown] name="bias-table"
# | bias | how it sounds | what helps |
# |---|---|---|
# | **confirmation** | "here is one more that fits" | list what speaks *against*; competing hypotheses |
# | **anchoring** | the first figure or first name stays | let a second person start without it |
# | **availability** | the vivid case of last month | begin with how often such a thing is so |
# | **mirror-imaging** | "nobody would do that for so little" | ask somebody who knows those people's choices |
# | **group thinking** | nobody objects any more | give one person the task to object |
# | **hindsight** | "it was clear all along" | write probabilities down *before* |
# | **representativeness** | "he looks like an organiser" | how many look so and are none? |

# %% [markdown] name="bias-guided"
# **Together: try it on yourselves.** *A taxi driver has the most contacts on the call chart. Of a hundred such drivers on all
# your charts, three had a part in the business. How probable is it that this one has?*
#
# Write down a figure, each for himself or herself, before you open the answer.
#
# <details><summary>Answer</summary>
#
# About 3 %: nothing is known of this one but what is true of all hundred. Most people write 30 to 60, since the
# chart shows him in the middle. How often such a thing is so, the **base rate**, comes first; what is known of this one man
# moves it.
#
# </details>

# %% [markdown] name="part-5"
# ## 5 Competing hypotheses: worked example
#
# **[[ACH]]**, the analysis of competing hypotheses, turns the usual way round: not *what fits my explanation?* but *which
# explanations does this piece of evidence speak against?*
#
# 1. **Hypotheses:** all that could be true, also the dull and the innocent one.
# 2. **Evidence:** also what is missing where it should be.
# 3. **Work across:** one piece against all hypotheses, then the next.
# 4. **Drop what tells nothing:** what fits all has no **[[diagnosticity]]**.
# 5. **Read down:** least against it is best. Not: most for it.
# 6. **Shake it:** which two or three pieces carry the result? What if they are wrong?
# 7. **Report** all hypotheses, not the winner alone, and what to watch for.

# %% [markdown] name="ach-codes"
# **The question for each cell:** *if this hypothesis were true, would I expect to see this?*
#
# | code | meaning |
# |---|---|
# | **C** consistent | yes, I would expect it |
# | **I** inconsistent | no, it speaks against |
# | **N** neutral | it says nothing either way |
#
# *Schools differ.* Some use CC and II for strong cases, some weigh by grade at once. Here the cell takes the words **as they
# stand**; the grade is weighed afterwards, in step 6.

# %% [markdown] name="ach-example"
# **Dan again.** Take paper: three columns, five rows. Fill them before you run the next cell.
#
# - **H1** Dan has a part in moving people over by ferry.
# - **H2** Dan goes to the ferry for fish and has nothing else to do there.
# - **H3** Dan was not there; somebody looks like him.

# %% name="ach-example-picture" role="given"
dan = pd.DataFrame(
    [
        ("E1 Patrol saw him at the ferry on three Fridays", "A1", "C", "C", "I"),
        ("E2 Ticket seller: he carried a crate of fish home", "B2", "N", "C", "I"),
        ("E3 A post: 'Dan takes people over'", "X4", "C", "I", "I"),
        ("E4 14 calls between Dan and the fishmonger", "", "N", "C", "N"),
        ("E5 A passenger, told by others: a man with a crate showed us our seats", "B3", "C", "I", "I"),
    ],
    columns=["evidence", "grade", "H1", "H2", "H3"],
)
judgement.ach(dan).chart()

# %% [markdown] name="ach-example-read"
# **Read down.** The figure below each name adds up what speaks *against* it, each piece weighed by its grade: A1 counts 1, X4 a
# quarter, what has no grade counts 1. C adds nothing. Orange rows that tell most stand on top.
#
# H3 has four against it, two of them well graded: it falls. H1 has nothing against it, H2 has two. Is it H1?
#
# **Shake it.** All that separates H1 from H2 is E3 and E5: a post that nobody can assess, and a thing told by others. Without
# them nothing stands against either. And E1, the best document of all, **tells nothing** between H1 and H2.
#
# So: *H3 is very unlikely. Between H1 and H2 the file does not decide.* What would? Who told the passenger; whether the crate
# man was seen with a group by somebody who knows Dan.
#
# **Nothing against it is not the same as proved.** H1 is a hypothesis that nobody has tested.

# %% [markdown] name="ach-traps"
# **Three traps**
#
# - *Consistent* is cheap. Calls fit custom, family and crime alike.
# - A **denial** speaks against a part only as far as somebody looked. "No contact seen in four days" is about four days.
# - A **payment** may be a wage or a price. What else does the sentence say?

# %% [markdown] name="part-6"
# ## 6 Exercise: one person, three hypotheses
#
# The person, the hypotheses and the evidence are on the form. Each piece of evidence is a document, or what the call records
# show. Here are the sentences that name both persons.

# %% name="ach-sentences" role="given"
display(Markdown(f"**{paper['instructions']}**"))
display(listed(pd.DataFrame(paper["hypotheses"]).set_axis(["hypothesis", "says"], axis=1)))
listed(sentences_on(person, paper["evidence"]))

# %% [markdown] name="ach-read"
# **Read the whole document** where a sentence alone leaves you in doubt: put its number between the quotation marks. The
# evidence has numbers of its own (E...); they say nothing of order or weight.

# %% name="ach-read-cell"
read("D001")

# %% [markdown] name="ach-guided"
# **The first row together.** H1: if this person took part, would I expect this sentence? H2: if there were only custom, trade
# or family between the two, would I? H3: if the two had no contact, would I? Three answers, then the next row.
#
# H2 and H3 speak of **the persons named beside him or her in that row**, not of everybody.

# %% [markdown] name="ach-card"
# {exercise day08.ach}

# %% name="ach-answer" role="answer"
matrix = forms.ach("day08.ach", case)
### BEGIN SOLUTION
cells = {}
for piece in paper["evidence"]:
    # It pairs names and does not read: a document that names two persons is taken for work, whatever it says.
    c, i, n = "consistent", "inconsistent", "neutral"
    codes = [c, i, i] if piece.get("document") else [n, n, i]
    cells |= {f"{piece['id']} {one['id']}": code for one, code in zip(paper["hypotheses"], codes)}
matrix.fill(cells)
### END SOLUTION
matrix

# %% name="ach-mark" role="mark" exercise="day08.ach"
mark("day08.ach", matrix.values)

# %% [markdown] name="ach-look"
# **Read down.** The next cell draws your matrix as it drew Dan's, and says on which pieces the result rests and which of them
# are weak. It does not know whether a code is right. Run it again whenever you have changed the form.

# %% name="ach-read-down" role="given"
read_down(matrix)

# %% [markdown] name="ach-shake"
# **Shake it.** In pairs, five minutes:
#
# 1. Which two pieces carry your result? Cover them. What is left?
# 2. Do two of them come from **one source**, or one from the other? The table of sentences shows the sources.
# 3. What *should* be on file if the person took part, and is not?

# %% [markdown] name="part-7"
# ## 7 What we take for granted
#
# A **[[key assumption]]** is what nobody says, since everybody believes it. If it falls, the judgement falls.
#
# **The check, in four questions.** Write each assumption as a full sentence. Then:
#
# 1. Why do we believe it?
# 2. When would it be wrong?
# 3. Was it ever wrong before?
# 4. What follows for us if it is?

# %% [markdown] name="assumption-example"
# **Worked example** (Dan).
#
# | assumption | ground | wrong if | then |
# |---|---|---|---|
# | The man with the crate is Dan. | only he sells fish | others carry crates too | E5 says nothing of Dan |
# | The post and the passenger do not depend on each other. | none | the passenger read the post | one weak ground, not two |
# | Dan's number is used by Dan. | his name on the contract | a waiter uses it | E4 says nothing of Dan |
#
# Three verdicts: **solid**, **holds with a caveat**, **unsupported**. An unsupported one goes to the top of the collection list.

# %% [markdown] name="assumption-guided"
# **Now yours.** Write down three assumptions behind your matrix. Most files share these:
#
# - this name and that name are **one person** (days 2 and 3);
# - the number was used by its holder **at that time** (day 6);
# - two documents have **two sources**;
# - what was denied had been **looked for**.

# %% [markdown] name="part-8"
# ## 8 Words of probability
#
# *"A real possibility"*: ask five people what it means in per cent, and you get five figures. So there is a scale of
# **[[words of estimative probability]]**. This course uses that of Intelligence Community Directive 203.

# %% name="scale-picture" role="given"
scale_picture()

# %% [markdown] name="scale-notes"
# - **One row of words.** The directive has a second one (*probable*, *improbable* and so on). Do not mix the two.
# - *May, might, could, cannot be ruled out* stand for no range. Leave them out of judgements.
# - Nothing is 0 % or 100 %.
# - *Schools differ.* The Professional Head of Intelligence Assessment's yardstick in the United Kingdom has other words and
#   leaves gaps between the ranges. Print the scale in the report.

# %% [markdown] name="scale-own"
# **Try it.** 0.7 is 70 per cent. Put a figure of your own between the brackets.

# %% name="scale-try"
judgement.likelihood(0.7)

# %% [markdown] name="confidence"
# **[[Likelihood|likelihood]] and [[confidence]] are two things, and stand in two sentences.**
#
# | | likelihood | confidence |
# |---|---|---|
# | is about | the event | the ground of our judgement |
# | rests on | what the evidence says | how many sources, how good, how independent, what is missing |
# | words | the scale above | high, moderate, low |
# | example | "A part in the business is unlikely." | "Confidence is low, since two of three documents have one source." |
#
# Any likelihood goes with any confidence: a coin falls on heads with a *roughly even chance*, and confidence in that is *high*.

# %% [markdown] name="check-wording"
# **Try it.** The next cell finds faults of wording. Put your own sentence between the quotation marks.

# %% name="check-wording-cell"
words = """We judge with high confidence that a move of the route is likely.
The driver might be involved."""
print(*judgement.check(words) or ["No fault of wording was found."], sep="\n")

# %% [markdown] name="part-9"
# ## 9 Exercise: how probable, in per cent
#
# **Begin with the base rate, then adjust.** How often is such a thing so in *this* file? Part of it can be counted. What one
# document says, another may bear out or contradict; of persons in a group, documents put some at work with others.

# %% name="counted" role="given"
statements, persons = counted()
display(listed(statements))
listed(persons)

# %% [markdown] name="counted-notes"
# **How to read it**
#
# - *Agrees* is not *true*, and what nobody else speaks of was not tested. Take **contradicts** out of *another document speaks
#   to it* as a rough rate of error; for denials, take it out of those *on file*.
# - Small numbers: add one to the hits and two to the total. Of 9 with none wrong, say not 0 but 1 in 11, about 9 %.
# - *Put at work with others* is what a computer reads. It takes some asides for work, and does not know who took part unseen.
#   Most files say it of a few more than truly take part.
# - The last group *is* those of whom documents say it: that all are counted tells nothing. How often are such statements wrong?
# - Of somebody who *only* serves customers, documents say just that: everybody's contact is custom.

# %% [markdown] name="counted-example"
# **Worked example.** *That one statement in a report of this kind is false?* Twelve on file; other documents speak to eight, and
# contradict one. (1 + 1) / (8 + 2) = 20 %. You know besides that two of the eight have one source: say 22. **The figure is
# less important than that you could explain it.**
#
# Each question is worded *so* or *not so*. Read to its end: 20 % false is 80 % true.

# %% [markdown] name="probabilities-card"
# {exercise day08.probabilities}

# %% name="probabilities-answer" role="answer"
probabilities = forms.table("day08.probabilities", case)
### BEGIN SOLUTION
rate = lambda hits, total: (hits + 1) / (total + 2)
by_grade, by_group = statements.set_index("statements"), persons.set_index("persons")
wrong = {name: rate(row["contradicts"], row["another document speaks to it"]) for name, row in by_grade.iterrows()}
wrong["denials"] = rate(by_grade.loc["denials", "contradicts"], by_grade.loc["denials", "on file"])
part = {name: rate(*row.iloc[::-1]) for name, row in by_group.iterrows()}
signs = {
    "graded A1": 1 - wrong["graded A1"], "graded B1 or B2": 1 - wrong["graded B1 or B2"],
    "graded C3": 1 - wrong["graded C3, C4, X3 or X4"], "do not work together": 1 - wrong["denials"],
    "nominal index": part["on the nominal index"], "call chart": part["three or more contacts on the call chart"],
    "custody": part["held on suspicion of facilitation"], "serve customers": 0.10,
    "two or more statements": part["two or more documents put at work with others"],
}
rows = []
for item in case.handout("day08.probabilities")["items"]:
    so = next((value for words, value in signs.items() if words in item["text"]), 0.5)
    opposite = "is false" in item["text"] or "has no part" in item["text"]
    rows.append(dict(item=item["id"], probability=round(100 * (1 - so if opposite else so))))
probabilities.fill(rows)
### END SOLUTION
probabilities

# %% name="probabilities-mark" role="mark" exercise="day08.probabilities"
mark("day08.probabilities", probabilities.values)

# %% [markdown] name="probabilities-after"
# **How it is marked.** By the **Brier score**: the mean of the squared distances between what you said and how often it was so.
# Saying 50 throughout earns nothing, and saying 100 where it was 60 costs more than saying 70.

# %% name="brier-example" role="given"
print("It was so in 90, 20 and 55 of 100 cases. 0 is best.")
for words, said in (("always 50", [0.5, 0.5, 0.5]), ("careful", [0.8, 0.3, 0.6]), ("bold", [1.0, 0.0, 1.0])):
    print(f"{words:<10} {judgement.brier(said, [0.9, 0.2, 0.55]):.3f}")

# %% [markdown] name="part-10"
# ## 10 Exercise: the argument
#
# Now the answer to the prosecutor: half a page that somebody can check line by line.
#
# | line | what stands there |
# |---|---|
# | **Facts** | each with document, grade and source; also those against you |
# | **Premises** | what the facts say together; which of them depend on each other |
# | **Inference** | one sentence, with a term of the scale, and its class |
# | **Confidence** | a sentence of its own: high, moderate or low, *since* |
# | **Key assumption** | the one that would overturn it |
# | **Test** | which other hypothesis was looked at, and what speaks against it; what would prove you wrong |
# | **Gaps** | what nobody knows, and who could ([[intelligence gap]]) |

# %% [markdown] name="argument-example"
# **In form** (Dan). *Facts: E1 (A1, patrol), E2 (B2, ticket seller), E3 (X4, post), E5 (B3, passenger). Premise 1 (E1, E2): Dan
# is at the ferry on Fridays and buys fish. Premise 2 (E3, E5): two weak voices, perhaps one, say that he does more. Inference
# (hypothesis): a part of Dan in moving people is unlikely. Confidence is low, since what speaks for it cannot be assessed.
# Assumption: the man with the crate is Dan. Test: H2 explains E1, E2 and E4; only E3 and E5 speak against it. A sighting of Dan
# with a group would prove us wrong; nobody has watched for it. Gap: who told the passenger?*

# %% name="argument-paper" role="given"
display(Markdown(f"**{case.handout('day08.argument')['instructions']}**"))
listed(desk.about(person))

# %% [markdown] name="argument-card"
# {exercise day08.argument}

# %% [markdown] name="argument-answer" role="written" exercise="day08.argument"
# *Double-click here and write.*
#
# - Facts:
# - Premises:
# - Inference:
# - Confidence:
# - Key assumption:
# - Test:
# - Gaps:
#
# ### BEGIN SOLUTION
# The model answer of this case, drawn from what its documents state, stands beside your answer in the marking view. In form:
# facts on both sides with document and grade; two premises; one inference with a term of the scale; confidence on a line of its
# own; the assumption that carries it; the hypotheses tested; gaps.
# ### END SOLUTION

# %% [markdown] name="argument-check"
# **Before you hand it in,** copy your inference and your confidence between the quotation marks. The check reads wording
# alone: it cannot tell whether the judgement is right.

# %% name="argument-check-cell"
words = """A part in the business is unlikely.
Confidence is low, since the sources depend on each other."""
print(*judgement.check(words) or ["No fault of wording was found."], sep="\n")

# %% [markdown] name="part-11"
# ## 11 Fairness, and a check of understanding
#
# - An argument is about **a part in an act**. Nationality, religion, trade and family are neither facts nor premises of it.
# - The innocent hypothesis is **always** in the matrix. Whoever leaves it out has decided before looking.
# - A judgement is not a finding of guilt. *Likely* leaves room for being wrong in two cases of five; a court decides on
#   evidence, not on our terms.
# - Could the person be a **migrant, or a victim** made to help? Then that is a hypothesis too, and [[referral]] comes first.

# %% [markdown] name="check-1"
# **1.** A piece of evidence fits all three hypotheses perfectly and is graded A1. What is it worth?
#
# <details><summary>Answer</summary>
#
# For telling them apart, nothing. It is still a fact.
#
# </details>

# %% [markdown] name="check-2"
# **2.** "With high confidence it is likely that they will move." Mend it.
#
# <details><summary>Answer</summary>
#
# "It is likely that they will move. Confidence is high, since three independent sources agree."
#
# </details>

# %% [markdown] name="check-3"
# **3.** Three hypotheses, one has nothing against it. Proved?
#
# <details><summary>Answer</summary>
#
# No. Perhaps nobody looked for what would speak against it, and perhaps a fourth hypothesis is missing.
#
# </details>

# %% [markdown] name="check-4"
# **4.** "Camera and statements agree that the house is used; the owner's story fails on two records." Which class?
#
# <details><summary>Answer</summary>
#
# Conclusion: it explains, was tested, and several grounds agree.
#
# </details>

# %% [markdown] name="check-5"
# **5.** You said 80 %, and it did not happen. Were you wrong?
#
# <details><summary>Answer</summary>
#
# Nobody can tell from one case: one in five of such things does not happen. Keep your figures; after twenty of them the Brier
# score tells.
#
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# Add a **fourth hypothesis** of your own: *the person was made to help*, or *the source has a reason to harm him or her*. Go
# through the evidence once more. Which piece would tell it from H1? Is it on file? If not, write it as a request for
# collection: who could know, on which ground?

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow the whole file becomes one report, and today's argument is part of it.
