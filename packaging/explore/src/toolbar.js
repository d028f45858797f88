// The buttons, choices and search above the chart.
import { make } from "./dom.js";
import { iconElement } from "./icons.js";

const FOUND = 12;

export function toolbar(chart, actions, say) {
  const button = (key, shortcut, run) =>
    make("button", { type: "button", title: say(`${key}_help`), "aria-keyshortcuts": shortcut, "data-action": key, onclick: run }, say(key));
  const buttons = {
    expand: button("expand", "E", actions.keys.e),
    hide: button("hide", "H", actions.keys.h),
    only_these: button("only_these", "O", actions.keys.o),
    show_all: button("show_all", "A", actions.keys.a),
    find_path: button("find_path", "P", actions.keys.p),
    make_group: button("make_group", "G", actions.keys.g),
    ungroup: button("ungroup", "U", actions.keys.u),
    undo: button("undo", "Control+Z", actions.undo),
    redo: button("redo", "Control+Y", actions.redo),
    arrange: button("arrange", "L", actions.keys.l),
    fit: button("fit", "F", actions.keys.f),
    png: button("png", "", actions.png),
    svg: button("svg", "", actions.svg),
  };
  const set = (...names) => make("span", { class: "ax-set", role: "group" }, ...names.map((name) => buttons[name]));
  const choice = (aspect) => {
    const options = [["", say("none")], ...chart.data.measures.map((one) => [one.name, one.words])];
    const select = make(
      "select",
      { "data-aspect": aspect, onchange: () => chart.format(aspect, select.value) },
      ...options.map(([value, words]) => make("option", { value }, words)),
    );
    return { select, label: make("label", {}, say(`${aspect}_by`), select) };
  };
  const [size, colour] = [choice("size"), choice("colour")];
  const bar = make(
    "div",
    { class: "ax-toolbar", role: "toolbar", "aria-label": say("toolbar") },
    searchBox(chart, say),
    set("expand", "hide", "only_these", "show_all"),
    set("find_path", "make_group", "ungroup"),
    set("undo", "redo"),
    set("arrange", "fit"),
    make("span", { class: "ax-set" }, size.label, colour.label),
    set("png", "svg"),
  );
  const refresh = () => {
    const chosen = chart.selected().length;
    const free = { undo: chart.view.past.length, redo: chart.view.future.length };
    free.find_path = chosen === 2;
    free.make_group = chosen >= 2;
    free.ungroup = chart.view.value.groups.length;
    for (const name of ["expand", "hide", "only_these"]) free[name] = chosen || actions.focused().length;
    // A greyed button stays in the tab order, so that the keyboard's place is not lost.
    for (const [name, able] of Object.entries(free)) buttons[name].setAttribute("aria-disabled", able ? "false" : "true");
    size.select.value = chart.view.value.size;
    colour.select.value = chart.view.value.colour;
  };
  return { bar, refresh };
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function searchBox(chart, say) {
  const list = make("ul", { class: "ax-found", role: "listbox", id: `ax-${Math.random().toString(36).slice(2)}`, hidden: true, "aria-label": say("found") });
  const keys = chart.data.nodes.name.map((name, at) => plain(`${name} ${chart.data.nodes.entity[at]}`));
  let [found, active] = [[], -1];
  const input = make("input", {
    type: "search",
    placeholder: say("search"),
    "aria-label": say("search"),
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-autocomplete": "list",
    oninput: look,
    onkeydown: keyed,
    onblur: () => setTimeout(close, 150),
  });

  function look() {
    const wanted = plain(input.value.trim());
    found = wanted ? keys.flatMap((key, at) => (key.includes(wanted) ? [at] : [])).slice(0, FOUND) : [];
    active = found.length ? 0 : -1;
    draw();
    if (wanted) chart.tell("said", say("found_count", { count: found.length }));
  }

  function draw() {
    list.replaceChildren(
      ...found.map((at, i) =>
        make(
          "li",
          { role: "option", id: `${list.id}-${i}`, "aria-selected": i === active ? "true" : "false", onmousedown: () => take(at) },
          iconElement(chart.data.nodes.kind[at]),
          ` ${chart.name(at)}`,
          chart.view.value.hidden.has(at) ? make("em", {}, ` ${say("hidden_now")}`) : null,
        ),
      ),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    if (active >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    found = [];
    active = -1;
    draw();
  }

  function take(at) {
    chart.show(at);
    chart.select([at]);
    chart.cy.center(chart.node(at));
    if (chart.cy.zoom() < 0.6) chart.cy.zoom({ level: 1, position: chart.node(at).position() });
    close();
  }

  function keyed(event) {
    if (event.key === "ArrowDown") active = Math.min(active + 1, found.length - 1);
    else if (event.key === "ArrowUp") active = Math.max(active - 1, 0);
    else if (event.key === "Enter" && active >= 0) return take(found[active]);
    else if (event.key === "Escape") return close();
    else return;
    event.preventDefault();
    draw();
  }
  return make("span", { class: "ax-search" }, input, list);
}
