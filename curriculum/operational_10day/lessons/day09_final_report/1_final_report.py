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
read, about, find = desk.read, desk.about, desk.find
names = case.nominals.set_index("nominal_id")["name"]
card = case.reports.set_index("document_id")
strictest = case.reports["handling"].max()


def both(a, b):
    """Every sentence that names both of two persons: both("N001", "N002")."""
    seen = about(b)[["document", "sentence"]]
    return about(a).merge(seen, on=["document", "sentence"]).drop_duplicates(ignore_index=True)


def named(rows):
    """The index numbers that a form of targets names, those given as not established left out."""
    return [row["nominal"] for row in rows if row.get("nominal") and row.get("status") in ("confirmed", "suspected")]


def network(rows):
    """The ties that documents state between the targets named in a form."""
    chosen = named(rows)
    if not chosen:
        return print("Nobody is named yet. Fill in the form of part 4, then run this cell again.")
    pairs = evaluation.co_mentions(case.documents, case.nominals)
    pairs = pairs[~pairs["denied"] & pairs["a"].isin(chosen) & pairs["b"].isin(chosen)]
    if pairs.empty:
        return print("No sentence on file ties two of the targets in your form. Who joins them?")
    graph = link.build(pairs, source="a", target="b", records="document_id", nodes=chosen)
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
        return print("No record of arrest or watch holds one of the targets in your form.")
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
case.documents.sort_values("document_id")[["document_id", "dated", "source_ref", "source_grade", "information_grade", "title"]]

# %% [markdown] name="part-2"
# ## 2 Worked example: from six documents to one judgement
#
# Far from our case. The question: *does Uma run the night boats?*

# %% name="example-data" role="given"
pd.DataFrame(
    [
        ("R1", "INF1", "B2", "Uma tells Vik on which night to sail."),
        ("R2", "PART", "C3", "Vik works for Uma. A goat slept in the boat house that night."),
        ("R3", "INF2", "C2", "Vik takes his orders from Uma. A goat slept in the boat house that night."),
        ("R4", "OFF1", "A1", "Uma sells fuel at the pier. Vik buys there, as all boatmen do."),
        ("R5", "STAT", "X2", "Uma has nothing to do with Vik."),
        ("R6", "TEAM", "A1", "Wim walked eleven people from the bus to the boat of Vik."),
    ],
    columns=["document", "source", "grade", "sentence"],
)

# %% [markdown] name="example-standing"
# **How does each statement stand?**
#
# | document | on | standing | why |
# |---|---|---|---|
# | R1 | Uma, Vik | corroborated | R3 says the same, from another source. R5 denies it on weaker ground: say so too |
# | R2 | Uma, Vik | repeats | the goat of R3: the same story on its way back. It adds nothing |
# | R4 | Uma, Vik | | an everyday tie: true, and no answer to the question |
# | R6 | Wim, Vik | stands alone | seen by a team: one source can be good enough |

# %% [markdown] name="example-inference"
# **From statement to judgement.**
#
# - *Finding.* Uma gives Vik the nights (R1, B2; R3, C2, of another source).
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
for finding in judgement.check("We have high confidence that it is likely that Uma directs Vik. She may run other boats."):
    print(finding)

# %% [markdown] name="part-3"
# ## 3 Exercise: how ten statements stand on the whole file
#
# On day 2 you graded each report on its day. Now the whole file lies on the table. Each row below names a document and two
# persons of whom it makes a statement.

# %% name="graded-paper" role="given"
graded_paper = case.handout("day09.graded")
asked = [[one["document"], *[person["id"] for person in one["on"]]] for one in graded_paper["statements"]]
listed = pd.DataFrame(asked, columns=["document", "first", "second"])
listed = listed.assign(of=listed["first"].map(names), and_of=listed["second"].map(names))
listed.assign(source=listed["document"].map(card["source_ref"]))[["document", "source", "first", "of", "second", "and_of"]]

# %% [markdown] name="graded-rule"
# | standing | when |
# |---|---|
# | **corroborated** | a document of **another source** says the same of the two |
# | **contradicted** | another document says the opposite, from whatever source |
# | **repeats** | it only passes on what an earlier document says: the same odd detail stands in both |
# | **stands alone** | no other document says anything of the two |
#
# *Works together* and *is a customer of* are different statements. [[Corroboration|corroboration]] needs the same one.
# A repeat corroborates nobody.

# %% [markdown] name="graded-guided"
# **Together: the first row.** Read the document. Then `both(...)` shows each sentence that names the two. Change the index
# numbers for the next row.

# %% name="graded-read" role="given"
read(asked[0][0])

# %% name="graded-both" role="given"
both(asked[0][1], asked[0][2])

# %% [markdown] name="graded-detail"
# **Is it a repeat?** Take an odd detail of the document, and look for it with `find`. Change the words between the
# quotation marks.

# %% name="graded-find" role="given"
find("engine", "window")

# %% [markdown] name="graded-card"
# {exercise day09.graded}

# %% name="graded-answer" role="answer"
graded = forms.table("day09.graded", case)
### BEGIN SOLUTION
pairs = evaluation.co_mentions(case.documents, case.nominals)
texts = {number: set(evaluation.sentences(case.texts[number])) for number in case.documents["document_id"]}
common = pd.Series([one for text in texts.values() for one in text]).value_counts()


def repeats(document, others):
    """Whether a partner's report has an odd detail of one other document on the two, of the same day or earlier."""
    return card.loc[document, "kind"] == "partner" and any(
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
print(targets_paper["instructions"])
pd.DataFrame(targets_paper["persons"])

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

# %% name="targets-about" role="given"
about(targets_paper["nominals"][0])

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
    "organiser": "organises|decides when|has said so|gives the orders|giving instructions|who sets the day|as an employer",
    "transporter": "drives (?:for|people)|drove|driver was|one of the drivers|the wheel|collects passengers|fetches strangers",
    "safe-house keeper": "takes in the passengers|keeps a house|puts people up|keeps the door",
    "recruiter": "recruit|talked to people outside|asks the young|our village|passes the names|persuaded by",
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
pd.DataFrame(gaps_paper["items"])[["id", "text"]]

# %% [markdown] name="gaps-where"
# | question | where to look |
# |---|---|
# | Is there a tie? | `both("N001", "N002")`, and the status rule for statements and for denials |
# | Who is held to use a number? | the attributions: one graded B2 or better is an answer |
# | Who is the keeper of a plate? | the vehicle register |
# | In whose name is a number? | the subscriber register |
#
# Equal status for and against: *contradictory*. An empty cell in the register: *a gap*. That you have not looked is no gap.

# %% [markdown] name="gaps-example"
# **Worked example.** *Is there a tie between P and Q?* D1 (B2) says yes, D2 (B2) says no: *contradictory*. Were D2 a C4, the
# question would be *answered*. The patterns below show the three registers for the first question of each kind; change what
# stands between the quotation marks.

# %% name="gaps-registers" role="given"
wanted = [item["text"].rstrip("?") for item in gaps_paper["items"]]
numbers = [text.split("number ")[1].split()[0] for text in wanted if "number " in text]
plates = [text.split("keeper of ")[1] for text in wanted if "keeper of " in text]
display(case.attributions.loc[case.attributions["number"].isin(numbers[:1])])
display(case.subscribers.loc[case.subscribers["number"].isin(numbers[:1])])
case.vehicles.loc[case.vehicles["plate"].isin(plates[:1])]

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
display(pd.DataFrame(terms, columns=["term", "range"]).style.hide())
strictest_on_file = case.reports["handling"].value_counts().sort_index()
display(strictest_on_file.rename("documents").to_frame())

# %% [markdown] name="annex"
# **Annex.** Two charts of the targets in your form. Run the cells again after each change. A line means that a sentence names
# both, and denies nothing: read it before you show it. Whoever stands alone is tied to others through somebody who is not on
# your list: who? A chart that answers no question stays out of the report.

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

# %% name="wording" role="given"
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
