// Shows a question as it is typed: the server draws it, nothing is kept until it is saved.

const form = document.getElementById("item");
const target = document.getElementById("preview");
const QUIET = 350;
let waiting = 0;
let asked = 0;

async function draw() {
  const turn = ++asked;
  const body = new FormData(form);
  body.delete("new-file");
  const response = await fetch(form.dataset.preview, { method: "POST", body, credentials: "same-origin" });
  if (!response.ok || turn !== asked) return;
  target.innerHTML = await response.text();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(() => draw().catch(() => {}), QUIET);
}

// Only the fields that the chosen type uses are shown; what stands in the others stays.
const FIELDS = {
  single: ["options", "key"],
  multiple: ["options", "key"],
  truefalse: ["key"],
  fill: ["blanks", "answer"],
  order: ["options", "key"],
  match: ["options", "targets", "key"],
  calculation: ["blanks", "values", "answer"],
  short: ["answer", "rubric"],
  essay: ["answer", "rubric"],
};
const ALL = [...new Set(Object.values(FIELDS).flat())];

function fit() {
  const used = FIELDS[form.elements.type.value] ?? ALL;
  for (const name of ALL) {
    const field = form.elements[name];
    const row = field.closest(".form-row");
    row.hidden = !used.includes(name) && !field.value;
  }
}

form.addEventListener("input", later);
form.elements.type.addEventListener("change", fit);
fit();
