// The drawing surface: Cytoscape made from the columns that Python sends, with what a large graph needs to stay quick.
import cytoscape from "cytoscape";
import { styleSheet, widths } from "./sheet.js";

export const PLAIN_SIZE = 30;
export const PLAIN_FILL = "#FFFFFF";
export function makeCanvas(container, data, places, theme) {
  const { large } = data;
  const size = large ? 18 : PLAIN_SIZE;
  const elements = [];
  data.nodes.name.forEach((name, at) => {
    elements.push({
      group: "nodes",
      data: { id: `n${at}`, at, name, label: name, kind: data.nodes.kind[at], size, fill: data.nodes.fill[at] ?? PLAIN_FILL },
      position: { x: places[2 * at], y: places[2 * at + 1] },
    });
  });
  const wide = widths(data.links.strength);
  data.links.a.forEach((a, at) => {
    elements.push({
      group: "edges",
      data: {
        id: `e${at}`,
        at,
        source: `n${a}`,
        target: `n${data.links.b[at]}`,
        status: data.links.status[at],
        width: large ? Math.max(1, wide[at] - 0.6) : wide[at],
      },
    });
  });
  const cy = cytoscape({
    container,
    elements,
    layout: { name: "preset", fit: true, padding: 30 },
    style: styleSheet(theme, { large, directed: data.directed }),
    minZoom: 0.02,
    maxZoom: 6,
    textureOnViewport: large,
    hideEdgesOnViewport: false,
    boxSelectionEnabled: true,
    selectionType: "single",
  });
  cy.scratch("plainSize", size);
  return cy;
}
