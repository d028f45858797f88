# %% [markdown] name="title"
# # Day 9: the whole file, and the first version of the report
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 The file is released | 10 |
# | 2 Worked example: from six documents to one judgement | 20 |
# | 3 Exercise: how ten statements stand | 60 |
# | 4 Exercise: targets with role and evidence | 75 |
# | 5 Exercise: answers, contradictions and gaps | 35 |
# | 6 Exercise: the report, first version and peer review | 150 |
# | 7 Check of understanding | 10 |

# %% [markdown] name="how-to"
# **Today nothing new is taught.** You use what you have: grades, ties, roles, likelihood. Work in syndicates of two to five.
# Share the documents out, and talk before you enter anything.

# %% name="setup" role="given"
import pandas as pd
from IPython.display import HTML, Markdown, display

from toolkit import evaluation, flows, forms, judgement, link, mark, open_case
from toolkit.errors import ParameterError

pd.set_option("display.max_colwidth", None, "display.max_rows", 120)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file, and the charts of the annex. You need not read this cell, only run it.
desk = evaluation.desk(case)
read = desk.read
names = case.nominals.set_index("nominal_id")["name"]
card = case.reports.set_index("document_id")
strictest = case.reports["handling"].max()
listed = evaluation.listed


def looked_up(look, *what):
    """What the desk finds, laid out for reading; one line where it finds nothing, or where a number is not on the index."""
    try:
        found = look(*what)
    except ParameterError as problem:
        return print(problem)
    return listed(found) if len(found) else print("No such sentence on file.")


def about(nominal):
    """Every sentence that names somebody: about("N001")."""
    return looked_up(desk.about, nominal)


def both(first, second):
    """Every sentence that names both of two persons: both("N001", "N002")."""
    return looked_up(desk.both, first, second)


def find(*words):
    """Every sentence with one of the words: find("boat", "engine")."""
    return looked_up(desk.find, *words)


def statement(number):
    """One row of exercise 3: its document, and every sentence that names its two persons."""
    document, first, second = asked[number - 1]
    read(document)
    display(Markdown(f"**Row {number}: every sentence that names {names[first]} [{first}] and {names[second]} [{second}]**"))
    return both(first, second)


def holder(number):
    """What the attributions and the subscriber register say of a number: holder("+123")."""
    held = case.attributions[case.attributions["number"] == number]
    entered = case.subscribers.loc[case.subscribers["number"] == number, ["number", "operator", "contract", "registered_name"]]
    if len(held) + len(entered) == 0:
        return print(f"{number} stands in neither list. Is it written as in the question, with the + and without spaces?")
    display(Markdown("**Attributions:** " + ("" if len(held) else "nobody is held to use it.")))
    if len(held):
        display(listed(held.assign(name=held["nominal_id"].map(names))))
    display(Markdown("**Subscriber register:**"), listed(entered))


def keeper(plate):
    """What the vehicle register says of a plate: keeper("AB-123")."""
    entered = case.vehicles[case.vehicles["plate"] == plate]
    return listed(entered) if len(entered) else print(f"{plate} is not on the register.")


def named(rows):
    """The index numbers that a form of targets names, those given as not established left out."""
    return [row["nominal"] for row in rows if row.get("nominal") and row.get("status") in ("confirmed", "suspected")]


def network(rows):
    """The ties of the targets named in a form: with one another, and with persons who are named with two of them."""
    chosen = named(rows)
    if not chosen:
        return print("Nobody is named yet. Fill in the form of part 4, then run this cell again.")
    pairs = evaluation.co_mentions(case.documents, case.nominals)
    pairs = pairs[~pairs["denied"]]
    ends = pd.concat([pairs[["a", "b"]].set_axis(["who", "target"], axis=1), pairs[["b", "a"]].set_axis(["who", "target"], axis=1)])
    met = ends[ends["target"].isin(chosen)].drop_duplicates().groupby("who")["target"].nunique()
    shown = {*chosen, *met.index[met >= 2]}
    pairs = pairs[(pairs["a"].isin(chosen) & pairs["b"].isin(shown)) | (pairs["a"].isin(shown) & pairs["b"].isin(chosen))]
    alone = [one for one in chosen if one not in {*pairs["a"], *pairs["b"]}]
    if alone:
        print("Not drawn, since no sentence ties them to the others:", "; ".join(f"{one} {names[one]}" for one in alone))
    if pairs.empty:
        return None
    graph = link.build(pairs, source="a", target="b", records="document_id")
    title = f"Annex A: ties between the targets (file of {case.info['as_of']})"
    return link.chart(graph, nominals=case.nominals, title=title, handling=strictest)


def dated(rows):
    """When a team saw the targets named in a form, or they were arrested."""
    chosen = named(rows)
    try:
        if not chosen:
            raise ParameterError("nobody is named")
        table = flows.on_file(case, ["arrests", "surveillance"], about=chosen).tail(30)
    except ParameterError:
        return print("No record of arrest or watch holds a target of the form in part 4.")
    who = [next(one for one in chosen if one in str(cell).split("; ")) for cell in table["about"]]
    table = table.assign(who=[f"{one} {names[one]}" for one in who])
    return flows.events(table, by="record", lane="who").timeline("Annex B: when they were seen", handling=strictest)


def product_picture():
    """The parts of the report in their order, each with the question that its reader asks."""
    parts = [
        ("Handling", "Who may read this, and do what with it?", "on each page, in full"),
        ("Key judgements", "What do I have to know?", "three to five sentences"),
        ("Scope and sources", "What did you look at, and how good is it?", "a quarter of a page"),
        ("Findings", "What is on file?", "each with its documents"),
        ("Inferences", "What does it mean, and how likely is that?", "premises, then the inference"),
        ("Gaps", "What do you not know, and who could?", "each with a holder"),
        ("Recommendations", "What shall I decide?", "each from a finding"),
        ("Annex: charts", "Show me.", "legend, date, handling"),
    ]
    row = (
        '<div style="display:flex;align-items:center;border:1.5px solid #0072B2;border-radius:6px;padding:6px 12px;'
        'margin:5px 0"><b style="flex:2">{0}</b><i style="flex:4">{1}</i><span style="flex:3">{2}</span></div>'
    )
    return HTML(f'<div style="max-width:780px;margin:6px auto">{"".join(row.format(*part) for part in parts)}</div>')


# %% [markdown] name="part-1"
# ## 1 The file is released

# %% name="briefing" role="given"
info, index = case.info, case.nominals["kind"].value_counts()
display(
    Markdown(
        f"**{info['title']}**, whole file of **{info['as_of']}**: **{len(case.documents)} documents** of "
        f"{case.reports['source_ref'].nunique()} sources, {index.get('person', 0)} people and "
        f"{index.get('organisation', 0)} organisations on the index, {len(case.calls):,} call records, "
        f"{len(case.transfers):,} transfers. Nothing is held back any more."
    )
)

# %% [markdown] name="client"
# The head of investigations asked on day 1: *who runs this, how does it work, where can it be stopped, and is anybody in
# danger?* **The report is due tomorrow.** Its first version is due tonight.

# %% name="file-overview" role="given"
file = case.reports.assign(grade=case.reports["source_grade"] + case.reports["information_grade"].astype(str))
display(pd.crosstab(file["kind"], file["grade"], margins=True, margins_name="all"))

# %% [markdown] name="share-out"
# **Five minutes in the syndicate.** Look at the table above. Which kinds carry most of the weight? Who reads what? Who
# keeps the list of open questions?

# %% name="file-list" role="given"
order = case.documents.sort_values("document_id")
order = order.assign(grade=order["source_grade"] + order["information_grade"].astype(str))
listed(order[["document_id", "dated", "source_ref", "grade", "title"]])

# %% [markdown] name="part-2"
# ## 2 Worked example: from six documents to one judgement
#
# Far from our case. The question: *does Uma run the night boats?*

# %% name="example-data" role="given"
pd.DataFrame(
    [
        ("R1", "INF1", "B2", "Uma tells Vik on which night to sail."),
        ("R2", "INF2", "C2", "Vik takes his orders from Uma. A goat slept in the boat house that night."),
        ("R3", "PART", "C3", "Vik works for Uma. A goat slept in the boat house that night."),
        ("R4", "OFF1", "A1", "Uma sells fuel at the pier. Vik buys there, as all boatmen do."),
        ("R5", "STAT", "X2", "Uma has nothing to do with Vik."),
        ("R6", "TEAM", "A1", "Wim walked eleven people from the bus to the boat of Vik."),
    ],
    columns=["document", "source", "grade", "sentence"],
).pipe(listed)

# %% [markdown] name="example-standing"
# **How does each statement stand?**
#
# | document | on | standing | why |
# |---|---|---|---|
# | R1 | Uma, Vik | corroborated | R2 says the same, from another source |
# | R3 | Uma, Vik | repeats | the goat of R2: the same story on its way back. It adds nothing |
# | R5 | Uma, Vik | contradicted | R1 and R2 say the opposite |
# | R6 | Wim, Vik | stands alone | seen by a team: one source can be good enough |
#
# R4 tells of custom: true, and no answer to the question. And R1 is borne out *and* denied (R5, on weaker ground): a report
# gives both. In the exercise below no row is both.

# %% [markdown] name="example-inference"
# **From statement to judgement.**
#
# - *Finding.* Uma gives Vik the nights (R1, B2; R2, C2, of another source).
# - *Against.* One statement denies any tie (R5, X2).
# - *Explanation without guilt.* Uma sells him fuel (R4). That explains meetings; it does not explain orders.
# - *Inference.* **It is likely that Uma directs the boat of Vik.**
# - *Confidence*, in a sentence of its own: *Our confidence is moderate, since two sources agree and nobody has seen it.*
# - *Gap.* Do other boats sail on her word? The pier master keeps the berth book.
# - *Recommendation.* Ask for the berth book before anybody is approached.
#
# What is *not* written: "Uma is the boss of the night boats". One boat is on file.

# %% [markdown] name="example-words"
# **Two sentences, never one.** [[Likelihood|likelihood]] is about the event, [[confidence]] about its ground. `judgement.check`
# reads your words and complains of the mixture. It cannot tell whether you are right.

# %% name="example-check" role="given"
words = """We have high confidence that it is likely that Uma directs Vik.
She may run other boats."""
print(*judgement.check(words), sep="\n")

# %% [markdown] name="part-3"
# ## 3 Exercise: how ten statements stand on the whole file
#
# On day 2 you graded each report on its day. Now the whole file lies on the table. Each row below names a document and two
# persons of whom it makes a statement.

# %% name="graded-paper" role="given"
graded_paper = case.handout("day09.graded")
asked = [[one["document"], *[person["id"] for person in one["on"]]] for one in graded_paper["statements"]]
rows = [
    (row, document, card["source_ref"][document], f"{names[first]} [{first}]", f"{names[second]} [{second}]")
    for row, (document, first, second) in enumerate(asked, start=1)
]
listed(pd.DataFrame(rows, columns=["row", "document", "source", "one person", "the other"]))

# %% [markdown] name="graded-rule"
# | standing | when |
# |---|---|
# | **corroborated** | a document of **another source** says the same of the two |
# | **contradicted** | another document says the opposite, from whatever source and of whatever grade |
# | **repeats** | it only passes on what an **earlier** document says: the same odd detail stands in both |
# | **stands alone** | no other document says anything of the two |
#
# *Works together* and *is a customer of* are different statements. [[Corroboration|corroboration]] needs the same one.
# A repeat corroborates nobody.

# %% [markdown] name="graded-guided"
# **Together: the first row.** `statement(1)` shows its document, then each sentence on file that names its two persons. Change
# the number for the next row, and run the cell again.

# %% name="graded-read"
statement(1)

# %% [markdown] name="graded-detail"
# **Is it a repeat?** Look for an odd detail of the document in the rest of the file. Change the words between the quotation
# marks. Two dates tell which of two documents came first.

# %% name="graded-find"
find("goat", "crate")

# %% [markdown] name="graded-card"
# {exercise day09.graded}

# %% name="graded-answer" role="answer"
graded = forms.table("day09.graded", case)
### BEGIN SOLUTION
pairs = evaluation.co_mentions(case.documents, case.nominals)
texts = {number: set(evaluation.sentences(case.texts[number])) for number in case.documents["document_id"]}
common = pd.Series([one for text in texts.values() for one in text]).value_counts()


def repeats(document, others):
    """Whether news at second hand has an odd detail of one other document on the two, of the same day or earlier."""
    return card.loc[document, "kind"] in ("partner", "open source") and any(
        common[one] == 2 and len(one) > 40 and "[N" not in one
        for other in others
        if other != document and card.loc[other, "dated"] <= card.loc[document, "dated"]
        for one in texts[document] & texts[other]
    )


rows = []
for document, *two in asked:
    said = pairs[pairs["a"].isin(two) & pairs["b"].isin(two)]
    on_both = list(said["document_id"].unique())
    denied = {one: bool(part["denied"].any()) for one, part in said.groupby("document_id") if not repeats(one, on_both)}
    mine = denied.pop(document, False)
    source = card.loc[document, "source_ref"]
    same = any(no == mine and card.loc[one, "source_ref"] != source for one, no in denied.items())
    opposite = any(no != mine for no in denied.values())
    found = "corroborated" if same else "contradicted" if opposite else "stands alone"
    rows.append(dict(document=document, standing="repeats" if repeats(document, on_both) else found))
graded.fill(rows)
### END SOLUTION
graded

# %% name="graded-mark" role="mark" exercise="day09.graded"
mark("day09.graded", graded.values)

# %% [markdown] name="part-4"
# ## 4 Exercise: targets with role and evidence
#
# A **[[target profile]]** begins with one line: *who, in which part, how sure, on which documents*. Below are persons of whom
# the file speaks. Some have a part in the business that documents state. Others have none.

# %% name="targets-paper" role="given"
targets_paper = case.handout("day09.targets")
display(Markdown(f"**{targets_paper['instructions']}**"))
listed(pd.DataFrame(targets_paper["persons"]))

# %% [markdown] name="targets-roles"
# | role | a sentence that states it |
# |---|---|
# | organiser | others take orders from, ask, or are paid and told by this person |
# | [[broker]] | joins groups that do not meet otherwise; passes word between them |
# | transporter | drives, steers, fetches or collects those who travel |
# | safe-house keeper | takes travellers in for the night, keeps the door |
# | recruiter | finds those who travel, and hands them on |
#
# **Status** by the rule of day 4, from the documents that state *the role*: one of B2 or better confirms; so do two of different
# sources, each C2, B3 or better; all else is suspected.

# %% [markdown] name="targets-not"
# **No part in the business:** who travelled; who is a customer, or has customers; who works for wages in a lawful firm; whose
# tie is denied on better ground than it is stated; who is only named. A wrong name costs twice what a missing one does.

# %% [markdown] name="targets-guided"
# **Together: the first person.** Read each sentence. Which one states a part? Does it come from this person's own doing, or
# from somebody else's?

# %% name="targets-first" role="given"
about(targets_paper["nominals"][0])

# %% [markdown] name="targets-own"
# **Now you.** Put the index number of the next person between the quotation marks.

# %% name="targets-about"
about("N001")

# %% [markdown] name="targets-note"
# Enter all documents that state the role, up to five. A document that names the person and says nothing of the role is no
# evidence for it. Is somebody found in two roles? Take the one that the documents state best.

# %% [markdown] name="targets-card"
# {exercise day09.targets}

# %% name="targets-answer" role="answer"
targets = forms.table("day09.targets", case)
### BEGIN SOLUTION
roles = {
    "broker": "passes word|in touch|goes through",
    "organiser": "organises|decides when|has said so|gives the orders|instructions|who sets the day|as an employer",
    "transporter": "drives (?:for|people)|drove|driver was|the drivers|the wheel|collects passengers|driving groups|fetches strangers",
    "safe-house keeper": "takes in the passengers|keeps a house|puts people up|keeps the door|opened the gate",
    "recruiter": "recruit|finds passengers|speaks to young people|collects names|talked to people outside|our village|passes the names",
}
said = evaluation.mentions(case.documents, case.nominals)
first = said.drop_duplicates(["document_id", "sentence"])  # whom each sentence names first
rows = []
for number in targets_paper["nominals"]:
    for role, words in roles.items():
        telling = first[(first["nominal_id"] == number) & first["sentence"].str.contains(words)]
        documents = list(telling["document_id"].unique()[:5])
        if documents:
            held = card.loc[documents]
            grades = (held["source_grade"] + held["information_grade"].astype(str)).tolist()
            status = link.two_codes(link.status(grades, held["source_ref"].tolist()))
            rows.append(dict(nominal=number, role=role, status=status, documents=documents))
            break
targets.fill(rows)
### END SOLUTION
targets

# %% name="targets-mark" role="mark" exercise="day09.targets"
mark("day09.targets", targets.values)

# %% [markdown] name="targets-ethics"
# **Before you go on,** read your list once more.
#
# - Is a person on it who travelled? Under the Protocol nobody is liable for having been smuggled.
# - Is anybody on it for a trade, a family or a nationality? Strike the name.
# - Does a document speak of somebody who may be held or exploited? Then [[referral]] comes **before** the report, and the
#   name goes to the protection service, not into the annex.

# %% [markdown] name="part-5"
# ## 5 Exercise: answers, contradictions and gaps
#
# Questions of your team leader. To each the file has an answer on good grounds, or contradicts itself, or has none: an
# **[[intelligence gap]]**.

# %% name="gaps-paper" role="given"
gaps_paper = case.handout("day09.gaps")
questions = [(row, item["text"]) for row, item in enumerate(gaps_paper["items"], start=1)]
listed(pd.DataFrame(questions, columns=["row", "question"]))

# %% [markdown] name="gaps-where"
# | question | where to look | answered, if |
# |---|---|---|
# | Is there a tie? | `both("N001", "N002")` | the statements confirm it by the status rule, and no denial of equal status stands against |
# | Who is held to use a number? | `holder("+123")` | the attributions have a line graded B2 or better |
# | Who is the keeper of a plate? | `keeper("AB-123")` | the register names one |
# | In whose name is a number? | `holder("+123")` | the register names one |
#
# Status for and against equal: *contradictory*. A customer's tie is a tie. An empty cell in the register, or no attribution:
# *a gap*. A name in the subscriber register does not say who uses the number. That you have not looked is no gap.

# %% [markdown] name="gaps-example"
# **Worked example.** *Is there a tie between P and Q?* D1 (B2) says yes, D2 (B2) says no: *contradictory*. Were D2 a C4, the
# question would be *answered*.
#
# **Now you.** Change what stands between the quotation marks.

# %% name="gaps-both"
both("N001", "N002")

# %% name="gaps-holder"
holder("+123")

# %% name="gaps-keeper"
keeper("AB-123")

# %% [markdown] name="gaps-card"
# {exercise day09.gaps}

# %% name="gaps-answer" role="answer"
gaps = forms.choices("day09.gaps", case)
### BEGIN SOLUTION
import re


def level(part):
    """0: nothing; 1: suspected; 2: confirmed."""
    if part.empty:
        return 0
    part = part.drop_duplicates("document_id")
    grades = (part["source_grade"] + part["information_grade"].astype(str)).tolist()
    return 2 if link.two_codes(link.status(grades, part["source_ref"].tolist())) == "confirmed" else 1


held = case.attributions
good = [link.status([f"{a}{b}"]) == "confirmed" for a, b in zip(held["source_grade"], held["information_grade"])]
used = set(held.loc[good, "number"])
kept = set(case.vehicles.loc[case.vehicles["keeper_name"].notna(), "plate"])
registered = set(case.subscribers.loc[case.subscribers["registered_name"].notna(), "number"])
chosen = {}
for item in gaps_paper["items"]:
    words = item["text"].rstrip("?")
    two = re.findall(r"\((N\d+)\)", words)
    if two:
        said = pairs[pairs["a"].isin(two) & pairs["b"].isin(two)]
        stated, against = level(said[~said["denied"]]), level(said[said["denied"]])
        chosen[item["id"]] = "contradictory" if stated == against else "answered"
    elif "use the number" in words:
        chosen[item["id"]] = "answered" if words.split("number ")[1] in used else "gap"
    elif "keeper of" in words:
        chosen[item["id"]] = "answered" if words.split("keeper of ")[1] in kept else "gap"
    else:
        chosen[item["id"]] = "answered" if words.split("number ")[1].split()[0] in registered else "gap"
gaps.fill(chosen)
### END SOLUTION
gaps

# %% name="gaps-mark" role="mark" exercise="day09.gaps"
mark("day09.gaps", gaps.values)

# %% [markdown] name="part-6"
# ## 6 Exercise: the report, first version
#
# Four pages for somebody who decides on them tomorrow. Each part answers one question of the reader.

# %% name="product-picture" role="given"
product_picture()

# %% [markdown] name="report-rules"
# *Schools differ:* some put scope first, some call findings "assessment". Keep the order above in this course.
#
# - **Handling:** the strictest [[handling code]] of the documents used, in full.
# - **Key judgements:** the answer first. One judgement, one sentence, one term of likelihood.
# - **Findings:** what is on file, each with its documents. Say how the best statement against it reads.
# - **Inferences:** premises, then the inference, then how likely. Confidence in a sentence of its own.
# - **Gaps:** what is missing, why it matters, who could know.
# - **Recommendations:** each from a finding, each somebody's to decide. People in danger come first.
# - Sources are not named, and not described so that they could be guessed.

# %% name="terms" role="given"
terms = [(term, f"{low:.0%} to {high:.0%}") for term, (low, high) in judgement.TERMS.items()]
display(listed(pd.DataFrame(terms, columns=["term", "range"])))
on_file = case.reports["handling"].value_counts()
codes = [(code, words, on_file.get(code, 0)) for code, words in evaluation.HANDLING.items()]
listed(pd.DataFrame(codes, columns=["handling", "in full", "documents"]))

# %% [markdown] name="annex"
# **Annex.** Two charts of the targets in your form. Run the cells again after each change. The first also shows who is named
# with two or more of them. A line means that a sentence names both, and denies nothing: read it before you show it. Is somebody
# on it who has no part, or may be a victim? A chart that answers no question stays out of the report.

# %% name="annex-network" role="given"
network(targets.values)

# %% name="annex-timeline" role="given"
dated(targets.values)

# %% [markdown] name="report-time"
# | minutes | what |
# |---|---|
# | 10 | one sentence: the answer to the client's question; agree on it |
# | 80 | write, each one part or two; findings and inferences by different hands |
# | 15 | read aloud; check each number and each document |
# | 35 | **peer review**: swap with another syndicate |
# | 10 | mend what the review found |

# %% [markdown] name="review-how"
# **Peer review.** You are the client, not the teacher. In the other syndicate's report find
#
# 1. the sentence on which you would decide. Is it the first?
# 2. one finding: follow it to its documents with `read`. Do they say that?
# 3. one sentence that claims more than its documents do;
# 4. anybody who could be harmed by a line: a source, a possible victim, a bystander;
# 5. what you would ask in the briefing tomorrow.
#
# Write each point with its place. They write below it what they did.

# %% [markdown] name="wording-check"
# **Check your wording.** Put your key judgements between the quotation marks.

# %% name="wording"
mine = """It is likely that the group stays in business."""
print(*judgement.check(mine) or ["No fault of wording was found."], sep="\n")

# %% [markdown] name="report-card"
# {exercise day09.report}

# %% [markdown] name="report-answer" role="written" exercise="day09.report"
# *Double-click here and write. A syndicate may write in one notebook and hand in the same text.*
#
# **Handling:**
#
# **Key judgements**
#
# 1.
#
# **Scope and sources**
#
# **Findings** (each with its documents)
#
# **Inferences** (premises; inference; likelihood. Confidence apart)
#
# **Gaps** (what; why it matters; who could know)
#
# **Recommendations**
#
# **Annex** (which charts, and what each shows)
#
# **Review that we gave:** to group; the sentence to decide on; a finding followed to its documents; a claim too strong; a
# possible harm; a question.
#
# **Review that we got, and what we did:**
#
# ### BEGIN SOLUTION
# The model draft of this case, counted from what its documents state, stands beside your answer in the marking view. In form:
# three to five key judgements with one term of likelihood each; findings as "N000 NAME is *confirmed* as *organiser* (D000,
# B2; D001, C2)"; the best statement against each; gaps with a holder; recommendations that begin with people in danger.
# ### END SOLUTION

# %% [markdown] name="part-7"
# ## 7 Check of understanding

# %% [markdown] name="check-1"
# **1.** Three documents say the same of two persons. One informant is behind all three. Corroborated?
#
# <details><summary>Answer</summary>
#
# No. One source, three documents. Another source is needed.
#
# </details>

# %% [markdown] name="check-2"
# **2.** "With high confidence it is likely that the house is used." What do you change?
#
# <details><summary>Answer</summary>
#
# Two sentences. "It is likely that the house is used. Our confidence is high, since ..."
#
# </details>

# %% [markdown] name="check-3"
# **3.** The register shows no keeper for a plate. A colleague writes "keeper unknown: suspicious". What do you write?
#
# <details><summary>Answer</summary>
#
# A gap: the keeper is not on file; the registration office could know. An empty cell points at nobody.
#
# </details>

# %% [markdown] name="stretch"
# ### For the quick
#
# Take your strongest key judgement. Which single document would it not survive? Read that document once more, as somebody
# who wants to prove you wrong. Tomorrow one of your sources may think again.

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow news comes in while you write, and you brief the client.
