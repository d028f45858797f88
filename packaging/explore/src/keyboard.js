// The chart by keyboard alone: arrows go from entity to entity, letters are the buttons of the toolbar.

const TURNS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export function listen(surface, chart, actions, say) {
  let at = null;
  const { cy } = chart;

  function visit(next) {
    cy.nodes(".focus").removeClass("focus");
    at = next;
    const node = chart.node(at);
    node.addClass("focus");
    const box = node.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height()) cy.center(node);
    chart.tell("visited", at);
  }

  function shown(node) {
    return !node.hasClass("box") && node.visible();
  }

  function nearest([dx, dy]) {
    const from = chart.node(at).position();
    let [best, least] = [null, Infinity];
    cy.nodes().forEach((node) => {
      if (node.data("at") === at || !shown(node)) return;
      const { x, y } = node.position();
      const along = (x - from.x) * dx + (y - from.y) * dy;
      const across = Math.abs((x - from.x) * dy + (y - from.y) * dx);
      if (along <= 0.5 * across) return;
      const cost = along + 2 * across;
      if (cost < least) [best, least] = [node.data("at"), cost];
    });
    return best;
  }

  function first() {
    const chosen = chart.selected();
    if (chosen.length) return chosen[0];
    const nodes = cy.nodes().filter(shown);
    return nodes.length ? nodes.max((node) => node.degree(false)).ele.data("at") : null;
  }

  function pressed(event) {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    let done = true;
    if (command && key === "z") event.shiftKey ? actions.redo() : actions.undo();
    else if (command && key === "y") actions.redo();
    else if (command && key === "a") chart.select(cy.nodes().filter(shown).map((node) => node.data("at")));
    else if (command || event.altKey) done = false;
    else if (key in TURNS && event.shiftKey) cy.panBy({ x: -60 * TURNS[key][0], y: -60 * TURNS[key][1] });
    else if (key in TURNS) {
      const next = at === null || !chart.node(at).visible() ? first() : nearest(TURNS[key]);
      if (next === null) chart.tell("said", say("nobody_there"));
      else visit(next);
    } else if (key === " " || key === "Enter") {
      if (at === null && first() !== null) visit(first());
      const node = at === null ? null : chart.node(at);
      if (!node) return;
      if (event.shiftKey || key === " ") node.selected() ? node.unselect() : node.select();
      else chart.select([at]);
    } else if (key === "+" || key === "=") zoom(1.25);
    else if (key === "-") zoom(0.8);
    else if (key === "Escape") actions.clear();
    else if (key in actions.keys) actions.keys[key]();
    else done = false;
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function zoom(factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  surface.addEventListener("keydown", pressed);
  surface.addEventListener("blur", () => cy.nodes(".focus").removeClass("focus"));
  surface.addEventListener("focus", () => {
    if (at !== null && surface.matches(":focus-visible")) visit(at);
  });
  cy.on("tap", "node", (event) => {
    at = event.target.data("at") ?? at;
    surface.focus({ preventScroll: true });
  });
  return { focused: () => (at === null ? [] : [at]), zoom };
}
