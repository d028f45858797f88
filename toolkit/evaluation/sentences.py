"""Sentences of a prose document: cut at full stops of the classroom's scripts, not at initials or numbers."""

from __future__ import annotations

import re

# A stop and its closing quotes end a sentence before white space, the stops of Khmer and Burmese anywhere; unless a
# single capital (S. Jaidee) or a short title stands before it.
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+|[។။][\"'”’)\]]*\s*")
_NOT_AN_END = re.compile(r"(?:^|[\s(\"'“‘])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|No|St|Co|Ltd)\.$")


def sentences(text: str) -> list[str]:
    """Return the sentences of a document's prose; headings, list lines and marks at its head are not prose.

    >>> sentences("# Report\\n\\n- Grade: B2\\n\\nS. Jaidee [N001] met him. They left at 10.30 by car.")
    ['S. Jaidee [N001] met him.', 'They left at 10.30 by car.']
    """
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines()]
        prose = " ".join(line for line in lines if line and not _is_head(line))
        if not prose:
            continue
        begun = 0
        for stop in _STOP.finditer(prose):
            sentence = prose[begun : stop.end()].strip()
            if not _NOT_AN_END.search(sentence):
                found.append(sentence)
                begun = stop.end()
        if prose[begun:].strip():
            found.append(prose[begun:].strip())
    return found


def _is_head(line: str) -> bool:
    return line.startswith(("#", "- ", "* ", "|", ">", "---")) or (line.startswith("**") and line.endswith("**"))
