# %% [markdown] name="title"
# # Day 10: news comes in, the final report, the briefing
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 How today runs | 10 |
# | 2 Worked example: one piece of news, five questions | 25 |
# | 3 The news of the day, each at its time | 20 |
# | 4 Exercise: the final report | 150 |
# | 5 Exercise: judgements after the news | 40 |
# | 6 Exercise: the briefing | 60 |
# | 7 Test after the course | 25 |
# | 8 Check of understanding, and the end of the course | 30 |

# %% [markdown] name="how-to"
# **Do not run all cells at once today.** News comes in four times while you work. Run each cell of part 3 when your instructor
# says so, and the sheet of part 5 only after the last one.

# %% name="setup" role="given"
import re

import pandas as pd
from IPython.display import HTML, Markdown, display

from toolkit import evaluation, forms, judgement, link, mark, open_case
from toolkit.errors import ParameterError

pd.set_option("display.max_colwidth", None, "display.max_rows", 120)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file, the news of the day, and a picture. You need not read this cell, only run it.
desk = evaluation.desk(case)
read = desk.read
card = case.reports.set_index("document_id")


def looked_up(look, *what):
    """What the desk finds, laid out for reading; one line where it finds nothing, or where a number is not on the index."""
    try:
        found = look(*what)
    except ParameterError as problem:
        return print(problem)
    return evaluation.listed(found) if len(found) else print("No such sentence on file.")


def about(nominal):
    """Every sentence that names somebody: about("N001")."""
    return looked_up(desk.about, nominal)


def both(first, second):
    """Every sentence that names both of two persons: both("N001", "N002")."""
    return looked_up(desk.both, first, second)


def find(*words):
    """Every sentence with one of the words: find("boat", "engine")."""
    return looked_up(desk.find, *words)


def source(reference):
    """The documents of one source, as source("OFF-01") or as source("D001")."""
    reference = card["source_ref"].get(reference, reference)
    mine = case.documents[case.documents["source_ref"] == reference]
    mine = mine.assign(grade=mine["source_grade"] + mine["information_grade"].astype(str))
    return evaluation.listed(mine[["document_id", "dated", "source_ref", "grade", "title"]])


def _clock(words):
    found = re.search(r"\b(\d{1,2}):(\d{2})\b", words)
    return (int(found[1]), int(found[2])) if found else None


def news(when):
    """Show the news of one time of day, as the instructor gives it: news("0:00"). Alone: the first, news("1")."""
    pages = {}
    for page in case.handout("day10.updates")["injects"]:
        times = [_clock(line) for line in page["text"].splitlines() if line.startswith("- ")]
        pages[next(time for time in times if time)] = page["text"].replace("\n# ", "\n### ")
    asked = _clock(when)
    if when.strip().isdigit() and 1 <= int(when) <= len(pages):
        asked = sorted(pages)[int(when) - 1]
    if asked in pages:
        display(Markdown(pages[asked]))
    elif asked is None:
        print("Not yet. When your instructor says so, write the time between the quotation marks and run this cell.")
    else:
        print(f"No news at {asked[0]}:{asked[1]:02d}. Ask your instructor for the time once more.")


def questions_picture():
    """The five questions to a piece of news, in their order."""
    parts = [
        ("#D55E00", "1 Is anybody in danger?", "yes: pass it on <b>now</b>, note time and recipient. Nothing else first"),
        ("#0072B2", "2 Who may know of it?", "handling; consent; protection before curiosity"),
        ("#0072B2", "3 How good is it?", "source and information, apart"),
        ("#0072B2", "4 What does it touch?", "every judgement that rests on it, alone or with others, and its repeats"),
        ("#0072B2", "5 Who has our old word?", "tell everybody who got it; change report and charts"),
    ]
    row = (
        '<div style="display:flex;align-items:center;border-left:8px solid {0};background:var(--jp-layout-color2,#f4f4f4);'
        'padding:8px 12px;margin:6px 0"><b style="flex:2">{1}</b><span style="flex:4">{2}</span></div>'
    )
    return HTML(f'<div style="max-width:780px;margin:6px auto">{"".join(row.format(*part) for part in parts)}</div>')


# %% [markdown] name="part-1"
# ## 1 How today runs

# %% name="briefing" role="given"
info = case.info
display(
    Markdown(
        f"**{info['title']}**, whole file of **{info['as_of']}**, {len(case.documents)} documents. "
        "At the end of the day the head of investigations hears each syndicate for fifteen minutes, and then decides."
    )
)

# %% [markdown] name="roles-of-day"
# **Share out now:** who has the duty telephone; who keeps the **log of news** (time in, time passed on, to whom, what changed);
# who holds the pen of the report; who speaks in the briefing.

# %% [markdown] name="part-2"
# ## 2 Worked example: one piece of news, five questions
#
# An **[[inject]]** is news that arrives while you work and calls for a decision.

# %% name="questions-picture" role="given"
questions_picture()

# %% [markdown] name="example-story"
# Far from our case. Your draft says: *It is likely that Uma directs the boat of Vik (R1, B2; R2, C2). Wim brings the passengers
# (R6, A1).* R3 repeats R2. Now this comes in:
#
# > *The handler of INF2 writes: the source admits that it made up what it reported in R2.*

# %% [markdown] name="example-answer"
# 1. **Danger?** No. Go on.
# 2. **Who may know?** The word of a source: those who work on the case.
# 3. **How good?** A source that takes back its own report: R2 is gone. What **else** INF2 reported is less sure than before.
# 4. **What does it touch?**
#
# | judgement | becomes | because |
# |---|---|---|
# | Uma directs Vik | less probable | R2 falls, and its repeat R3 with it. R1 stays: so *less probable*, not *struck out* |
# | Uma and Vik have nothing to do with each other | more probable | the mirror of the first |
# | Wim brings the passengers | unchanged | it rests on R6, another source |
#
# 5. **Who has our old word?** The client's deputy got the draft last night. Ring today; send the new version, with what changed.

# %% [markdown] name="example-mirror"
# **The mirror.** Where a tie becomes more probable, *they act apart* becomes less so, and the other way round. One piece of news
# moves a judgement **and** its opposite.

# %% [markdown] name="life-first"
# **A life comes before every evaluation.** A call says that people are shut in a lorry. You cannot grade it, and you need not:
# a false alarm costs a journey. Pass it to the rescue service within minutes. Nobody who is rescued is a suspect for having
# travelled.
#
# **[[Referral|referral]].** Somebody asks for the name of a person who may be a victim. The answer goes through the protection
# service, nothing is passed on without consent, and the decision is written down, whoever asks.

# %% [markdown] name="life-guided"
# **Together, two minutes.** A nameless post says: *fifteen people are on a raft and the petrol is out.* The post has no
# grade, and the account was opened yesterday. What is done first, by whom, and what is written in the log?
#
# <details><summary>Answer</summary>
#
# The duty telephone passes it to the rescue service at once, word for word, with what is not known. Log: time in, time out,
# name of the recipient. Grade it afterwards.
#
# </details>

# %% [markdown] name="part-3"
# ## 3 The news of the day, each at its time
#
# Times are hours and minutes from the start of the day. **Wait for your instructor.** Then write the time between the quotation
# marks, as `news("0:00")`, and run that cell. Whatever you are at, stop, ask the five questions, and write the log.
#
# *You work alone?* Write the number of the piece of news in place of its time: `news("1")` after half an hour, the next ones
# half an hour apart.

# %% name="news-1"
news("")

# %% name="news-2"
news("")

# %% name="news-3"
news("")

# %% name="news-4"
news("")

# %% [markdown] name="news-log"
# **The log of news.** Double-click here and write between the bars, or keep it on paper.
#
# | time in | what | danger? | passed on to, at | touches which judgements | changed in report and charts |
# |---|---|---|---|---|---|
# | - | | | | | |
# | - | | | | | |
# | - | | | | | |
# | - | | | | | |

# %% [markdown] name="news-search"
# **What else rests on it?** Change what stands between the quotation marks: a document or a source; two persons; words.

# %% name="news-source"
source("D001")

# %% name="news-both"
both("N001", "N002")

# %% name="news-find"
find("goat", "crate")

# %% [markdown] name="part-4"
# ## 4 Exercise: the final report
#
# Take up yesterday's first version, with the review that you got. Work from now until the last news has come in. **Keep
# fifteen of the minutes for after part 5:** the report closes when the sheet of judgements is done.

# %% [markdown] name="report-changes"
# **What a final version shows**
#
# - What changed since the draft, and **why**: one short list after the key judgements.
# - What was withdrawn, with everything that rested on it. A finding that has another source stays, and names it.
# - What has become surer, and what is still unknown about it.
# - What was passed on in danger, when and to whom. No names of those who may be victims.
# - [[Handling codes|handling code]] of the new material: it may be stricter than the file.

# %% [markdown] name="report-reader"
# **Read it as its reader.** Underline the sentence on which tomorrow's decision will rest. Which documents carry it *now*? What
# happens to a person named in it if it is wrong?

# %% [markdown] name="wording-check"
# **Check your wording.** Put your key judgements between the quotation marks.

# %% name="wording"
mine = """It is likely that the group stays in business."""
print(*judgement.check(mine) or ["No fault of wording was found."], sep="\n")

# %% [markdown] name="report-card"
# {exercise day10.report}

# %% [markdown] name="report-answer" role="written" exercise="day10.report"
# *Double-click here and write. A syndicate may write in one notebook and hand in the same text.*
#
# **Handling:**
#
# **Key judgements**
#
# 1.
#
# **Changed since the first version** (what; because of which news; what was withdrawn)
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
# ### BEGIN SOLUTION
# The model report of this case, with what each piece of news changed, stands beside your answer in the marking view. In form:
# key judgements; a list "withdrawn: the tie N000 - N001, with D000 and its repeat; strengthened: ..."; findings with their
# documents; gaps with a holder; recommendations that begin with people in danger.
# ### END SOLUTION

# %% [markdown] name="part-5"
# ## 5 Exercise: judgements after the news
#
# **Not before the last news is out.** The sheet asks of each judgement whether it is more probable than before, less, or as
# probable as before; and of news about people, what is done.

# %% [markdown] name="updates-how"
# - What rests on a report that was taken back falls, and its opposite rises.
# - What no news touches stays, even if you had wished otherwise.
# - *More probable* is not *proved*.

# %% [markdown] name="updates-card"
# {exercise day10.updates}

# %% name="updates-answer" role="answer"
updates = forms.choices("day10.updates", case)
### BEGIN SOLUTION
sheet = case.handout("day10.updates")
told = {page["id"]: page["text"].lower() for page in sheet["injects"]}
chosen = {}
for item in sheet["items"]:
    page = told.get(item["text"].split(".")[0].removeprefix("Inject "), "")
    if "rescue" in item["codes"]:
        chosen[item["id"]] = "rescue"
    elif "protect" in item["codes"]:
        chosen[item["id"]] = "protect"
    elif not page:
        chosen[item["id"]] = "unchanged"
    else:  # one rule for all that a page touches, and the mirror of a tie alone
        lower = "made up" in page or "invented the tie" in page or "act apart" in item["text"]
        chosen[item["id"]] = "falls" if lower else "rises"
updates.fill(chosen)
### END SOLUTION
updates

# %% name="updates-mark" role="mark" exercise="day10.updates"
mark("day10.updates", updates.values)

# %% [markdown] name="updates-report"
# **Back to part 4 for fifteen minutes.** Does your report say what you have just chosen? Then close it.

# %% [markdown] name="part-6"
# ## 6 Exercise: the briefing
#
# Fifteen minutes for somebody who has not read a line.
#
# | minutes | what |
# |---|---|
# | 2 | handling, the question, **the answer in one sentence**; how sure, in another |
# | 5 | who, where and how, with one chart |
# | 4 | what today's news changed |
# | 2 | gaps: what we do not know, and who could |
# | 2 | recommendations; handling again |

# %% [markdown] name="briefing-rules"
# - One chart, readable from the last row: legend, date, handling code. Ten names at most.
# - Say *likely* as a term of the scale, and never in one breath with how sure you are.
# - A source is neither named nor described. Nobody who may be a victim is on the chart.
# - **A question without an answer on file gets that answer:** "We do not know. The berth book could tell; we have asked for it."

# %% [markdown] name="briefing-guided"
# **Together.** Mend this opening: *"We have looked at eighty documents, and with great confidence Uma is probably somehow the
# boss, a cousin of hers says."*
#
# <details><summary>Answer</summary>
#
# "It is likely that Uma directs one boat. Our confidence is moderate: one good source, and nobody has seen it." The answer
# first; one term; how sure in another sentence; only what is on file; the source cannot be guessed.
#
# </details>

# %% [markdown] name="briefing-card"
# {exercise day10.briefing}

# %% [markdown] name="briefing-answer" role="written" exercise="day10.briefing"
# *Double-click here. Write your speaking notes, no more than a page; the briefing itself is marked.*
#
# **Handling:**
#
# **The answer, in one sentence:**
#
# **How sure, and why:**
#
# **Who, where, how** (and what the chart shows):
#
# **What today changed:**
#
# **Gaps:**
#
# **Recommendations:**
#
# ### BEGIN SOLUTION
# The model for this case, with what each piece of news made more and less probable and what was to be done, stands beside your
# notes in the marking view. In form: the answer first, how sure in a sentence of its own, one chart, four lines on the news,
# two gaps with who could know, two recommendations.
# ### END SOLUTION

# %% [markdown] name="part-7"
# ## 7 Test after the course
#
# The topics of the test on day 1, with other questions. Alone, in silence. It counts. Your result of day 1 is shown beside it
# and does not.

# %% [markdown] name="posttest-card"
# {exercise day10.posttest}

# %% name="posttest-answer" role="answer"
posttest = forms.choices("day10.posttest", case)
### BEGIN SOLUTION
known = [
    "collation: it is entered", "collection: what is needed", "a financial or other material benefit",
    "no smuggling: there is no", "is irrelevant", "no means is needed", "is not liable for having been smuggled",
    "describe both roles", "bears out nothing", "one at most", "stated evidence that he used", "handsets and sims",
    "what documents state", "between the groups", "cannot betray the source", "removing identifiers from the text",
    "inconsistent with some hypotheses", "not diagnostic", "high confidence that it is likely", "with moderate confidence",
]
chosen = {}
for item in case.handout("day10.posttest")["items"]:
    lines = dict(line.split(") ", 1) for line in item["detail"].splitlines())
    hits = [code for code, words in lines.items() if any(word in words.lower() for word in known)]
    percent = re.search(r"chance of (\d+) %", item["text"])
    if not hits and percent:
        terms = judgement.accepted(int(percent[1]) / 100)
        hits = [code for code, words in lines.items() if words in terms]
    if not hits and "4x4 grade" in item["text"]:
        letter = item["text"].split("4x4 grade ")[1][0]
        hits = [code for code, words in lines.items() if words == evaluation.FOUR_BY_FOUR.source[letter]]
    grades = re.findall(r"graded ([A-X]\d), the other ([A-X]\d)", item["text"])
    if not hits and grades:
        status = link.two_codes(link.status(list(grades[0]), ["S1", "S2"]))
        hits = [code for code, words in lines.items() if words == status]
    if not hits and "net worth rose" in item["text"]:
        change, spent, sources = (int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*\d", item["text"])[:3])
        hits = [code for code, words in lines.items() if words.startswith(f"{change + spent - sources:,} ")]
    if hits:
        chosen[item["id"]] = hits[0]
posttest.fill(chosen)
### END SOLUTION
posttest

# %% name="posttest-mark" role="mark" exercise="day10.posttest"
mark("day10.posttest", posttest.values)

# %% [markdown] name="part-8"
# ## 8 Check of understanding, and the end of the course

# %% [markdown] name="check-1"
# **1.** A source takes back a report. Two other sources had said the same, each seen by itself. What becomes of the tie?
#
# <details><summary>Answer</summary>
#
# It has one leg fewer and stands on two. Count its status anew from what is left, and look whether one of the two repeats the
# report that was taken back.
#
# </details>

# %% [markdown] name="check-2"
# **2.** A labour inspector rings and asks where a possible victim works. He is from a public service. What do you say?
#
# <details><summary>Answer</summary>
#
# That the protection service will answer. Nothing is passed on without consent. The request and the decision are logged.
#
# </details>

# %% [markdown] name="check-3"
# **3.** In the briefing the client asks: "So he is guilty?" What do you answer?
#
# <details><summary>Answer</summary>
#
# "That is for a court. On file are two documents that say he gives the orders. It is likely that he does." Intelligence is
# not evidence.
#
# </details>

# %% [markdown] name="feedback"
# **Feedback, the last step of the cycle.** Each syndicate, three minutes: one judgement that you would write otherwise now;
# one thing of these ten days that you will do next Monday; one that your office should stop doing.

# %% [markdown] name="stretch"
# ### For the quick
#
# Write the two-line note to everybody who received your first version. It must say what is withdrawn, and must not let anybody
# guess why the source changed its mind.

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Then give the paper copies of the file back: they are handled as if they
# were real.
