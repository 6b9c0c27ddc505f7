// A live diagram: things and the lines between them, and the same as a list for those who can't see it.

import { make, makeSign, makeSvg, named, say, SIGNS, STATES } from "./make.js";

const WIDTH = 800;
const HEIGHT = 420;
const BOX = { width: 132, height: 58 };

function place(node) {
  return { x: 70 + (node.x ?? 0) / 100 * (WIDTH - 140), y: 34 + (node.y ?? 0) / 100 * (HEIGHT - 68) };
}

export function drawDiagram(panel) {
  const nodes = panel.nodes ?? [];
  const known = new Map(nodes.map((node) => [node.id, node]));
  const links = (panel.links ?? []).filter((link) => known.has(link.from) && known.has(link.to));
  const picture = makeSvg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "diagram", "aria-hidden": "true", focusable: "false" },
    ...links.map((link) => drawLink(link, place(known.get(link.from)), place(known.get(link.to)))),
    ...nodes.map(drawNode),
  );
  return make("div", { class: "diagram-frame" }, picture, tellDiagram(nodes, links, known));
}

function drawLink(link, from, to) {
  const state = link.state ?? "none";
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const words = [SIGNS[state], link.label].filter(Boolean).join(" ");
  const text = words && makeSvg("text", { x: middle.x, y: middle.y - 6, class: "link-label", "text-anchor": "middle" }, words);
  return makeSvg("g", { class: `link is-${state}` }, makeSvg("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }), text || null);
}

function drawNode(node) {
  const { x, y } = place(node);
  const state = node.state ?? "none";
  const words = [named(node), [SIGNS[state], node.label].filter(Boolean).join(" ")].filter(Boolean);
  const top = y - (words.length - 1) * 9 + 5;
  return makeSvg(
    "g",
    { class: `node is-${state}` },
    makeSvg("rect", { x: x - BOX.width / 2, y: y - BOX.height / 2, width: BOX.width, height: BOX.height, rx: 8 }),
    ...words.map((word, row) => makeSvg("text", { x, y: top + row * 19, "text-anchor": "middle", class: row ? "node-label" : "node-name" }, word)),
  );
}

function tellDiagram(nodes, links, known) {
  const list = [
    ...nodes.map((node) => make("li", {}, [named(node), node.label, say(...STATES[node.state ?? "none"])].filter(Boolean).join("，"))),
    ...links.map((link) => make("li", {}, makeSign(link.state ?? "none"), `${named(known.get(link.from))} → ${named(known.get(link.to))} ${link.label ?? ""}`)),
  ];
  return make("details", { class: "as-text" }, make("summary", {}, say("以文字列出", "The same as a list")), make("ul", {}, ...list));
}
