// The benches of a room: a table that follows what the server tells. The forms of a bench are other ones once its state
// is another; they are fetched anew, and not while they are open.

import { isTyping, keepTrue, say, write, writeLeft } from "./live.js";

const table = document.getElementById("benches");
const lines = new Map([...table.querySelectorAll("[data-seat]")].map((line) => [line.dataset.seat, line]));
const opened = Boolean(table.dataset.opened);
let seats = {};

async function show(told) {
  const before = seats;
  seats = told.seats;
  write(document.querySelector("#away .words"), told.away);
  document.getElementById("away").hidden = !told.away;
  if (told.opened !== opened || Object.keys(seats).length !== lines.size || Object.keys(seats).some((id) => !lines.has(id))) return renew();
  for (const [id, seat] of Object.entries(seats)) paint(lines.get(id), seat, before[id]);
  await renewForms([...lines.values()].filter((line) => acts(line).dataset.forms !== seats[line.dataset.seat].forms));
}

const cell = (line, name) => line.querySelector(`[data-cell="${name}"]`);
const acts = (line) => line.querySelector(".bench-acts");
const isOpen = (place) => Boolean(place.querySelector(":scope > details[open]"));

// The benches were opened, or somebody was moved here or away: the page is another one. Not while somebody is at a form.
function renew() {
  if (!isTyping() && ![...lines.values()].some((line) => isOpen(acts(line)))) location.assign(table.dataset.page);
}

function paint(line, seat, before) {
  const words = seat.chips.map((chip) => `${chip.sign} ${chip.word}`).join(" ");
  const state = cell(line, "state");
  if (state.textContent.replace(/\s+/g, " ").trim() !== words) {
    state.replaceChildren(...seat.chips.flatMap((chip) => [drawChip(chip), " "]));
    if (before) write(document.getElementById("told"), say(`座位 ${seat.seat}：${words}`, `Seat ${seat.seat}: ${words}`));
  }
  for (const name of ["steps", "restarts", "given"]) write(cell(line, name), seat[name]);
}

function drawChip(chip) {
  const drawn = document.createElement("span");
  drawn.className = `chip ${chip.tone}`;
  drawn.textContent = `${chip.sign} ${chip.word}`;
  return drawn;
}

async function renewForms(stale) {
  for (const line of stale) refuse(acts(line), isOpen(acts(line)));
  const closed = stale.filter((line) => !isOpen(acts(line)));
  if (!closed.length) return;
  const response = await fetch(table.dataset.page, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
  if (!response.ok || response.redirected) throw new Error("refused");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const line of closed) {
    const drawn = page.querySelector(`[data-seat="${line.dataset.seat}"] .bench-acts`);
    if (drawn && !isOpen(acts(line))) replace(acts(line), document.adoptNode(drawn));
  }
}

function replace(place, drawn) {
  const held = place.contains(document.activeElement);
  place.replaceWith(drawn);
  if (held) drawn.querySelector("summary")?.focus();
}

// Forms of a state that is over stay as they are while they are open, and can't be sent: "absent" would end the work.
function refuse(place, open) {
  const note = place.querySelector(".stale");
  if (!note || !open) return;
  note.hidden = false;
  for (const button of place.querySelectorAll("button")) button.disabled = true;
}

function tick(passed) {
  for (const [id, seat] of Object.entries(seats)) {
    if (lines.has(id)) write(cell(lines.get(id), "left"), seat.left === null ? "—" : writeLeft(seat.left - passed));
  }
}

keepTrue({ address: table.dataset.live, zone: table.dataset.zone, show, tick });
