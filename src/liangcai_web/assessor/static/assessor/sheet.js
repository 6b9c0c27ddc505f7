// Adds up while scores are typed, and keeps a draft on the server a second after the last key.
// "Kept" is written only when the server has said so. Without a script the button does both.

const form = document.getElementById("sheet");
const inputs = [...form.querySelectorAll("input[type=number]")];
const kept = document.getElementById("kept");
let timer = 0;
let sending = false;
let dirty = false;

function addUp() {
  let halves = 0;
  let filled = 0;
  for (const input of inputs) {
    const value = input.valueAsNumber;
    if (Number.isFinite(value) && value >= 0 && value <= Number(input.max)) {
      halves += Math.round(value * 100);
      filled += 1;
    }
  }
  document.getElementById("total").value = String(halves / 100);
  document.getElementById("filled").value = String(filled);
}

function collect() {
  const data = new FormData(form);
  data.delete("password");
  data.append("script", "1");
  return data;
}

async function keep() {
  if (sending) return;
  sending = true;
  dirty = false;
  let failed = false;
  try {
    const response = await fetch(form.dataset.draft, {
      method: "POST",
      body: collect(),
      credentials: "same-origin",
      keepalive: true, // it is sent to its end when the page is left meanwhile
    });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    const reply = await response.json();
    if (!dirty) kept.textContent = `${form.dataset.kept} ${reply.kept}`;
  } catch {
    dirty = failed = true;
    kept.textContent = form.dataset.unkept;
  }
  sending = false;
  if (dirty) schedule(failed ? 3000 : 0);
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(keep, delay);
}

function changed() {
  dirty = true;
  kept.textContent = ""; // what stood there was said of what is older
  addUp();
  schedule(1000);
}

form.addEventListener("input", (event) => {
  if (event.target.type !== "password") changed();
});

// On a tablet half a point is a touch, not a keyboard.
for (const button of form.querySelectorAll(".nudge")) button.hidden = false;
form.addEventListener("click", (event) => {
  const button = event.target.closest(".nudge");
  if (!button) return;
  const input = document.getElementById(button.dataset.for);
  const value = (Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : 0) + Number(button.dataset.by);
  input.value = String(Math.min(Number(input.max), Math.max(0, value)));
  changed();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden && dirty) navigator.sendBeacon(form.dataset.draft, collect());
});
