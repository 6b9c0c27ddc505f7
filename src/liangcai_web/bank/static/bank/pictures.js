// Adds and removes pictures without leaving the page: the form goes to its own address, and of the answer only the
// part with the pictures is taken, so that nothing else that was typed is touched.

const form = document.getElementById("item");
let stem = form.elements.stem; // the stem, of the whole or of a part, in which was typed last
const box = () => document.getElementById("pictures");

function arm() {
  for (const button of box().querySelectorAll("[data-insert]")) button.hidden = false;
}

function insert(name) {
  const mark = `![](${name})`;
  const at = stem.selectionStart ?? stem.value.length;
  stem.setRangeText(mark, at, stem.selectionEnd ?? at, "end");
  stem.dispatchEvent(new Event("input", { bubbles: true }));
}

async function ask(button) {
  const body = new FormData(form);
  body.set("act", button.value);
  box().setAttribute("aria-busy", "true");
  const response = await fetch(location.href, { method: "POST", body, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById("pictures");
  if (!fresh) throw new Error(`no pictures in the answer ${response.status}`);
  box().replaceWith(document.adoptNode(fresh));
  arm();
  const { added } = box().dataset;
  const stems = [...form.querySelectorAll("textarea[name$=stem]")];
  if (added && !stems.some((field) => field.value.includes(`](${added})`))) insert(added);
  else form.dispatchEvent(new Event("input"));
  (box().querySelector("[aria-invalid]") ?? box().querySelector("[name=new-file]")).focus();
}

form.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea[name$=stem]")) stem = target;
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("#pictures button");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.insert) insert(button.dataset.insert);
  else ask(button).catch(() => form.requestSubmit(button));
});

arm();
