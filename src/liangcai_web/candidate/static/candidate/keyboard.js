// Keys for everything; single-letter keys can be switched off.

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function listen(actions) {
  const toggle = document.getElementById("shortcuts");
  toggle.checked = recall("shortcuts") !== "off";
  toggle.addEventListener("change", () => remember("shortcuts", toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && !event.isComposing && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      actions.step(event.shiftKey ? -1 : 1); // out of a field as well
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || event.target.matches?.("textarea, select, input[type=text]")) return;
    const action = toggle.checked || event.key in STEPS ? find(event, actions) : null;
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || event.key in STEPS) action();
  });
}

function find({ key, code, shiftKey }, actions) {
  if (key in STEPS) return () => actions.step(STEPS[key]);
  const lower = key.toLowerCase();
  const place = /^(?:Digit|Numpad)([1-8])$/.exec(code)?.[1] ?? /^Key([A-H])$/.exec(code)?.[1];
  if (shiftKey && place) return () => actions.strike("ABCDEFGH".includes(place) ? "ABCDEFGH".indexOf(place) : Number(place) - 1);
  if (/^[1-8]$/.test(key)) return () => actions.choose(Number(key) - 1);
  if (/^[a-ht]$/.test(lower)) return () => actions.chooseLetter(lower.toUpperCase());
  if (lower === "m") return actions.mark;
  if (lower === "x") return actions.contrast;
  if (key === "Delete" || key === "Backspace") return actions.clear;
  if (key === "+" || key === "=") return () => actions.zoom(1);
  if (key === "-") return () => actions.zoom(-1);
  return null;
}

function recall(name) {
  try {
    return localStorage.getItem(`sitting-${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`sitting-${name}`, value);
  } catch {
    // a browser that keeps nothing: the choice holds for this page
  }
}
