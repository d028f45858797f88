import pytest

from grading.sanitise import clean_bundle, clean_html, markdown_html

BAD = [
    "<script>x</script>",
    "<img src=x onerror=x>",
    "<a href='javascript:x'>a</a>",
    "<a href='&#106;avascript:x'>a</a>",
    "<a href='data:text/html,x'>a</a>",
    "<iframe src='x'></iframe>",
    "<form action='/formgrader/api'><input name=x></form>",
    "<svg onload=x></svg>",
    "<style>@import 'x'</style>",
    "<div style='background:url(x)'>a</div>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=x>",
    "<img src='https://elsewhere.example/x.png'>",
    "[a](javascript:x)",
    "![a](https://elsewhere.example/x.png)",
    "```\n</code></pre><script>x</script>\n```",
]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("clean", [clean_html, markdown_html])
def test_nothing_runs_and_nothing_is_fetched(text: str, clean: object) -> None:
    html = clean(text)  # type: ignore[operator]
    shown = html.replace("&lt;", "")
    for part in (
        "<script",
        "onerror=",
        "onload=",
        'href="javascript',
        "<iframe",
        "<form",
        "<input",
        "<style",
        "style=",
    ):
        assert part not in shown
    assert 'src="http' not in shown
    assert 'href="data' not in shown


def test_what_is_harmless_stays() -> None:
    table = '<table border="1"><tr><th>a</th></tr></table>'
    assert "<th>a</th>" in clean_html(table)
    assert "<strong>b</strong>" in markdown_html("**b**")
    picture = '<img src="data:image/png;base64,AAAA">'
    assert "data:image/png" in clean_html(picture)


def test_outputs_that_could_run_are_dropped() -> None:
    data = {"application/javascript": "x", "image/svg+xml": "<svg/>", "text/latex": "x", "text/plain": "shown"}
    assert clean_bundle(data) == {"text/plain": "shown"}
    assert clean_bundle({"image/png": '"><script>'}) == {"text/plain": ""}
    assert "chart" in clean_bundle({"application/vnd.plotly.v1+json": {}})["text/plain"]
