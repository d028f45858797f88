# %% [markdown] name="title"
# # Your course
#
# **SYNTHETIC: every person, firm and event in the case is invented. It is made for training.**
#
# Run the cell below (Shift + Enter) whenever you want to see where you stand. An answer counts as recorded once its notebook
# is saved; points stand here once feedback has been fetched from the page *Assignment List* of the menu *Nbgrader*.

# %% name="overview"
from toolkit import progress

progress.course()

# %% [markdown] name="glossary"
# **Words.** Terms are linked where they first stand; all of them are in the [glossary](glossary.ipynb).

# %% [markdown] name="file"
# ## The case file
#
# The documents on file on the morning of the day that you fetched last. Put a number between the quotation marks to read one.

# %% name="documents"
from pathlib import Path

from toolkit import evaluation, open_case

fetched = sorted(path.parent for path in Path().glob("day*/case"))
case = open_case(fetched[-1] / "case") if fetched else None
case.documents[["document_id", "dated", "title"]] if case else "No day is fetched yet: menu Nbgrader, Assignment List."

# %% name="read"
if case:
    evaluation.desk(case).read(case.documents["document_id"].iloc[0])
