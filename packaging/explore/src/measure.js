// Conditional formatting: a measure as size or colour, and the legend that says what they stand for.
import { PLAIN_FILL } from "./canvas.js";

// From light to dark, so that order can be read without seeing hues; black icons stay readable on the darkest.
const RAMP = ["#FFFFFF", "#FCE9BF", "#F6C668", "#EC9A35", "#D55E00"];
const [SMALLEST, LARGEST] = [0.75, 1.8];

export function scale(values) {
  const known = values.filter((value) => Number.isFinite(value));
  if (!known.length) return null;
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const most = known.reduce((a, b) => Math.max(a, b), -Infinity);
  return { least, most, share: (value) => (most > least ? (value - least) / (most - least) : 0.5) };
}

export function sizes(values, plain) {
  const found = values && scale(values);
  if (!found) return null;
  // The area grows with the value, not the width.
  return values.map((value) =>
    Number.isFinite(value) ? plain * Math.sqrt(SMALLEST ** 2 + found.share(value) * (LARGEST ** 2 - SMALLEST ** 2)) : plain * SMALLEST,
  );
}

export function colours(values) {
  const found = values && scale(values);
  if (!found) return null;
  return values.map((value) => (Number.isFinite(value) ? mix(found.share(value)) : PLAIN_FILL));
}

function mix(share) {
  const at = Math.min(RAMP.length - 2, Math.floor(share * (RAMP.length - 1)));
  const part = share * (RAMP.length - 1) - at;
  const [from, to] = [RAMP[at], RAMP[at + 1]].map((colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16)));
  return `#${from.map((value, i) => Math.round(value + part * (to[i] - value)).toString(16).padStart(2, "0")).join("")}`;
}

export function short(value) {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(3)));
}

export function rampCss() {
  return `linear-gradient(to right, ${RAMP.join(", ")})`;
}
