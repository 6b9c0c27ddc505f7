// The panels of a part of a bench, drawn from what the engine says; one drawing for all engines.

import { make, makeSign, named, say, STATES } from "./make.js";
import { draftOf, makeField } from "./fields.js";
import { drawDiagram } from "./diagram.js";
import { readPicture, writeRich } from "./rich.js";

const DRAWN = {
  table: drawTable,
  form: drawForm,
  dialogue: drawDialogue,
  diagram: drawDiagram,
  picture: drawPicture,
  log: drawLog,
  values: drawValues,
  notes: (panel) => writeRich(named(panel.text)),
  feedback: drawFeedback,
};

// ``send(body, about)`` sends a step; ``refused`` holds what was last refused, by the place that it was sent from.
export function drawPanel(panel, place, send, refused) {
  const rows = panel.rows ?? panel.values ?? panel.nodes ?? [];
  const wide = rows.length > 0 || (panel.fields ?? []).length > 8;
  const shown = rows.length || named(panel.text) || panel.svg || panel.said;
  const closed = ["table", "notes", "picture"].includes(panel.kind) && !shown && panel.acts?.length; // to be opened first
  const head = named(panel) ? make("h2", { id: `${place}-head` }, named(panel), " ", makeSign(panel.state)) : null;
  const body = closed ? null : DRAWN[panel.kind]?.(panel, place, send, refused) ?? make("p", {}, panel.kind);
  const acts = (panel.acts ?? []).map((act, number) => drawAct(act, `${place}-act-${act.id ?? number}`, send, refused));
  const listed = panel.kind === "dialogue" && acts.length > 3;
  const tools = (panel.acts ?? []).filter((act) => act.fields?.length).length > 1; // each a small form of its own
  const row = acts.length ? make("div", { class: `acts${listed ? " listed" : ""}${tools ? " tools" : ""}` }, ...acts) : null;
  const attributes = { class: `panel card kind-${panel.kind}${wide ? " wide" : ""}${closed ? " closed" : ""}`, "aria-labelledby": head ? `${place}-head` : null };
  return make("section", attributes, head, body, row, tellRefused(refused.get(place)));
}

function tellRefused(words) {
  return words ? make("p", { class: "finding error", role: "alert" }, make("span", { class: "sign", "aria-hidden": "true" }, "✕"), make("span", {}, words)) : null;
}

// A button, or a small form where something is chosen or typed with it.
export function drawAct(act, id, send, refused) {
  const fields = act.fields ?? [];
  if (!fields.length) {
    const button = make("button", { type: "button", class: "button small", id, onclick: () => send(act.body, { place: id }) }, named(act));
    return make("div", { class: "act" }, button, tellRefused(refused.get(id)));
  }
  const submit = (event) => {
    event.preventDefault();
    const said = Object.fromEntries(fields.map((field) => [field.id, draftOf(`${id}-${field.id}`) ?? field.value ?? (field.kind === "multiple" ? [] : "")]));
    send({ ...act.body, ...said }, { place: id, fields: fields.map((field) => `${id}-${field.id}`) });
  };
  const button = make("button", { class: "button small", id }, named(act));
  return make("form", { class: "act with-fields", novalidate: true, onsubmit: submit }, ...fields.map((field) => makeField(field, `${id}-${field.id}`, null)), button, tellRefused(refused.get(id)));
}

function drawTable(panel, place, send, refused) {
  const rows = panel.rows ?? [];
  const acting = rows.some((row) => row.acts?.length);
  const columns = panel.columns ?? [];
  const head = columns.length ? make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, named(column))), acting ? make("th", { scope: "col" }, say("操作", "Do")) : null)) : null;
  const body = rows.map((row, line) => make(
    "tr",
    {},
    ...(row.cells ?? []).map((cell, number) => make("td", { class: cell.state ? `is-${cell.state}` : null, "data-label": named(columns[number]) || null }, makeSign(cell.state), cell.state && cell.state !== "none" ? " " : "", named(cell))),
    acting ? make("td", { class: "doing", "data-label": say("操作", "Do") }, ...(row.acts ?? []).map((act, number) => drawAct(act, `${place}-${row.id ?? line}-${act.id ?? number}`, send, refused))) : null,
  ));
  if (!rows.length) return make("p", { class: "soft" }, say("还没有内容。", "Nothing here yet."));
  const frame = { class: "table-frame", tabindex: "0", role: "group", "aria-label": named(panel) || say("表格", "Table") };
  return make("div", frame, make("table", { class: columns.length ? "stacked" : null }, head, make("tbody", {}, ...body)));
}

function drawForm(panel, place, send, refused) {
  const fields = panel.fields ?? [];
  const note = named(panel.note) ? make("p", { class: "soft small" }, named(panel.note)) : null;
  if (!panel.put) {
    const facts = fields.map((field) => make("div", {}, make("dt", {}, named(field)), make("dd", {}, tellValue(field))));
    return make("div", {}, make("dl", { class: "facts" }, ...facts), note);
  }
  const drawn = fields.map((field) => {
    const id = `${place}-${field.id}`;
    const leave = (value) => send({ ...panel.put, field: field.id, value }, { place: id, field: id, value });
    return makeField(field, id, leave, refused.get(id));
  });
  return make("div", { class: "sheet-form" }, make("div", { class: fields.length > 4 ? "fields many" : "fields" }, ...drawn), note);
}

function tellValue(field) {
  const names = new Map((field.options ?? []).map((one) => [one.id, named(one)]));
  const values = Array.isArray(field.value) ? field.value : [field.value ?? ""];
  return values.map((value) => names.get(value) ?? value).filter(Boolean).join(say("、", ", ")) || "—";
}

function drawDialogue(panel) {
  const said = (panel.said ?? []).flatMap((one) => [
    make("p", { class: "asked" }, make("span", { class: "quiet" }, say("问：", "Asked: ")), named(one.question)),
    make("p", { class: "answered" }, make("span", { class: "quiet" }, say("答：", "Answer: ")), named(one.answer)),
  ]);
  const shown = said.length ? said : [make("p", { class: "soft" }, say("还没有问过什么。从下面选一句。", "Nothing has been asked yet. Choose below."))];
  return make("div", { class: "dialogue", role: "log", tabindex: "0", "aria-label": say("对话", "Dialogue") }, ...shown);
}

function drawPicture(panel) {
  const picture = panel.svg ? readPicture(panel.svg) : null;
  const said = (panel.said ?? []).map((row) => make("li", {}, row.join(" ")));
  return make("div", { class: "picture" }, picture, said.length ? make("details", { class: "as-text", open: !picture }, make("summary", {}, say("以文字列出", "The same as text")), make("ul", {}, ...said)) : null);
}

function drawLog(panel) {
  const lines = (panel.lines ?? []).map((line) => make("li", {}, line));
  if (!lines.length) return make("p", { class: "soft" }, say("还没有内容。", "Nothing here yet."));
  const frame = { class: "lines", tabindex: "0", role: "log", "aria-label": named(panel) || say("记录", "Log") };
  return make("div", frame, make("ol", {}, ...lines));
}

function drawValues(panel) {
  const values = panel.values ?? [];
  if (!values.length) return make("p", { class: "soft" }, say("还没有数据。", "No values yet."));
  const raw = values.some((one) => one.raw && !/^[-–—]$/.test(one.raw)); // a platform has no registers
  const heads = [
    { words: say("标签", "Tag") },
    ...(raw ? [{ words: say("原始寄存器", "Raw registers") }] : []),
    { words: say("数值", "Value"), number: true },
    { words: say("多久以前", "Age"), number: true },
    { words: say("状态", "State") },
  ];
  const rows = values.map((one) => drawValue(one, raw, heads.map((head) => head.words)));
  const head = make("thead", {}, make("tr", {}, ...heads.map(({ words, number }) => make("th", { scope: "col", class: number ? "number" : null }, words))));
  return make("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": named(panel) || say("实时值", "Live values") }, make("table", { class: "stacked" }, head, make("tbody", {}, ...rows)));
}

function drawValue(one, raw, heads) {
  const cells = [
    ...(raw ? [[one.raw || "—", "mono"]] : []),
    [[one.decoded || "—", one.unit].filter(Boolean).join(" "), "number"],
    [one.age === undefined || one.age === null ? say("从未", "never") : `${Number(one.age).toFixed(1)} s`, "number"],
  ].map(([words, kind], number) => make("td", { class: kind, "data-label": heads[number + 1] }, words));
  const state = make("td", { "data-label": heads.at(-1) }, makeSign(one.state), " ", named(one.note) || say(...STATES[one.state ?? "none"]) || "—");
  return make("tr", { class: one.state ? `is-${one.state}` : null }, make("th", { scope: "row", "data-label": heads[0] }, one.tag), ...cells, state);
}

function drawFeedback(panel) {
  const words = { ok: ["已达到", "met"], warn: ["部分达到", "partly met"], bad: ["尚未达到", "not met yet"], none: ["还没有做", "not tried yet"] };
  const met = (panel.met ?? []).map((one) => make(
    "li",
    { class: `is-${one.state ?? "none"}` },
    make("p", {}, makeSign(one.state), " ", make("b", {}, one.requirement), " ", say(...words[one.state ?? "none"])),
    named(one.hint) && one.state !== "ok" ? make("details", {}, make("summary", {}, say("提示", "Hint")), make("p", {}, named(one.hint))) : null,
  ));
  return make("ul", { class: "met" }, ...met);
}
