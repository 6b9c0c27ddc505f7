// Only the fields that the chosen type uses are shown; what stands in the others stays. A case has parts below it, each
// with a type of its own.

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
  case: ["answer"],
};
const ALL = [...new Set(Object.values(FIELDS).flat())];
const FIRST_PARTS = 2;

function fit(form, prefix) {
  const used = FIELDS[form.elements[`${prefix}type`].value] ?? ALL;
  for (const name of ALL) {
    const field = form.elements[prefix + name];
    field.closest(".form-row").hidden = !used.includes(name) && !field.value;
  }
}

const partsOf = (form) => [...form.querySelectorAll("fieldset.part-form")];

export function fitAll(form) {
  const isCase = form.elements.type.value === "case";
  if (isCase) while (partsOf(form).length < FIRST_PARTS) addPart(form);
  fit(form, "");
  const parts = partsOf(form);
  form.querySelector("#case").hidden = !isCase && !parts.some(says);
  for (const part of parts) fit(form, `${part.dataset.prefix}-`);
}

const says = (part) => [...part.querySelectorAll("textarea")].some((field) => field.value.trim());

function addPart(form) {
  const number = partsOf(form).length;
  const holder = document.createElement("div");
  holder.innerHTML = document.getElementById("empty-part").innerHTML.replaceAll("__n__", String(number));
  const part = holder.firstElementChild;
  part.querySelector("legend .number").textContent = String(number + 1);
  document.getElementById("empty-part").before(part);
  form.elements.parts.value = String(number + 1);
  return part;
}

export function startParts(form) {
  const button = document.getElementById("add-part");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const part = addPart(form);
    fitAll(form);
    part.querySelector("select, textarea").focus();
    button.hidden = partsOf(form).length >= 2 * Number(button.dataset.most);
  });
}
