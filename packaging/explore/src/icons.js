// What each type of entity looks like: a shape and an icon, so that colour is never the only sign.

const INK = "#1A1A1A";

// Paths on a 24 by 24 grid.
const PATHS = {
  person: "M12 3.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8z M4.5 20.5c0-4.2 3.2-7 7.5-7s7.5 2.8 7.5 7z",
  organisation: "M4 21V5l8-3v19z M13.5 21V8L20 10v11z",
  phone: "M7.5 2h9v20h-9z",
  place: "M12 2a7 7 0 0 1 7 7c0 4.6-7 13-7 13S5 13.6 5 9a7 7 0 0 1 7-7z",
  vehicle: "M2 16.5v-5l3-1 2.2-4.5h8.6l2.7 4.5 3.5 1v5z M5 16.5h4v3H5z M15 16.5h4v3h-4z",
  vessel: "M2.5 14h19L18 20.5H6z M11 3h2v10h-2z M14.5 6l4 6h-4z",
  account: "M3 9.5L12 3l9 6.5z M4.5 11h3v7h-3z M10.5 11h3v7h-3z M16.5 11h3v7h-3z M3 19.2h18V22H3z",
  document: "M5.5 2h9l4.5 4.5V22H5.5z",
  event: "M3 5h18v16H3z M7 2h2.4v5H7z M14.6 2H17v5h-2.4z",
  other: "M12 3.5L20.5 12 12 20.5 3.5 12z",
};
// What is cut out of the solid path, in the colour of the paper.
const CUTS = {
  organisation: "M6 8h4v1.6H6z M6 12h4v1.6H6z M6 16h4v1.6H6z M15.2 12h3v1.6h-3z M15.2 16h3v1.6h-3z",
  phone: "M9 4.5h6v12H9z M11 18.2h2v2h-2z",
  place: "M12 6.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z",
  vehicle: "M8.4 7.6h2.8v3H6.9z M12.6 7.6h2.6l1.7 3h-4.3z",
  document: "M8 10h8v1.5H8z M8 13.5h8V15H8z M8 17h5v1.5H8z",
  event: "M5 9.5h14V19H5z",
};

export const SHAPES = {
  person: "ellipse",
  organisation: "rectangle",
  phone: "round-rectangle",
  place: "hexagon",
  vehicle: "octagon",
  vessel: "octagon",
  account: "pentagon",
  document: "cut-rectangle",
  event: "tag",
  other: "diamond",
};

export function iconPaths(kind) {
  return { solid: PATHS[kind] ?? PATHS.other, cut: CUTS[kind] ?? "" };
}

export function iconImage(kind) {
  const { solid, cut } = iconPaths(kind);
  const hole = cut ? `<path d="${cut}" fill="#FFFFFF"/>` : "";
  const head = '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24">';
  return `data:image/svg+xml;utf8,${encodeURIComponent(`${head}<path d="${solid}" fill="${INK}"/>${hole}</svg>`)}`;
}

export function iconElement(kind, size = 16) {
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  for (const [key, value] of Object.entries({ width: size, height: size, viewBox: "0 0 24 24", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const { solid, cut } = iconPaths(kind);
  const path = document.createElementNS(name, "path");
  path.setAttribute("d", `${solid} ${cut}`);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
