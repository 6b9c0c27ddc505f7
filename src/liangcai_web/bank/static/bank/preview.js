// Shows a question as it is typed: the server draws it, nothing is kept until it is saved.

import { fitAll, startParts } from "./fields.js";

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

form.addEventListener("input", later);
form.addEventListener("change", (event) => {
  if (event.target.name.endsWith("type")) fitAll(form);
});
startParts(form);
fitAll(form);
// What was typed before this script came, or put back by the browser, has sent no event.
if ([...form.elements].some((field) => "defaultValue" in field && field.type !== "file" && field.value !== field.defaultValue)) later();
