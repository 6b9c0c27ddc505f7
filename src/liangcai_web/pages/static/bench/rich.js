// Text of an engine: paragraphs, lists, headings, tables, emphasis; and pictures without anything that acts.

import { make } from "./make.js";

const ALLOWED = new Set("svg g rect circle ellipse line polyline polygon path text tspan title desc defs linearGradient stop".split(" "));
const POINT = /^([-*]|\d+[.)、])\s+/;
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
  if (kind === "list") return writeList(lines);
  return make("p", {}, ...emphasise(lines.join("\n")));
}

// Points below a point are a list of their own within it: the numbers of the others stay as they were written.
function writeList(lines) {
  const items = [];
  const edge = lines[0].search(/\S/);
  for (const line of lines) {
    if (line.search(/\S/) > edge) items.at(-1).below.push(line);
    else items.push({ words: line.trim().replace(POINT, ""), below: [] });
  }
  const written = items.map(({ words, below }) => make("li", {}, ...emphasise(words), ...(below.length ? [writeList(below)] : [])));
  return make(/^\s*\d/.test(lines[0]) ? "ol" : "ul", {}, ...written);
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
