// The entry that anywidget calls: lays the parts of the page out, joins them to the chart, and takes them down again.
import { Chart } from "./chart.js";
import { make, speaker } from "./dom.js";
import { legend, legendKeys, notes, timeSlider } from "./foot.js";
import { listen } from "./keyboard.js";
import { panel } from "./panel.js";
import { save, toPng } from "./picture.js";
import { toSvg } from "./svg.js";
import { watchTheme } from "./theme.js";
import { toolbar } from "./toolbar.js";

function render({ model, el }) {
  const say = speaker(model.get("_words"));
  const data = model.get("_data");
  const surface = make("div", {
    class: "ax-surface",
    tabindex: "0",
    role: "application",
    "aria-roledescription": say("chart"),
    "aria-label": say("chart_label", { title: data.title, nodes: data.nodes.name.length, links: data.links.a.length }),
  });
  surface.style.height = `${model.get("height")}px`;
  // JupyterLab's own one-letter commands must not fire while somebody works on the chart.
  const root = make("div", { class: "ax-explore", "data-lm-suppress-shortcuts": "true" });
  el.append(root);
  const head = make("div", { class: "ax-head" }, make("strong", {}, data.title), data.handling ? make("span", { class: "ax-handling" }, data.handling) : null);
  const middle = make("div", { class: "ax-middle" }, surface);
  root.append(head, middle);

  const theme = watchTheme((now) => {
    root.dataset.theme = now.name;
    chart.setTheme(now);
  });
  root.dataset.theme = theme.first.name;
  const chart = new Chart(model, surface, theme.first, say);
  let keys = { focused: () => [] };
  const chosen = () => (chart.selected().length ? chart.selected() : keys.focused());
  const file = (ending) => `${data.title.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "") || "chart"}.${ending}`;
  const page = () => ({ title: data.title, handling: data.handling, keys: legendKeys(chart, say), notes: [...data.notes, foot.counts.textContent] });
  const actions = {
    focused: () => keys.focused(),
    undo: () => chart.view.undo() || chart.tell("said", say("nothing_to_undo")),
    redo: () => chart.view.redo() || chart.tell("said", say("nothing_to_redo")),
    clear: () => {
      chart.clearPath();
      chart.select([]);
    },
    png: async () => {
      save(await toPng(chart.cy, chart.theme, page()), file("png"));
      chart.tell("said", say("saved", { file: file("png") }));
    },
    svg: () => {
      save(new Blob([toSvg(chart.cy, chart.theme, page())], { type: "image/svg+xml" }), file("svg"));
      chart.tell("said", say("saved", { file: file("svg") }));
    },
    keys: {
      e: () => chart.expand(chosen()),
      h: () => chart.hide(chosen()),
      o: () => chart.only(chosen()),
      a: () => chart.showAll(),
      p: () => chart.path(chart.selected()),
      g: () => chart.group(chart.selected()),
      u: () => chart.ungroup(),
      l: () => chart.arrange(),
      f: () => chart.fit(chart.selected()),
      "/": () => root.querySelector("input[type=search]").focus(),
    },
  };
  const [bar, card, time, key, foot] = [toolbar(chart, actions, say), panel(chart, say), timeSlider(chart, say), legend(chart, say), notes(chart, say)];
  keys = listen(surface, chart, actions, say);
  root.insertBefore(bar.bar, middle);
  middle.append(card.aside);
  root.append(...[time.bar, key.bar, foot.counts, foot.list, foot.said].filter(Boolean));
  surface.setAttribute("aria-describedby", (foot.said.id = `ax-${Math.random().toString(36).slice(2)}`));
  foot.said.textContent = say("keys_hint");

  chart.listeners.push((what, detail) => {
    if (what === "selection") card.show(detail);
    if (what === "said") foot.said.textContent = detail;
    if (what === "view") [time, key, foot].forEach((part) => part.refresh());
    if (what === "visited") {
      const beyond = chart.beyond?.[detail];
      const facts = [chart.name(detail), data.kind_words[data.nodes.kind[detail]], say("link_count", { count: chart.near(detail).length })];
      if (beyond) facts.push(say("beyond", { count: beyond }));
      foot.said.textContent = facts.join(" · ");
    }
    bar.refresh();
  });
  const message = (content) => {
    if (content.kind === "card") card.filled(content);
    else chart.arrived(content);
  };
  model.on("msg:custom", message);
  chart.view.changed(chart.view.value, chart.view.value, "", "");
  chart.sendSelection();
  // The card has taken its part of the width since the surface was measured.
  chart.cy.resize();
  chart.fit();
  // A notebook shows an output before it has its width.
  const watch = new ResizeObserver(() => {
    const blank = chart.cy.width() === 0;
    chart.cy.resize();
    if (blank) chart.fit();
  });
  watch.observe(surface);
  return () => {
    watch.disconnect();
    theme.stop();
    model.off("msg:custom", message);
    chart.cy.destroy();
  };
}

export default { render };
