// Keeps the list of seats up to date while the switch is on; without a script, reloading the page does the same.

const EVERY = 10_000;
const target = document.querySelector("[data-live]");
const box = document.getElementById("live");

async function refresh() {
  if (!box.checked || document.hidden || target.contains(document.activeElement)) return;
  const response = await fetch(target.dataset.live + location.search, { credentials: "same-origin" });
  if (response.ok && !response.redirected) target.innerHTML = await response.text();
}

if (target && box) {
  box.closest("[hidden]")?.removeAttribute("hidden");
  setInterval(() => refresh().catch(() => undefined), EVERY);
}
