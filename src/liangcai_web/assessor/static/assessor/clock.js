// Counts down by the server's clock and looks every few seconds whether the board has gone on.
// When a phase's time is over it says so and counts on below zero; nothing ends by itself.

const shown = document.getElementById("clock");
const pad = (number) => String(number).padStart(2, "0");
let ends = performance.now() + Number(shown.dataset.left) * 1000;

function draw() {
  if (shown.dataset.phase === "0") return;
  const left = Math.round((ends - performance.now()) / 1000);
  const seconds = Math.abs(left);
  shown.textContent = `${left < 0 ? "-" : ""}${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
  shown.classList.toggle("soon", left >= 0 && left <= 60);
  shown.classList.toggle("last", left < 0);
}

async function look() {
  try {
    const response = await fetch(shown.dataset.address, { credentials: "same-origin" });
    if (!response.ok || response.redirected) return;
    const now = await response.json();
    if (String(now.phase) !== shown.dataset.phase) {
      // what is typed is in the draft by now: the sheet keeps itself a second after the last key
      if (!document.querySelector("#sheet input:focus")) location.reload();
      return;
    }
    ends = performance.now() + now.left * 1000;
  } catch {
    // the line is down for a moment: the clock goes on by itself
  }
}

setInterval(draw, 1000);
setInterval(look, 5000);
draw();
