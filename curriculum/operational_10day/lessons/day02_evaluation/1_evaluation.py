# %% [markdown] name="title"
# # Day 2: evaluate, sanitise, collate
#
# **SYNTHETIC: every person, firm and event in this case is invented. It is made for training.**
#
# | part | minutes |
# |---|---|
# | 1 What came in | 15 |
# | 2 Grades: source and information apart | 40 |
# | 3 Exercise: grade what came in | 70 |
# | 4 Exercise: the same grades in two other systems | 35 |
# | 5 Collation: one person or two? | 30 |
# | 6 Exercise: one person or two | 60 |
# | 7 Handling: redact, sanitise | 30 |
# | 8 Exercise: what must go | 35 |
# | 9 Exercise: one report rewritten | 45 |

# %% name="setup" role="given"
import pandas as pd
from IPython.display import Markdown, display

from toolkit import evaluation, forms, mark, open_case

pd.set_option("display.max_colwidth", None, "display.max_rows", 80)
case = open_case("case")

# %% name="helpers" role="given" hidden=true
# Ways to look at the file. You need not read this cell, only run it.
desk = evaluation.desk(case)
read, about, find = desk.read, desk.about, desk.find


def page(text):
    """Show one report with its title under the lesson's own headings."""
    display(Markdown(text.replace("\n# ", "\n#### ") + "\n\n---"))


def codes(system):
    """A grading system as two tables, printed beside one another in words."""
    rows = [("source", code, words) for code, words in system.source.items()]
    rows += [("information", code, words) for code, words in system.information.items()]
    return pd.DataFrame(rows, columns=["what", "code", "meaning"]).set_index("what").rename_axis(None)


# %% [markdown] name="part-1"
# ## 1 What came in

# %% name="briefing" role="given" hidden=true
# The briefing. Run this cell and read what it says.
paper = case.handout("day02.grades")
display(
    Markdown(
        f"**{case.info['title']}**, file of **{case.info['as_of']}**: {len(case.documents)} documents, graded and filed. Since "
        f"then **{len(paper['reports'])} reports** have come in. Nobody has graded them yet. Until somebody does, nobody can use "
        "them: a rumour and an observation look alike on paper."
    )
)
pd.DataFrame(paper["reports"])[["document_id", "dated", "kind", "source_ref"]]

# %% [markdown] name="briefing-three"
# Today has three jobs, in the order in which an office does them:
#
# 1. **Evaluate:** how good is the source, how good is this piece of information?
# 2. **[[Collate|collation]]:** is it about somebody whom we know already under another spelling?
# 3. **Handle:** who may get it, and in which form?

# %% [markdown] name="part-2"
# ## 2 Grades: source and information apart
#
# A **[[4x4]]** grade has two characters, given one after the other and **never looking at each other**.

# %% name="codes-4x4" role="given"
codes(evaluation.FOUR_BY_FOUR)

# %% [markdown] name="codes-first"
# **First the source.** Only its history counts: what became of its earlier reports? Whether you like what it says changes
# nothing. A source never heard before is **X**, not C: unknown is not unreliable.

# %% [markdown] name="codes-second"
# **Then the information.** How does the source know?
#
# ```
# the reporting official saw or checked it, no doubt left ........ 1
# the source saw, did or heard it itself ......................... 2
# the source was told it, and the file bears it out .............. 3
# the source was told it, and the file does not .................. 4
# ```
#
# "The file bears it out" means: **a document of another source, dated before, joins the same two people**, and its own source
# saw or checked it (A or B, with 1 or 2). The words may differ: one says *drives for him*, the other *was paid by him*. A
# document that passes on the very same words bears nothing out: that is **[[circular reporting]]**.

# %% [markdown] name="codes-not"
# **What a grade is not**
#
# - It is not truth. A source graded A may be wrong; a false report can deserve B2 on the day it comes in.
# - It is not an average. B4 is B *and* 4.
# - It is not for ever. When the file grows, a 4 may become a 3.

# %% [markdown] name="grade-example"
# **Worked example.**
#
# > *INF-90 was met on Tuesday. Ana keeps the money of the drivers. The source did not see it; a cousin who washes the vans told
# > it. Of 14 earlier reports from INF-90 that could be checked, 12 proved accurate.*
#
# | step | question | answer |
# |---|---|---|
# | source | 12 of 14 right: in most instances | **B** |
# | information | told by a cousin: 3 or 4 | |
# | | does the file bear it out? Search for Ana and for money. D1, another source, last month: "Ana collects from the drivers" | **3** |
# | grade | | **B3** |
#
# Had D1 come from the same cousin, or been a copy of this report, the grade would be **B4**.

# %% [markdown] name="grade-guided"
# **Together.** Source? Information? Cover the answers.
#
# 1. *A team of our own watched the yard for three hours and noted each van. Its logs have stood up in every case.*
# 2. *A post on a public page, author unknown, says that the ferry is used. The page has never been assessed.*
# 3. *A first-time informant helped to load the van himself.*
# 4. *An informant, wrong in 9 of 12 reports, saw two men meet.*
#
# <details><summary>Answers</summary>
#
# 1. A1.
# 2. X4, unless another source on file states it: then X3.
# 3. X2: nobody knows how reliable he is, and he was there.
# 4. C2: a bad source can have seen something.
#
# </details>

# %% [markdown] name="part-3"
# ## 3 Exercise: grade what came in
#
# Read each report. The last lines tell the history of its source. For what was only told, search the file:
# `find("word")` for words, `about("N001")` for a person.

# %% name="grades-documents" role="given"
for report in paper["reports"]:
    page(report["text"])

# %% [markdown] name="grades-search"
# **The pattern for a search.** Put the index number of somebody named in the report between the quotation marks, and look
# for a sentence of *another source*, dated *before*, that names the other person too. An empty table is an answer.

# %% name="grades-search-cell"
about("N001")

# %% [markdown] name="grades-card"
# {exercise day02.grades}

# %% name="grades-answer" role="answer"
grades = forms.table("day02.grades", case)
### BEGIN SOLUTION
import re

pairs = evaluation.co_mentions(case.documents, case.nominals)
stated = pairs[~pairs["denied"]]
rows = []
for report in paper["reports"]:
    words = report["text"].lower()
    checked = re.search(r"of (\d+) earlier reports .* (\d+) proved accurate", words)
    if checked:
        source = "B" if int(checked[2]) > 0.5 * int(checked[1]) else "C"
    else:
        source = "X" if "first report" in words or "not been assessed" in words or "not known" in words else "A"
    named = sorted(set(re.findall(r"\[(N\d+)\]", report["text"])))
    both = stated[stated["a"].isin(named) & stated["b"].isin(named) & (stated["dated"] <= pd.Timestamp(report["dated"]))]
    borne_out = bool((both["source_ref"] != report["source_ref"]).any())
    if "myself" in words or "by the team" in words or "the team saw" in words:
        information = "1"
    elif re.search(r"was there|was present|saw and heard|first hand|took part|known both|sees both|own officers|by officers|tell", words):
        information = "2"
    else:
        information = "3" if borne_out else "4"
    rows.append(dict(document=report["document_id"], source=source, information=information))
grades.fill(rows)
### END SOLUTION
grades

# %% name="grades-mark" role="mark" exercise="day02.grades"
mark("day02.grades", grades.values)

# %% [markdown] name="part-4"
# ## 4 Exercise: the same grades in two other systems
#
# A partner uses **[[5x5x5]]**, another the Admiralty system, **[[6x6]]**. Letters look alike and do not mean alike: the *B* of
# one is not the *B* of another by its letter, but by its **wording**.

# %% name="codes-5x5x5" role="given"
codes(evaluation.FIVE_BY_FIVE_BY_FIVE)

# %% name="codes-6x6" role="given"
codes(evaluation.SIX_BY_SIX)

# %% [markdown] name="conversion-losses"
# **What gets lost.** The 4x4 asks *how the source knows*; the 6x6 asks *whether others confirm it*. So a 2 ("known personally
# to the source") says nothing about confirmation: *probably true* is the nearest, and others can be argued for. Send the
# original grade along, with the name of the system, whenever you convert.

# %% [markdown] name="conversion-card"
# {exercise day02.conversion}

# %% name="conversion-answer" role="answer"
conversion = forms.table("day02.conversion", case)
### BEGIN SOLUTION
source_of = {"A": ("A", "A"), "B": ("B", "B"), "C": ("C", "C"), "X": ("E", "F")}
information_of = {"1": ("1", "1"), "2": ("2", "2"), "3": ("3", "2"), "4": ("4", "4")}
rows = []
for report in case.handout("day02.conversion")["reports"]:
    (five, six), (told_five, told_six) = source_of[report["grade"][0]], information_of[report["grade"][1]]
    rows.append(
        dict(
            document=report["document_id"], source_5x5x5=five, information_5x5x5=told_five, source_6x6=six, information_6x6=told_six
        )
    )
conversion.fill(rows)
### END SOLUTION
conversion

# %% name="conversion-mark" role="mark" exercise="day02.conversion"
mark("day02.conversion", conversion.values)

# %% [markdown] name="part-5"
# ## 5 Collation: one person or two?
#
# Names arrive in several scripts and spellings, with parts turned round, with initials and typing errors. **[[Identity
# resolution|identity resolution]]** decides which entries are one person.
#
# | verdict | when |
# |---|---|
# | **same** | the names are spellings of one name **and** something else agrees: document number, or date of birth |
# | **possible** | the names fit, and nothing else on file decides it |
# | **different** | something contradicts: another date of birth with another document |

# %% [markdown] name="merge-cost"
# **Why not simply merge?** A wrong merge spoils two people's files, and somebody innocent inherits a suspicion. It costs
# twice what a missed merge costs, here and in the office. *Possible* is an answer.

# %% name="merge-example" role="given"
pd.DataFrame(
    [
        ("K1", "Dara Chhun", "1990-05-01", "P100"),
        ("K2", "Chhun Dara", "1990-05-01", "P100"),
        ("K3", "Dara Chhoun", "1990-05-01", "P777"),
        ("K4", "Dara Chhun", "1961-12-30", "P555"),
        ("K5", "D. Chhun", None, None),
    ],
    columns=["entry", "name", "date of birth", "document"],
)

# %% [markdown] name="merge-worked"
# **Worked example.**
#
# - K1 and K2: parts turned round, same number, same birthday: **same**.
# - K1 and K3: another spelling, same birthday, a new document. People renew passports: **same**.
# - K1 and K4: same name, born 29 years apart, other document: **different**. Namesakes are common.
# - K1 and K5: an initial, nothing else: **possible**. So are K4 and K5.

# %% [markdown] name="part-6"
# ## 6 Exercise: one person or two
#
# Sort the entries by `name`, then by `document_number`, then by `birth_date`: change the word between the quotation marks,
# and run the cell again. The last column is the record that the entry comes from; a record beginning with N is an entry of
# the nominal index, which holds a name and no more.

# %% name="merges-entries"
order = "name"
entries = pd.DataFrame(case.handout("day02.merges")["entities"])
shown = ["name", "birth_date", "document_number", "document", "citizenship", "record"]
entries.set_index("id").rename_axis(None).sort_values([order, "name"]).reindex(columns=shown).fillna("")

# %% [markdown] name="merges-card"
# {exercise day02.merges}

# %% name="merges-answer" role="answer"
merges = forms.table("day02.merges", case)
### BEGIN SOLUTION
from difflib import SequenceMatcher
from itertools import combinations


def likeness(one, other):
    # Letter by letter from left to right: no part is turned round, no initial read as a name.
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()


rows = []
for one, other in combinations(entries.to_dict("records"), 2):
    if likeness(one["name"], other["name"]) < 0.8:
        continue
    known = [column for column in ("birth_date", "document_number") if pd.notna(one.get(column)) and pd.notna(other.get(column))]
    if any(one[column] == other[column] for column in known):
        rows.append(dict(a=one["id"], b=other["id"], verdict="same"))
    elif not known:
        rows.append(dict(a=one["id"], b=other["id"], verdict="possible"))
merges.fill(rows)
### END SOLUTION
merges

# %% name="merges-mark" role="mark" exercise="day02.merges"
mark("day02.merges", merges.values)

# %% [markdown] name="part-7"
# ## 7 Handling: redact, sanitise
#
# Two skills, often confused.
#
# | | **[[redaction]]** | **[[sanitisation]]** |
# |---|---|---|
# | what is done | identifiers are struck out of the text | the text is written anew |
# | what the reader sees | gaps | a smooth report |
# | what remains visible | the shape: a gap after "told by" says that there was somebody | nothing of how it was known |
# | for whom | a court, or whoever may see the original's form | a partner, a wider circle |

# %% [markdown] name="handling-codes"
# **[[Handling codes|handling code]]** say what the receiver may do. They are printed **in full**, since agencies number them
# differently:

# %% name="handling-table" role="given"
pd.Series(evaluation.HANDLING, name="meaning").to_frame()

# %% [markdown] name="handling-betrays"
# **What betrays a source?** Read as the other side would.
#
# - its reference, and the date, hour and place of the talk;
# - how it knows: *only somebody who washes the vans can know this*;
# - what marks it out: age, family, a scar, a habit, where it is going next week;
# - a method: where the camera stood, which line was heard;
# - in a statement, whatever leads to a person who may be a **victim**.
#
# **What stays:** whom the report is about, what they did, when, where, and the grade. Without those the reader learns nothing.

# %% [markdown] name="handling-example"
# **Worked example.**
#
# > *INF-90 was met on 3 May behind the market. Ana keeps the money of the drivers. The source saw her count it, being the one
# > who sweeps the yard. It had rained.*
#
# Redacted: `[...] was met on [...]. Ana keeps the money of the drivers. The source saw her count it, [...]. It had rained.`
#
# Sanitised: *Ana keeps the money of the drivers. Graded B2 (4x4). H1: not to be used in judicial proceedings without the
# provider's permission.*
#
# In the redacted text the gap after "count it" still tells that the source has a reason to be near. In the sanitised one
# there is nothing to guess from.

# %% [markdown] name="part-8"
# ## 8 Exercise: what must go
#
# Three of today's reports. Copy each phrase that must go, exactly as it stands, one to a row: select it on the page, Ctrl + C,
# click into the form, Ctrl + V. Take it whole, such as *in a parked car beside the stadium*: half of it still tells where.
# What you strike out goes wherever it stands in the report, so once is enough.

# %% name="identifiers-documents" role="given"
for text in case.handout("day02.identifiers")["texts"].values():
    page(text)

# %% [markdown] name="identifiers-card"
# {exercise day02.identifiers}

# %% name="identifiers-answer" role="answer"
identifiers = forms.table("day02.identifiers", case)
### BEGIN SOLUTION
signs = [
    r"\b[A-Z]{3}-\d\d\b",
    r"\d{4}-\d\d-\d\d (?:behind|at|under|in|which|from)[^.;]*?(?=\.| and came| with an)",
    r"(?<=taken on )(?:\S+ )(?:at|in)[^.]*?(?= with| and agreed)",
    r"at the shelter beside the clinic|in the office of the women's association",
    r"(?<=from )the second desk of the partner service",
    r"who work among [^.]*|from a hide [^.]*",
    r"K-\d+-\d+",
    r"(?:it washes|being the one|as a cousin|as the one|having the next|at a table)[^.,]*(?:, the source among them)?",
    r"(?:by a brother|from the woman|from a neighbour|by a barber|from an aunt)[^.,]*",
    r"a scar [^.]*?(?= and asks)|through the tailor[^.]*|at a cousin's[^.]*?(?= and cannot)|in the order book[^.]*|on Sundays[^.]*",
    r"Apart from the source[^.]*\.|My sister[^.]*\.|I left the place[^.]*\.|I am \d+ years[^.]*\.|I used to keep[^.]*\.",
    r"on a line that[^.]*|its liaison officer[^.]*|from the upper window[^.]*|the team's van[^.]*|through a lens[^.]*|the dog of[^.]*",
    r"with the help of the clerk[^.]*|which the night porter laid out for me|The clinic closes[^.]*\.|The clerk wishes[^.]*\.",
]
rows = []
for name, text in case.handout("day02.identifiers")["texts"].items():
    body = text.split("Grade (4x4)")[1].split("\n", 1)[1]
    for sign in signs:
        for hit in re.finditer(sign, body):
            if not any(row["document"] == name and hit.group(0) in row["phrase"] for row in rows):
                rows.append(dict(document=name, phrase=hit.group(0)))
identifiers.fill(rows[:40])
### END SOLUTION
identifiers

# %% name="identifiers-mark" role="mark" exercise="day02.identifiers"
mark("day02.identifiers", identifiers.values)

# %% [markdown] name="part-9"
# ## 9 Exercise: one report rewritten
#
# This one goes to a partner service. Write it anew.

# %% name="sanitised-document" role="given"
for text in case.handout("day02.sanitised")["texts"].values():
    page(text)

# %% [markdown] name="sanitised-card"
# {exercise day02.sanitised}

# %% [markdown] name="sanitised-answer" role="written" exercise="day02.sanitised"
# *Double-click here and write the report as the partner will read it: grade with the name of its system, handling code in
# full, the text. Take your grade of part 3. The report came in without a handling code: choose one, by what the partner may
# do with it.*
#
# ### BEGIN SOLUTION
# The model answer of this case stands beside your answer in the marking view. In form: "Report received by DATE, graded XX (4x4),
# handling code in full. WHO did WHAT, WHERE, WHEN." Nothing on the source, how it knows, or where it was met.
# ### END SOLUTION

# %% [markdown] name="check"
# ### Check of understanding
#
# Answer aloud or on paper, then open the answer.

# %% [markdown] name="check-1"
# **1.** A source that was right in all of 20 reports was told something by its brother. Nobody else on file says so. Grade?
#
# <details><summary>Answer</summary>
#
# A4. An excellent source can pass on a rumour.
#
# </details>

# %% [markdown] name="check-2"
# **2.** A report denies what you believe. May that lower its grade?
#
# <details><summary>Answer</summary>
#
# No. Source by its history, information by how it is known. Put the two reports side by side and let both stand.
#
# </details>

# %% [markdown] name="check-3"
# **3.** You struck out every name in a report and sent it to a partner. What went wrong?
#
# <details><summary>Answer</summary>
#
# Two things. The reader learns nothing without the names reported on; and the line "told by [...] who washes the vans" still
# leads to the source.
#
# </details>

# %% [markdown] name="check-4"
# **4.** Two entries share name and year of birth, nothing else. Merge?
#
# <details><summary>Answer</summary>
#
# *Possible.* A year is not a date, and names repeat. Note what would decide it: a document number, a photograph, a telephone.
#
# </details>

# %% [markdown] name="law"
# ### Before you go home
#
# - One of today's reports may speak of somebody who was held, or forced. Was it referred? Is that written on it?
# - A statement of a possible victim is not a report on a suspect. It has its own handling, and its own care.
# - Whose name did you write into a form today that you had not heard yesterday? Being on file accuses nobody.

# %% [markdown] name="stretch"
# ### For the quick
#
# Look for two documents on file, or one on file and one of today's, that tell the same odd detail. Which came first? What would
# each be worth alone? Change the words: an odd detail often begins like these.

# %% name="stretch-find"
find("one of them", "the talk")

# %% [markdown] name="end"
# **Done.** Save, and submit from the nbgrader menu. Tomorrow opens from agreed grades: the matrix.
