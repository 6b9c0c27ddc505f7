// Fields of a view: what is being typed stays as it is typed, whatever the bench shows meanwhile, until it was taken.

import { make, named, say } from "./make.js";

const DRAFTS = new Map(); // field of the page -> what was typed and not acknowledged
const SENT = new Map(); // field of the page -> what of it was sent and not acknowledged

export function forgetDraft(id, value) {
  if (JSON.stringify(DRAFTS.get(id)) === JSON.stringify(value)) DRAFTS.delete(id);
  SENT.delete(id);
}

export function draftOf(id) {
  return DRAFTS.get(id);
}

// A field with its label; ``left`` is told the value when the field is left changed.
export function makeField(field, id, left, wrong = "") {
  const shown = DRAFTS.has(id) ? DRAFTS.get(id) : field.value ?? (field.kind === "multiple" ? [] : "");
  const change = (value) => {
    DRAFTS.set(id, value);
    SENT.set(id, value);
    left?.(value);
  };
  // A field that was drawn anew while somebody typed in it never tells of a change: it is asked when it is left.
  const leave = (event) => {
    if (left && event.target.isConnected && DRAFTS.has(id) && SENT.get(id) !== DRAFTS.get(id)) change(DRAFTS.get(id));
  };
  const told = wrong ? make("p", { class: "wrong", id: `${id}-wrong` }, wrong) : null;
  if (field.kind === "multiple") return makeBoxes(field, id, shown, change, told);
  const shared = {
    id,
    name: id,
    "aria-invalid": wrong ? "true" : null,
    "aria-describedby": wrong ? `${id}-wrong` : null,
    autocomplete: "off",
    placeholder: left ? null : named(field), // in a line of a table the label is for those who can't see it
    oninput: (event) => DRAFTS.set(id, event.target.value),
    onchange: (event) => change(event.target.value),
    onblur: leave,
  };
  const control = field.kind === "choice" ? makeChoice(field, shown, shared) : makeInput(field, shown, shared);
  const unit = field.unit ? make("span", { class: "unit soft" }, field.unit) : null;
  return make("div", { class: `form-row kind-${field.kind ?? "text"}` }, make("label", { for: id }, named(field)), make("span", { class: "with-unit" }, control, unit), told);
}

function makeInput(field, shown, shared) {
  const kinds = { number: { type: "text", inputmode: "decimal" }, date: { type: "date" } };
  return make("input", { type: "text", maxlength: 500, ...kinds[field.kind], ...shared, value: shown });
}

function makeChoice(field, shown, shared) {
  const blank = make("option", { value: "" }, say(`（选${named(field)}）`, `(${named(field).toLowerCase()})`));
  const options = (field.options ?? []).map((one) => make("option", { value: one.id }, named(one)));
  const select = make("select", shared, blank, ...options);
  select.value = shown || "";
  return select;
}

function makeBoxes(field, id, shown, change, told) {
  const chosen = new Set(shown);
  const boxes = (field.options ?? []).map((one) => {
    const box = make("input", {
      type: "checkbox",
      id: `${id}-${one.id}`,
      checked: chosen.has(one.id),
      onchange: (event) => {
        event.target.checked ? chosen.add(one.id) : chosen.delete(one.id);
        change((field.options ?? []).map((each) => each.id).filter((each) => chosen.has(each)));
      },
    });
    return make("label", { class: "box" }, box, make("span", {}, named(one)));
  });
  return make("fieldset", { class: "form-row boxes" }, make("legend", {}, named(field)), make("div", { class: "boxes-in" }, ...boxes), told);
}
