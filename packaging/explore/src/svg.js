// The chart as SVG text: the same shapes, lines, icons and names as on the screen, for print.
import { iconPaths } from "./icons.js";
import { DASHES, FONT } from "./sheet.js";

const escape = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const round = (value) => Math.round(value * 10) / 10;
const SIDES = { hexagon: [6, 0], octagon: [8, 22.5], pentagon: [5, -90], diamond: [4, 0] };
const PATTERN = { solid: "", dashed: "6 3", dotted: "1.5 3" };

const STEP = 20;

// `page`: { title, handling, keys: [{ words, kind | status | fill }], notes }.
export function toSvg(cy, theme, page) {
  const shown = cy.elements(":visible");
  const box = shown.boundingBox({ includeOverlays: false });
  const margin = 24;
  const below = [...page.keys, ...page.notes.map((words) => ({ words }))];
  const head = (page.title ? 24 : 0) + (page.handling ? 20 : 0);
  const wide = Math.max(box.w, 420) + 2 * margin;
  const high = box.h + 2 * margin + head + STEP * below.length;
  const [x, y] = [box.x1 - margin, box.y1 - margin - head];
  const parts = [];
  const words = (text, left, top, more) => `<text x="${round(x + left)}" y="${round(top)}" ${more}>${escape(text)}</text>`;
  if (page.title) parts.push(words(page.title, margin, y + 26, `font-size="15" font-weight="bold" fill="${theme.ink}"`));
  if (page.handling) parts.push(words(page.handling, margin, y + head + 4, `font-size="11" font-weight="bold" fill="${theme.mark}"`));
  shown.nodes(".box").forEach((node) => parts.push(frame(node, theme)));
  shown.edges().forEach((edge) => parts.push(line(edge)));
  shown
    .nodes()
    .not(".box")
    .forEach((node) => parts.push(sign(node, theme)));
  below.forEach((key, at) => {
    const top = box.y2 + margin + STEP * (at + 0.5);
    parts.push(sample(key, x + margin, top, theme));
    parts.push(words(key.words, margin + 38, top + 4, `font-size="11" fill="${theme.ink}"`));
  });
  const open =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(x)} ${round(y)} ${round(wide)} ${round(high)}" ` +
    `width="${round(wide)}" height="${round(high)}" font-family="${escape(FONT)}">`;
  const paper = `<rect x="${round(x)}" y="${round(y)}" width="100%" height="100%" fill="${theme.paper}"/>`;
  return `${open}${paper}${parts.join("")}</svg>\n`;
}

function sample(key, x, y, theme) {
  if (key.status !== undefined) {
    const dash = PATTERN[DASHES[key.status]];
    return `<path d="M${round(x)} ${round(y)}h30" stroke="${theme.line}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
  }
  if (key.fill) return `<circle cx="${round(x + 15)}" cy="${round(y)}" r="7" fill="${key.fill}" stroke="${theme.rim}"/>`;
  if (!key.kind) return "";
  const { solid, cut } = iconPaths(key.kind);
  return `<path transform="translate(${round(x + 6)} ${round(y - 9)}) scale(0.75)" d="${solid} ${cut}" fill="${theme.ink}" fill-rule="evenodd"/>`;
}

function line(edge) {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const style = edge.style("line-style");
  const bend = edge.controlPoints()?.[0];
  const way = bend
    ? `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(to.x)} ${round(to.y)}`
    : `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
  const colour = edge.style("line-color");
  const dash = PATTERN[style] ? ` stroke-dasharray="${PATTERN[style]}"` : "";
  const drawn = `<path d="${way}" fill="none" stroke="${colour}" stroke-width="${edge.numericStyle("width")}"${dash}/>`;
  if (edge.style("target-arrow-shape") !== "triangle") return drawn;
  const before = bend ?? from;
  const angle = Math.atan2(to.y - before.y, to.x - before.x);
  const corner = (turn, reach) => `${round(to.x + reach * Math.cos(angle + turn))},${round(to.y + reach * Math.sin(angle + turn))}`;
  return `${drawn}<polygon points="${round(to.x)},${round(to.y)} ${corner(2.7, 10)} ${corner(-2.7, 10)}" fill="${colour}"/>`;
}

function frame(node, theme) {
  const box = node.boundingBox({ includeLabels: false, includeOverlays: false });
  const name = `<text x="${round((box.x1 + box.x2) / 2)}" y="${round(box.y1 - 6)}" text-anchor="middle" font-size="11" font-weight="bold" fill="${theme.ink}">${escape(node.data("label"))}</text>`;
  return `<rect x="${round(box.x1)}" y="${round(box.y1)}" width="${round(box.w)}" height="${round(box.h)}" rx="8" fill="${theme.boxFill}" fill-opacity="0.1" stroke="${theme.box}" stroke-width="1.6"/>${name}`;
}

function sign(node, theme) {
  const { x, y } = node.position();
  const half = node.width() / 2;
  const paint = `fill="${node.style("background-color")}" stroke="${node.style("border-color")}" stroke-width="${node.numericStyle("border-width")}"`;
  const sides = SIDES[node.style("shape")];
  let shape = `<rect x="${round(x - half)}" y="${round(y - half)}" width="${round(2 * half)}" height="${round(2 * half)}" ${paint}/>`;
  if (node.style("shape") === "ellipse") shape = `<circle cx="${round(x)}" cy="${round(y)}" r="${round(half)}" ${paint}/>`;
  if (sides) {
    const [count, turn] = sides;
    const points = Array.from({ length: count }, (_, at) => {
      const angle = (Math.PI / 180) * (turn + (360 * at) / count);
      return `${round(x + half * Math.cos(angle))},${round(y + half * Math.sin(angle))}`;
    });
    shape = `<polygon points="${points.join(" ")}" ${paint}/>`;
  }
  const { solid, cut } = iconPaths(node.data("kind"));
  const grow = (2 * half * 0.58) / 24;
  const icon = `<path transform="translate(${round(x - 12 * grow)} ${round(y - 12 * grow)}) scale(${grow.toFixed(3)})" d="${solid} ${cut}" fill="#1A1A1A" fill-rule="evenodd"/>`;
  const name = `<text x="${round(x)}" y="${round(y + half + 14)}" text-anchor="middle" font-size="11" fill="${theme.ink}" stroke="${theme.paper}" stroke-width="3" paint-order="stroke">${escape(node.data("label"))}</text>`;
  return shape + icon + name;
}
