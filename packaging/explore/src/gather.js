// Brings the members of a group together, and moves others out of the box that is drawn round them.

const MARGIN = 0.75; // of a cell, kept free round the box

export function gather(places, members, shown, boxed, cell) {
  const moved = Float64Array.from(places);
  const columns = Math.ceil(Math.sqrt(members.length));
  const rows = Math.ceil(members.length / columns);
  const mean = (axis) => members.reduce((sum, at) => sum + places[2 * at + axis], 0) / members.length;
  const [x, y] = [mean(0), mean(1)];
  // Whoever stood left or above still does, as far as a grid allows.
  const order = [...members].sort((a, b) => places[2 * a + 1] - places[2 * b + 1]);
  for (let row = 0; row < rows; row += 1)
    order
      .slice(row * columns, (row + 1) * columns)
      .sort((a, b) => places[2 * a] - places[2 * b])
      .forEach((at, column) => {
        moved[2 * at] = x + (column - (columns - 1) / 2) * cell;
        moved[2 * at + 1] = y + (row - (rows - 1) / 2) * cell;
      });
  const [wide, high] = [(columns / 2 + MARGIN) * cell, (rows / 2 + MARGIN) * cell];
  const inside = new Set(members);
  for (const at of shown) {
    if (inside.has(at) || boxed.has(at)) continue;
    const [dx, dy] = [moved[2 * at] - x, moved[2 * at + 1] - y];
    if (Math.abs(dx) >= wide || Math.abs(dy) >= high) continue;
    // Straight out through the nearest side.
    if (wide - Math.abs(dx) < high - Math.abs(dy)) moved[2 * at] = x + (dx < 0 ? -wide : wide);
    else moved[2 * at + 1] = y + (dy < 0 ? -high : high);
  }
  return moved;
}
