"""Write a report as one HTML file that fetches nothing: fonts of other scripts, pictures and charts are inside."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import Any

from toolkit import fonts
from toolkit.judgement.report_parts import Block, Sheets
from toolkit.judgement.report_pictures import png
from toolkit.language import current, text

_STYLE = """
body{font-family:'Noto Sans',FONTS'Segoe UI','Helvetica Neue',Arial,sans-serif;color:#222;line-height:1.5;
max-width:46rem;margin:0 auto;padding:1rem 1.5rem 4rem}
body.live{max-width:52.5rem}
.mark{color:#aa1e14;font-weight:700;text-align:center;font-size:.85rem;position:sticky;top:0;background:#fff;
padding:.4rem;border-bottom:1px solid #ddd;margin:0}
.about{color:#666;font-size:.9rem}.handling{border-left:4px solid #aa1e14;padding:.2rem .8rem;background:#faf6f5}
h1{font-size:1.7rem;line-height:1.25;margin-bottom:.2rem}h2{font-size:1.2rem;margin-top:1.8rem}
.p{display:grid;grid-template-columns:2.4rem 1fr;margin:.5rem 0}.p p{margin:0}
table{border-collapse:collapse;font-size:.88rem;margin:.6rem 0;max-width:100%}
th,td{border:1px solid #bbb;padding:.25rem .6rem;text-align:left;vertical-align:top}th{background:#eee}
figure{margin:1.2rem 0;overflow-x:auto}img{max-width:100%;height:auto}figcaption{color:#666;font-size:.85rem}
@media print{body{max-width:none;padding:0}.mark{position:fixed;width:100%}figure,tr{break-inside:avoid}
h2{break-after:avoid}}
"""


def write_html(report: Sheets, target: Path, *, interactive: bool) -> None:
    """Write the report; `interactive` puts Plotly itself into the file and leaves the charts live."""
    words = " ".join([report.title, *(block.text for block in report.blocks),
                      *(block.content.to_csv() for block in report.blocks if block.kind == "table")])  # fmt: skip
    needed = fonts.families_for(words)[1:]
    faces = "".join(_face(family) for family in needed)
    style = faces + _STYLE.replace("FONTS", "".join(f"'{family}'," for family in needed))
    about = " · ".join(one for one in (report.reference, report.author, report.date) if one)
    parts = [
        f"<!doctype html><html lang='{current()}'><head><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width,initial-scale=1'>",
        f"<title>{escape(report.title)}</title><style>{style}</style>",
    ]
    if interactive and any(block.kind == "figure" for block in report.blocks):
        from plotly.offline import get_plotlyjs

        parts.append(f"<script>{get_plotlyjs()}</script>")
    # A live chart has its own width, which a column made for reading would cut.
    parts.append("</head><body class='live'>" if interactive else "</head><body>")
    if report.mark:
        parts.append(f"<p class='mark'>{escape(report.mark)}</p>")
    parts.append(f"<h1>{escape(report.title)}</h1><p class='about'>{escape(about)}</p>")
    lines = "".join(f"<br>{escape(one)}" for one in report.handling)
    parts.append(f"<p class='handling'><b>{escape(text('Handling'))}</b>{lines}</p>")
    parts += [_block(block, interactive) for block in report.blocks]
    parts.append("</body></html>\n")
    target.write_text("\n".join(parts), "utf-8")


def _block(block: Block, interactive: bool) -> str:
    if block.kind == "heading":
        return f"<h2>{escape(block.text)}</h2>"
    if block.kind == "paragraph":
        return f"<div class='p' id='p{block.number}'><span>{block.number}.</span><p>{escape(block.text)}</p></div>"
    if block.kind == "line":
        return f"<p>{escape(block.text)}</p>"
    if block.kind == "table":
        return _table(block.content)
    if interactive:
        drawn = block.content.to_html(full_html=False, include_plotlyjs=False, config={"displaylogo": False})
    else:
        data = base64.b64encode(png(block.content)).decode()
        drawn = f"<img alt='{escape(block.text)}' src='data:image/png;base64,{data}'>"
    return f"<figure>{drawn}<figcaption>{escape(block.text)}</figcaption></figure>"


def _table(content: Any) -> str:
    head = "".join(f"<th>{escape(str(name))}</th>" for name in content.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>"
        for row in content.itertuples(index=False)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _face(family: str) -> str:
    """The font of one script, inside the file."""
    faces = []
    for file, weight in zip(fonts.files(family), (400, 700), strict=True):
        data = base64.b64encode(file.read_bytes()).decode()
        faces.append(f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/ttf;base64,{data})}}")
    return "".join(faces)
