// What pages do beyond plain HTML: clause tags open in place, dialogs open and close. Everything works without it.

const dialogs = document.getElementsByTagName("dialog");

function makeDialog() {
  const dialog = document.createElement("dialog");
  dialog.id = "passage";
  dialog.setAttribute("aria-label", document.documentElement.lang === "en" ? "Passage" : "出处");
  document.body.append(dialog);
  return dialog;
}

async function openPassage(link) {
  const response = await fetch(link.dataset.passage, { credentials: "same-origin" });
  if (!response.ok) throw new Error(String(response.status));
  const dialog = document.getElementById("passage") ?? makeDialog();
  dialog.innerHTML = await response.text();
  dialog.showModal();
  dialog.querySelector("mark")?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || event.defaultPrevented) return;
  const link = target.closest("a[data-passage]");
  if (link && event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    openPassage(link).catch(() => location.assign(link.href));
    return;
  }
  const opener = target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
});

// Paper shows everything: what is folded on the screen is opened for printing.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});

for (const dialog of dialogs) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
