// The card beside the chart: who an entity is, whom it is linked to, and the records, sources and grades of a link.
import { make } from "./dom.js";
import { iconElement } from "./icons.js";

const NEIGHBOURS = 40;

export function panel(chart, say) {
  const body = make("div", { class: "ax-card-body" });
  const aside = make("aside", { class: "ax-card", "aria-label": say("card"), tabindex: "0" }, body);
  const { nodes, links, directed } = chart.data;
  let wanted = "";

  function status(at) {
    return chart.data.status_words[links.status[at]] ?? "";
  }

  function entity(at) {
    const near = chart.near(at);
    const rows = near.slice(0, NEIGHBOURS).map(({ link, other }) => {
      const arrow = directed ? (links.a[link] === at ? "→ " : "← ") : "";
      const words = [arrow + chart.name(other), status(link)].filter(Boolean).join(" · ");
      const off = chart.open(link) ? "" : ` ${say("hidden_now")}`;
      return make("li", {}, make("button", { type: "button", onclick: () => chart.select([], [link]) }, words + off));
    });
    return [
      make("h4", {}, iconElement(nodes.kind[at], 18), ` ${chart.name(at)}`),
      make("p", {}, [nodes.entity[at], chart.data.kind_words[nodes.kind[at]]].filter((x) => x !== chart.name(at)).join(" · ")),
      nodes.group[at] === null ? null : make("p", {}, say("in_group", { group: nodes.group[at] })),
      make("p", {}, say("link_count", { count: near.length })),
      make("ul", {}, ...rows),
      near.length > NEIGHBOURS ? make("p", {}, say("more", { count: near.length - NEIGHBOURS })) : null,
    ];
  }

  function link(at) {
    const arrow = directed ? " → " : " – ";
    const facts = [status(at), say("strength", { value: links.strength[at] })].filter(Boolean).join(" · ");
    return [
      make("h4", {}, chart.name(links.a[at]) + arrow + chart.name(links.b[at])),
      make("p", {}, facts),
      make("div", { class: "ax-records", "aria-busy": "true" }, make("p", {}, say("records_wait"))),
    ];
  }

  function box(group) {
    const input = make("input", { type: "text", value: group.name, onchange: () => input.value.trim() && chart.rename(group, input.value.trim()) });
    return [make("label", {}, say("group_called"), input), entityList(group.members)];
  }

  function entityList(nodes) {
    const rows = nodes.slice(0, NEIGHBOURS).map((at) => make("li", {}, make("button", { type: "button", onclick: () => chart.select([at]) }, chart.name(at))));
    return make("ul", {}, ...rows);
  }

  function show({ nodes: chosen, links: lines, group }) {
    wanted = "";
    if (group) return body.replaceChildren(...box(group));
    if (chosen.length + lines.length !== 1) {
      const words = chosen.length ? say("chosen", { count: chosen.length }) : say("card_hint");
      body.replaceChildren(make("p", {}, words), entityList(chosen));
      return;
    }
    body.replaceChildren(...(chosen.length ? entity(chosen[0]) : link(lines[0])).filter(Boolean));
    if (lines.length) {
      wanted = `link ${lines[0]}`;
      chart.model.send({ kind: "card", link: lines[0] });
    }
  }

  function filled(message) {
    const place = body.querySelector(".ax-records");
    if (!place || wanted !== `link ${message.link}`) return;
    place.setAttribute("aria-busy", "false");
    const records = message.records.map((record) =>
      make(
        "li",
        {},
        make("strong", {}, record.record),
        record.grade ? make("span", { class: "ax-grade", title: record.grade_words }, record.grade) : null,
        make("span", {}, [record.source, record.time].filter(Boolean).join(" · ")),
        record.sentence ? make("q", {}, record.sentence) : null,
      ),
    );
    place.replaceChildren(
      ...message.facts.map((fact) => make("p", {}, fact)),
      make("ol", {}, ...records),
      message.more ? make("p", {}, say("more", { count: message.more })) : "",
    );
  }
  show({ nodes: [], links: [] });
  return { aside, show, filled };
}
