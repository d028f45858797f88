// Below the chart: the time slider, the legend, what is said of the chart, and the line that is read out.
import { make } from "./dom.js";
import { iconElement } from "./icons.js";
import { rampCss, scale, short } from "./measure.js";
import { dayWords, span } from "./time.js";

export function timeSlider(chart, say) {
  const days = span(chart.data.links.times);
  if (!days || days.first === days.last) return { bar: null, refresh: () => {} };
  const shown = make("output", {});
  const range = (key, value) =>
    make("input", { type: "range", min: days.first, max: days.last, value, "aria-label": say(key), "data-time": key, oninput: drawn, onchange: set });
  const [from, to] = [range("first_day", days.first), range("last_day", days.last)];
  let before = null;

  function now() {
    const [low, high] = [Number(from.value), Number(to.value)].sort((a, b) => a - b);
    return low === days.first && high === days.last ? null : [low, high];
  }
  // While the thumb moves the chart follows; the step that can be undone is the whole move.
  let frame = 0;
  function drawn() {
    before ??= { value: chart.view.value.period };
    words(now());
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => chart.view.follow({ period: now() }));
  }
  function set() {
    cancelAnimationFrame(frame);
    const period = now();
    if (before) chart.view.value = { ...chart.view.value, period: before.value };
    before = null;
    chart.setPeriod(period);
  }
  function words(period) {
    const [low, high] = period ?? [days.first, days.last];
    shown.textContent = `${dayWords(low)} – ${dayWords(high)}`;
    from.setAttribute("aria-valuetext", dayWords(Number(from.value)));
    to.setAttribute("aria-valuetext", dayWords(Number(to.value)));
  }
  function refresh() {
    if (before) return;
    const [low, high] = chart.view.value.period ?? [days.first, days.last];
    from.value = low;
    to.value = high;
    words(chart.view.value.period);
  }
  refresh();
  const bar = make("div", { class: "ax-time", role: "group", "aria-label": say("period") }, make("span", {}, say("period")), from, to, shown);
  return { bar, refresh };
}

// What the chart's signs stand for, those that are on it alone: { words, kind | status | fill | measure }.
export function legendKeys(chart, say) {
  const { data } = chart;
  const { size, colour } = chart.view.value;
  const kinds = [...new Set(data.nodes.kind)].map((kind) => ({ words: data.kind_words[kind], kind }));
  const statuses = Object.keys(data.status_words)
    .filter((status) => data.links.status.includes(status))
    .map((status) => ({ words: data.status_words[status], status }));
  const groups = colour ? [] : data.group_fills.map(([words, fill]) => ({ words, fill }));
  const measures = [];
  for (const [measure, name] of [["size", size], ["colour", colour]]) {
    const found = name && scale(chart.values.get(name));
    if (!found) continue;
    const words = `${say(`${measure}_by`)} ${chart.measureWords(name)}: ${short(found.least)} – ${short(found.most)}`;
    measures.push({ words, measure });
  }
  return [...kinds, ...statuses, ...groups, ...measures];
}

export function legend(chart, say) {
  const bar = make("div", { class: "ax-legend", "aria-label": say("legend"), role: "group" });
  const sign = ({ kind, status, fill, measure }) => {
    if (kind) return iconElement(kind);
    if (status !== undefined) return make("i", { class: `ax-line ax-${status || "plain"}` });
    if (fill) return make("i", { class: "ax-swatch", style: `background:${fill}` });
    return measure === "colour" ? make("i", { class: "ax-ramp", style: `background:${rampCss()}` }) : make("i", { class: "ax-sizes" }, "● ⬤");
  };
  const refresh = () => bar.replaceChildren(...legendKeys(chart, say).map((key) => make("span", { class: "ax-key" }, sign(key), ` ${key.words}`)));
  refresh();
  return { bar, refresh };
}

export function notes(chart, say) {
  const said = make("div", { class: "ax-said", role: "status", "aria-live": "polite" });
  const counts = make("div", { class: "ax-counts" });
  const list = make("ul", { class: "ax-notes" }, ...chart.data.notes.map((note) => make("li", {}, note)));
  function refresh() {
    const shown = chart.count - chart.view.value.hidden.size;
    let lines = 0;
    for (let at = 0; at < chart.data.links.a.length; at += 1) if (chart.open(at)) lines += 1;
    counts.textContent = say("counts", { nodes: shown, all_nodes: chart.count, links: lines, all_links: chart.data.links.a.length });
  }
  refresh();
  return { said, counts, list, refresh };
}
