// The drawing conventions as a Cytoscape style sheet: shape and icon by type, line style by how sure a link is.
import { SHAPES, iconImage } from "./icons.js";

export const DASHES = { confirmed: "solid", unconfirmed: "dashed", tentative: "dotted", "": "solid" };
export const FONT = '"Noto Sans", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar", "Noto Sans Thai", sans-serif';
const WIDTHS = [1.4, 2.6, 4.4];

export function styleSheet(theme, { large, directed }) {
  const nodes = {
    width: "data(size)",
    height: "data(size)",
    "background-color": "data(fill)",
    "border-width": 1.6,
    "border-color": theme.rim,
    label: "data(label)",
    color: theme.ink,
    "font-family": FONT,
    "font-size": 11,
    "min-zoomed-font-size": 7,
    "text-valign": "bottom",
    "text-margin-y": 4,
    "text-wrap": "wrap",
    "text-max-width": 130,
    "text-outline-color": theme.paper,
    "text-outline-width": 2,
    "overlay-opacity": 0,
  };
  const lines = {
    width: "data(width)",
    "line-color": theme.line,
    // A haystack line is the fastest to draw, but has no arrow.
    "curve-style": large ? "haystack" : directed ? "bezier" : "straight",
    "haystack-radius": 0,
    "control-point-step-size": 34,
    "overlay-opacity": 0,
  };
  if (directed && !large)
    Object.assign(lines, { "target-arrow-shape": "triangle", "target-arrow-color": theme.line, "arrow-scale": 1.1 });
  // While a large chart moves, what comes in from outside is blank paper, drawn when it stops.
  const core = { "outside-texture-bg-color": theme.paper, "outside-texture-bg-opacity": 1, "active-bg-size": 12 };
  const sheet = [
    { selector: "core", style: core },
    { selector: "node", style: nodes },
  ];
  for (const [kind, shape] of Object.entries(SHAPES)) {
    const icon = { "background-image": iconImage(kind), "background-width": "58%", "background-height": "58%" };
    sheet.push({ selector: `node[kind = "${kind}"]`, style: { shape, ...(large ? {} : icon) } });
  }
  sheet.push({ selector: "edge", style: lines });
  for (const [status, dash] of Object.entries(DASHES)) {
    const colour = status === "tentative" ? theme.faint : theme.line;
    const style = { "line-style": dash, "line-color": colour, "target-arrow-color": colour };
    sheet.push({ selector: `edge[status = "${status}"]`, style });
  }
  sheet.push(
    {
      selector: "node.box",
      style: {
        shape: "round-rectangle",
        label: "data(label)",
        "text-valign": "top",
        "text-margin-y": -4,
        "font-weight": "bold",
        "background-color": theme.boxFill,
        "background-opacity": 0.1,
        "background-image": "none",
        "border-color": theme.box,
        "border-width": 1.6,
        padding: 16,
      },
    },
    { selector: ".gone", style: { display: "none" } },
    { selector: ".quiet", style: { opacity: 0.25 } },
    { selector: ".route", style: { "line-color": theme.mark, "target-arrow-color": theme.mark, width: 5, "z-index": 9 } },
    { selector: "node.route", style: { "border-color": theme.mark, "border-width": 4, width: "data(size)" } },
    { selector: "node:selected", style: { "border-color": theme.mark, "border-width": 4, "font-weight": "bold" } },
    { selector: "edge:selected", style: { "line-color": theme.mark, "target-arrow-color": theme.mark, width: 5 } },
    {
      selector: "node.focus",
      style: { "outline-color": theme.focus, "outline-width": 4, "outline-offset": 3, "outline-opacity": 1, "z-index": 10 },
    },
  );
  return sheet;
}

// Three widths, cut at about the half and the nine tenths of the strengths, as in the printed chart.
export function widths(strengths) {
  const sorted = Float64Array.from(strengths).sort();
  if (!sorted.length || sorted[0] === sorted[sorted.length - 1]) return strengths.map(() => WIDTHS[0]);
  const half = sorted[Math.floor((sorted.length - 1) / 2)];
  const most = sorted[Math.floor(0.9 * (sorted.length - 1))];
  return strengths.map((value) => (value >= most && most > half ? WIDTHS[2] : value > half ? WIDTHS[1] : WIDTHS[0]));
}
