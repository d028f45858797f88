// The chart itself: what is shown, grouped, sized and coloured, each a step that can be undone, and its twin in Python.
import { makeCanvas, PLAIN_FILL } from "./canvas.js";
import { colours, sizes } from "./measure.js";
import { gather } from "./gather.js";
import { shortestPath } from "./path.js";
import { styleSheet } from "./sheet.js";
import { View } from "./state.js";
import { inPeriod } from "./time.js";

const CLOSEST = 1.6;

export class Chart {
  constructor(model, surface, theme, say) {
    this.model = model;
    this.say = say;
    this.theme = theme;
    this.data = model.get("_data");
    this.values = new Map();
    this.listeners = [];
    this.count = this.data.nodes.name.length;
    const places = Float64Array.from(model.get("positions"));
    this.cy = makeCanvas(surface, this.data, places, theme);
    const first = { hidden: new Set(), groups: [], places, size: "", colour: "", period: null };
    this.view = new View(first, (before, after, said, how) => this.apply(before, after, said, how));
    this.followPython("hidden");
    this.followPython("groups");
    this.followPython("period");
    this.select(model.get("selection"));
    this.wire();
  }

  wire() {
    const { cy, model } = this;
    let waiting = 0;
    cy.on("select unselect", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.sendSelection());
    });
    cy.on("dbltap", "node", (event) => {
      if (!event.target.hasClass("box")) this.expand([event.target.data("at")]);
    });
    cy.on("dragfree", "node", () => {
      cancelAnimationFrame(this.dropped ?? 0);
      this.dropped = requestAnimationFrame(() => this.view.step({ places: this.readPlaces() }, this.say("moved")));
    });
    for (const name of ["hidden", "groups", "positions", "period"]) model.on(`change:${name}`, () => this.followPython(name));
    model.on("change:selection", () => {
      if (!same(model.get("selection"), this.selected())) this.select(model.get("selection"));
    });
  }

  tell(what, detail) {
    for (const listener of this.listeners) listener(what, detail);
  }

  node(at) {
    return this.cy.getElementById(`n${at}`);
  }

  link(at) {
    return this.cy.getElementById(`e${at}`);
  }

  name(at) {
    return this.data.nodes.name[at];
  }

  // Both ends shown, and a record in the period.
  open(at) {
    const { hidden, period } = this.view.value;
    const { a, b, times } = this.data.links;
    return !hidden.has(a[at]) && !hidden.has(b[at]) && inPeriod(times[at], period);
  }

  near(at) {
    const { a, b } = this.data.links;
    const found = [];
    for (let link = 0; link < a.length; link += 1)
      if (a[link] === at || b[link] === at) found.push({ link, other: a[link] === at ? b[link] : a[link] });
    return found;
  }

  selected() {
    return this.cy
      .nodes(":selected")
      .not(".box")
      .map((node) => node.data("at"))
      .sort((x, y) => x - y);
  }

  selectedLinks() {
    return this.cy.edges(":selected").map((edge) => edge.data("at"));
  }

  selectedGroups() {
    const held = new Set(this.selected());
    const boxes = new Set(this.cy.nodes(".box:selected").map((box) => box.id()));
    return this.view.value.groups.filter((group, at) => boxes.has(`g${at}`) || group.members.some((member) => held.has(member)));
  }

  select(nodes, links = []) {
    this.cy.batch(() => {
      this.cy.elements(":selected").unselect();
      for (const at of nodes) this.node(at).select();
      for (const at of links) this.link(at).select();
    });
  }

  sendSelection() {
    const [nodes, links] = [this.selected(), this.selectedLinks()];
    if (!same(this.model.get("selection"), nodes) || !same(this.model.get("selected_links"), links)) {
      this.model.set("selection", nodes);
      this.model.set("selected_links", links);
      this.model.save_changes();
    }
    const boxes = this.cy.nodes(".box:selected");
    const group = boxes.length === 1 && !nodes.length ? this.view.value.groups[Number(boxes[0].id().slice(1))] : null;
    this.tell("selection", { nodes, links, group });
  }

  // ---- steps

  expand(nodes) {
    const hidden = new Set(this.view.value.hidden);
    const before = hidden.size;
    for (const at of nodes) for (const { other } of this.near(at)) hidden.delete(other);
    if (hidden.size === before) return this.tell("said", this.say("nothing_to_expand"));
    this.view.step({ hidden }, this.say("expanded", { count: before - hidden.size }));
    this.bringIntoView();
  }

  hide(nodes) {
    if (!nodes.length) return this.tell("said", this.say("select_first"));
    const hidden = new Set([...this.view.value.hidden, ...nodes]);
    this.view.step({ hidden }, this.say("hid", { count: nodes.length }));
  }

  only(nodes) {
    if (!nodes.length) return this.tell("said", this.say("select_first"));
    const kept = new Set(nodes);
    const hidden = new Set([...Array(this.count).keys()].filter((at) => !kept.has(at)));
    this.view.step({ hidden }, this.say("only", { count: nodes.length }));
  }

  showAll() {
    this.view.step({ hidden: new Set(), period: null }, this.say("all_shown"));
    this.bringIntoView();
  }

  show(at) {
    if (!this.view.value.hidden.has(at)) return;
    const hidden = new Set(this.view.value.hidden);
    hidden.delete(at);
    this.view.step({ hidden }, this.say("shown", { name: this.name(at) }));
  }

  path(nodes) {
    this.clearPath();
    if (nodes.length !== 2) return this.tell("said", this.say("path_needs_two"));
    const found = shortestPath(this.count, this.data.links, nodes[0], nodes[1], (at) => this.open(at));
    const [from, to] = nodes.map((at) => this.name(at));
    if (!found) return this.tell("said", this.say("no_path", { from, to }));
    this.cy.batch(() => {
      found.nodes.forEach((at) => this.node(at).addClass("route"));
      found.links.forEach((at) => this.link(at).addClass("route"));
    });
    this.select(found.nodes);
    const names = found.nodes.map((at) => this.name(at)).join(" – ");
    this.tell("said", this.say("path", { count: found.links.length, names }));
  }

  clearPath() {
    this.cy.elements(".route").removeClass("route");
  }

  group(nodes) {
    if (nodes.length < 2) return this.tell("said", this.say("group_needs_two"));
    const chosen = new Set(nodes);
    const left = this.view.value.groups
      .map((group) => ({ ...group, members: group.members.filter((member) => !chosen.has(member)) }))
      .filter((group) => group.members.length);
    const taken = new Set(left.map((group) => group.name));
    let number = 1;
    while (taken.has(this.say("group_name", { number }))) number += 1;
    const name = this.say("group_name", { number });
    const shown = [...Array(this.count).keys()].filter((at) => !this.view.value.hidden.has(at));
    const boxed = new Set(left.flatMap((group) => group.members));
    const places = gather(this.view.value.places, nodes, shown, boxed, this.data.large ? 30 : 124);
    this.view.step({ groups: [...left, { name, members: nodes }], places }, this.say("grouped", { name, count: nodes.length }));
  }

  ungroup() {
    const going = new Set(this.selectedGroups());
    if (!going.size) return this.tell("said", this.say("no_group"));
    const groups = this.view.value.groups.filter((group) => !going.has(group));
    this.view.step({ groups }, this.say("ungrouped", { names: [...going].map((group) => group.name).join(", ") }));
  }

  rename(group, name) {
    const groups = this.view.value.groups.map((held) => (held === group ? { ...held, name } : held));
    this.view.step({ groups }, this.say("renamed", { name }));
  }

  // `aspect` is "size" or "colour"; values come from Python at the first asking.
  format(aspect, measure) {
    if (measure && !this.values.has(measure)) {
      this.tell("said", this.say("computing"));
      this.pending = { aspect, measure };
      this.model.send({ kind: "measure", name: measure });
      return;
    }
    this.view.step({ [aspect]: measure }, this.say(measure ? "formatted" : "plain", { measure: this.measureWords(measure) }));
  }

  measureWords(name) {
    return this.data.measures.find((one) => one.name === name)?.words ?? name;
  }

  arrived(message) {
    if (message.kind === "measure") {
      this.values.set(message.name, message.values.map((value) => value ?? NaN));
      const asked = this.pending;
      this.pending = null;
      if (asked && asked.measure === message.name) this.format(asked.aspect, asked.measure);
    }
    if (message.kind === "arranged") {
      const places = Float64Array.from(this.view.value.places);
      message.nodes.forEach((at, i) => {
        places[2 * at] = message.places[i][0];
        places[2 * at + 1] = message.places[i][1];
      });
      this.view.step({ places }, this.say("arranged"));
      this.fit();
    }
    if (message.kind === "failed") this.tell("said", message.text);
  }

  arrange() {
    const nodes = [...Array(this.count).keys()].filter((at) => !this.view.value.hidden.has(at));
    this.tell("said", this.say("computing"));
    this.model.send({ kind: "arrange", nodes });
  }

  setPeriod(period) {
    this.view.step({ period }, "");
  }

  // Newly shown entities are not left outside the screen; a view that holds them all stays as it is.
  bringIntoView() {
    const box = this.cy.nodes(":visible").renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height()) this.fit();
  }

  fit(nodes) {
    const shown = nodes?.length ? this.cy.collection(nodes.map((at) => this.node(at)[0])) : this.cy.elements(":visible");
    if (!shown.length) return;
    this.cy.fit(shown, 30);
    // One entity alone does not fill the screen.
    if (this.cy.zoom() > CLOSEST) {
      this.cy.zoom(CLOSEST);
      this.cy.center(shown);
    }
  }

  // ---- from a value of the view to the drawing

  apply(before, after, said, how) {
    const { cy } = this;
    cy.batch(() => {
      if (before.groups !== after.groups) this.applyGroups(after.groups);
      if (before.places !== after.places) this.applyPlaces(after.places);
      if (before.hidden !== after.hidden || before.period !== after.period) this.applyShown(after);
      if (before.size !== after.size || before.colour !== after.colour) this.applyFormat(after);
    });
    this.send(before, after);
    this.tell("view", after);
    if (said) this.tell("said", how ? this.say(how, { step: said }) : said);
  }

  applyShown({ hidden }) {
    const { a, b } = this.data.links;
    const beyond = new Int32Array(this.count);
    const live = new Uint8Array(this.count);
    for (let at = 0; at < a.length; at += 1) {
      if (hidden.has(b[at])) beyond[a[at]] += 1;
      if (hidden.has(a[at])) beyond[b[at]] += 1;
      const open = this.open(at);
      if (open) live[a[at]] = live[b[at]] = 1;
      this.link(at).toggleClass("gone", !open);
    }
    const period = this.view.value.period;
    for (let at = 0; at < this.count; at += 1) {
      const node = this.node(at);
      const gone = hidden.has(at);
      node.toggleClass("gone", gone);
      node.toggleClass("quiet", Boolean(period) && !live[at]);
      if (gone && node.selected()) node.unselect();
      const label = beyond[at] ? `${this.name(at)} +${beyond[at]}` : this.name(at);
      if (node.data("label") !== label) node.data("label", label);
    }
    this.beyond = beyond;
    if (hidden.size) this.clearPath();
  }

  applyGroups(groups) {
    this.cy.nodes(".box").forEach((box) => {
      box.children().move({ parent: null });
      box.remove();
    });
    groups.forEach((group, at) => {
      this.cy.add({ group: "nodes", classes: "box", data: { id: `g${at}`, label: group.name, size: 1, fill: PLAIN_FILL } });
      for (const member of group.members) this.node(member).move({ parent: `g${at}` });
    });
  }

  applyPlaces(places) {
    for (let at = 0; at < this.count; at += 1) this.node(at).position({ x: places[2 * at], y: places[2 * at + 1] });
  }

  applyFormat({ size, colour }) {
    const plain = this.cy.scratch("plainSize");
    const sized = size ? sizes(this.values.get(size), plain) : null;
    const painted = colour ? colours(this.values.get(colour)) : null;
    for (let at = 0; at < this.count; at += 1)
      this.node(at).data({
        size: sized ? sized[at] : plain,
        fill: painted ? painted[at] : (this.data.nodes.fill[at] ?? PLAIN_FILL),
      });
  }

  readPlaces() {
    const places = Float64Array.from(this.view.value.places);
    for (let at = 0; at < this.count; at += 1) {
      const { x, y } = this.node(at).position();
      places[2 * at] = x;
      places[2 * at + 1] = y;
    }
    return places;
  }

  setTheme(theme) {
    this.theme = theme;
    this.cy.style(styleSheet(theme, { large: this.data.large, directed: this.data.directed }));
  }

  // ---- the twin in Python

  send(before, after) {
    const { model } = this;
    if (before.hidden !== after.hidden) model.set("hidden", [...after.hidden].sort((x, y) => x - y));
    if (before.groups !== after.groups) model.set("groups", after.groups);
    if (before.period !== after.period) model.set("period", after.period);
    if (before.places !== after.places) model.set("positions", [...after.places].map((value) => Math.round(value * 100) / 100));
    model.save_changes();
  }

  followPython(name) {
    const value = this.model.get(name);
    const now = this.view.value;
    if (name === "hidden" && !same(value, [...now.hidden].sort((x, y) => x - y))) this.view.follow({ hidden: new Set(value) });
    if (name === "groups" && JSON.stringify(value) !== JSON.stringify(now.groups)) this.view.follow({ groups: value });
    if (name === "period" && JSON.stringify(value) !== JSON.stringify(now.period)) this.view.follow({ period: value });
    if (name === "positions" && value.some((one, at) => Math.abs(one - now.places[at]) > 0.01))
      this.view.follow({ places: Float64Array.from(value) });
  }
}

function same(one, other) {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
