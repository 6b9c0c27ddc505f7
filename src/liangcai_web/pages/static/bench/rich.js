// Text of an engine: paragraphs, lists, headings, tables, emphasis; and pictures without anything that acts.

import { make } from "./make.js";

const ALLOWED = new Set("svg g rect circle ellipse line polyline polygon path text tspan title desc defs linearGradient stop".split(" "));
const HARMLESS = /^(?!on)[a-zA-Z][\w:-]*$/;

export function writeRich(text) {
  const blocks = text.trim().split(/\n\s*\n/).flatMap(splitHeads);
  return make("div", { class: "rich" }, ...blocks.map(writeBlock));
}

// A heading, and a list right behind its sentence, are blocks of their own.
function splitHeads(block) {
  const found = [];
  for (const line of block.split("\n")) {
    const kind = /^#{1,4} /.test(line) ? "head" : /^\s*([-*]|\d+[.)、]) /.test(line) ? "list" : /^\s*\|/.test(line) ? "table" : "text";
    const last = found.at(-1);
    if (last && last.kind === kind && kind !== "head") last.lines.push(line);
    else if (last?.kind === "list" && /^\s{2,}\S/.test(line)) last.lines.push(`${last.lines.pop()} ${line.trim()}`);
    else found.push({ kind, lines: [line] });
  }
  return found.filter((one) => one.lines.join("").trim());
}

function writeBlock({ kind, lines }) {
  if (kind === "head") return make("h3", {}, ...emphasise(lines[0].replace(/^#+ /, "")));
  if (kind === "table") return writeTable(lines);
  if (kind === "list") {
    const numbered = /^\s*\d/.test(lines[0]);
    return make(numbered ? "ol" : "ul", {}, ...lines.map((line) => make("li", {}, ...emphasise(line.replace(/^\s*([-*]|\d+[.)、])\s+/, "")))));
  }
  return make("p", {}, ...emphasise(lines.join("\n")));
}

function writeTable(lines) {
  const rows = lines.filter((line) => !/^[\s|:-]+$/.test(line)).map((line) => line.trim().replace(/^\||\|$/g, "").split("|"));
  const cells = (row, tag) => make("tr", {}, ...row.map((cell) => make(tag, tag === "th" ? { scope: "col" } : {}, ...emphasise(cell.trim()))));
  return make("div", { class: "table-frame", tabindex: "0", role: "group" }, make("table", {}, make("thead", {}, cells(rows[0], "th")), make("tbody", {}, ...rows.slice(1).map((row) => cells(row, "td")))));
}

function emphasise(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`|\*[^*]+\*)/).filter(Boolean).map((piece) => {
    if (/^\*\*.+\*\*$/.test(piece)) return make("strong", {}, piece.slice(2, -2));
    if (/^`.+`$/.test(piece)) return make("code", {}, piece.slice(1, -1));
    if (/^\*.+\*$/.test(piece)) return make("em", {}, piece.slice(1, -1));
    return piece;
  });
}

// The picture of an engine: what is not of the drawing kind is left out, whoever made it.
export function readPicture(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (parsed.localName !== "svg") return null;
  clean(parsed);
  parsed.setAttribute("class", "engine-picture");
  parsed.setAttribute("aria-hidden", "true");
  return document.importNode(parsed, true);
}

function clean(element) {
  for (const child of [...element.children]) ALLOWED.has(child.localName) ? clean(child) : child.remove();
  for (const { name, value } of [...element.attributes]) {
    if (!HARMLESS.test(name) || name === "style" || /href$/i.test(name) || /url\(\s*['"]?(?!#)/i.test(value)) element.removeAttribute(name);
  }
}
