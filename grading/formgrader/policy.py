"""The content policy of formgrader's page: the scripts that the page itself is made of run, and no others.

What trainees wrote is cleaned before it gets there (`grading.sanitise`). Should anything slip through, the browser
refuses it: the page shares an origin with the interface that sets grades.
"""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HANDLER = re.compile(r"\son\w+=\"([^\"]*)\"")
_RULES = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)


def content_policy(html: str) -> str:
    """Return the page's policy as a tag: scripts from this server, and the inline ones in `html`, by their digests.

    Parameters
    ----------
    html : the parts of the page that nobody but us and nbgrader wrote

    >>> "'sha256-" in content_policy('<script>a()</script><span onclick="b()"></span>')
    True
    """
    pieces = dict.fromkeys([*_SCRIPT.findall(html), *_HANDLER.findall(html)])
    digests = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in pieces)
    scripts = " ".join(["'self'", "'unsafe-hashes'", *(f"'sha256-{one}'" for one in digests)])
    rules = "; ".join([*_RULES, f"script-src {scripts}"])
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
