// The chart as a PNG picture, with title, handling, legend and notes on it: a picture leaves the screen without them.
import { iconPaths } from "./icons.js";
import { DASHES, FONT } from "./sheet.js";

const SCALE = 2;
const LONGEST = 8000;
const [MARGIN, STEP] = [24, 20];
const PATTERN = { solid: [], dashed: [6, 3], dotted: [1.5, 3] };

export async function toPng(cy, theme, page) {
  const options = { output: "blob-promise", full: true, scale: SCALE, maxWidth: LONGEST, maxHeight: LONGEST, bg: theme.paper };
  const drawn = await createImageBitmap(await cy.png(options));
  const head = (page.title ? 28 : 0) + (page.handling ? 20 : 0);
  const below = [...page.keys, ...page.notes.map((words) => ({ words }))];
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(drawn.width, 420 * SCALE) + 2 * MARGIN * SCALE;
  canvas.height = drawn.height + SCALE * (2 * MARGIN + head + STEP * below.length);
  const pen = canvas.getContext("2d");
  pen.fillStyle = theme.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, MARGIN * SCALE, (MARGIN + head) * SCALE);
  pen.scale(SCALE, SCALE);
  const write = (text, x, y, colour, font) => {
    pen.fillStyle = colour;
    pen.font = `${font} ${FONT}`;
    pen.fillText(text, x, y);
  };
  if (page.title) write(page.title, MARGIN, 28, theme.ink, "bold 15px");
  if (page.handling) write(page.handling, MARGIN, head + 8, theme.mark, "bold 11px");
  below.forEach((key, at) => {
    const y = drawn.height / SCALE + MARGIN + head + STEP * (at + 0.8);
    sample(pen, key, MARGIN, y, theme);
    write(key.words, MARGIN + 38, y + 4, theme.ink, "11px");
  });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function sample(pen, key, x, y, theme) {
  pen.save();
  pen.translate(x, y);
  if (key.status !== undefined) {
    pen.strokeStyle = theme.line;
    pen.lineWidth = 2;
    pen.setLineDash(PATTERN[DASHES[key.status]]);
    pen.stroke(new Path2D("M0 0h30"));
  } else if (key.fill) {
    pen.beginPath();
    pen.arc(15, 0, 7, 0, 2 * Math.PI);
    pen.fillStyle = key.fill;
    pen.strokeStyle = theme.rim;
    pen.fill();
    pen.stroke();
  } else if (key.kind) {
    const { solid, cut } = iconPaths(key.kind);
    pen.translate(6, -9);
    pen.scale(0.75, 0.75);
    pen.fillStyle = theme.ink;
    pen.fill(new Path2D(`${solid} ${cut}`), "evenodd");
  }
  pen.restore();
}

export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
