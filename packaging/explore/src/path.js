// The shortest way between two entities over the links that are to be seen, arrows read as plain links.

export function shortestPath(count, links, from, to, open) {
  const near = Array.from({ length: count }, () => []);
  for (let at = 0; at < links.a.length; at += 1) {
    if (!open(at)) continue;
    near[links.a[at]].push([links.b[at], at]);
    near[links.b[at]].push([links.a[at], at]);
  }
  const came = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !came.has(to)) {
    const next = [];
    for (const node of edge)
      for (const [other, link] of near[node])
        if (!came.has(other)) {
          came.set(other, { node, link });
          next.push(other);
        }
    edge = next;
  }
  if (!came.has(to)) return null;
  const nodes = [to];
  const used = [];
  for (let step = came.get(to); step; step = came.get(step.node)) {
    nodes.unshift(step.node);
    used.unshift(step.link);
  }
  return { nodes, links: used };
}
