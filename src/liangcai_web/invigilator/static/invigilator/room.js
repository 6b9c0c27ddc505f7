// The console of a room: a seat map that follows what the server tells.

import { isTyping, keepTrue, say, write, writeLeft } from "./live.js";

const desks = document.getElementById("desks");
const tiles = new Map([...desks.querySelectorAll("[data-seat]")].map((tile) => [tile.dataset.seat, tile]));
const panel = document.querySelector("[data-panel]");
let seats = {};

function show(told) {
  const before = seats;
  seats = told.seats;
  if (Object.keys(seats).length !== tiles.size || Object.keys(seats).some((id) => !tiles.has(id))) return renew();
  for (const [id, seat] of Object.entries(seats)) paint(tiles.get(id), seat, before[id]);
  count({ ...told.counts, irregular: told.irregular });
  if (panel && seats[panel.dataset.panel]) paintPanel(seats[panel.dataset.panel]);
}

// Somebody was moved here or away: the map is another one. Not while something is being typed.
function renew() {
  if (!isTyping()) location.reload();
}

function paint(tile, seat, before) {
  if (tile.dataset.standing !== seat.standing) {
    tile.classList.remove(`s-${tile.dataset.standing}`);
    tile.classList.add(`s-${seat.standing}`);
    tile.dataset.standing = seat.standing;
    if (before && ["stale", "handed_in", "closed"].includes(seat.standing)) {
      document.getElementById("told").textContent = say(`座位 ${seat.seat}：${seat.word}`, `Seat ${seat.seat}: ${seat.word}`);
    }
  }
  write(tile.querySelector(".number"), String(seat.seat));
  write(tile.querySelector(".sign"), seat.sign);
  write(tile.querySelector(".word"), seat.word);
  tile.querySelector(".flag").hidden = !seat.irregularities;
  tile.classList.toggle("flagged", seat.irregularities > 0);
  tile.querySelector(".doubt").hidden = !seat.doubtful;
  const noted = [
    seat.irregularities ? say("有违纪记录", "irregularity noted") : "",
    seat.doubtful ? say("网络或浏览器存疑", "network or browser in doubt") : "",
  ];
  write(tile.querySelector(".extra"), noted.filter(Boolean).join(" "));
}

function paintPanel(seat) {
  const chip = panel.querySelector(".chip");
  chip.className = `chip s-${seat.standing}`;
  write(chip.querySelector(".sign"), seat.sign);
  write(chip.querySelector(".word"), seat.word);
  write(panel.querySelector(".heard"), seat.heard === null ? "" : say(`${seat.heard} 秒前有响应`, `heard ${seat.heard} s ago`));
}

function count(counts) {
  for (const [name, number] of Object.entries(counts)) {
    const entry = document.querySelector(`[data-count="${name}"]`);
    if (!entry) continue;
    entry.hidden = number === 0;
    write(entry.querySelector("b"), String(number));
  }
}

function tick(passed) {
  for (const [id, seat] of Object.entries(seats)) {
    const left = seat.left === null ? "" : writeLeft(seat.left - (seat.runs ? passed : 0));
    write(tiles.get(id)?.querySelector(".left"), left);
    if (panel?.dataset.panel === id) write(panel.querySelector(".left"), left);
  }
}

keepTrue({ address: desks.dataset.live, zone: desks.dataset.zone, show, tick });
