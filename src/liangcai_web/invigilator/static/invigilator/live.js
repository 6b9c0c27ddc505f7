// Keeps the console true: asks for the seats every few seconds, counts down by the server's clock in between. It writes
// words into what stands on the page and touches no form, so nothing that is being typed is lost.

const EVERY = 3000;
const english = document.documentElement.lang === "en";
const say = (zh, en) => (english ? en : zh);
const desks = document.getElementById("desks");
const tiles = new Map([...desks.querySelectorAll("[data-seat]")].map((tile) => [tile.dataset.seat, tile]));
const panel = document.querySelector("[data-panel]");
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: desks.dataset.zone || undefined, hour: "2-digit", minute: "2-digit", second: "2-digit" });
let seats = {};
let offset = null; // server's time minus this page's
let askedAt = 0;
let failures = 0;

function writeLeft(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${parts.join(":")}` : parts.join(":");
}

async function ask() {
  if (document.hidden) return;
  const sentAt = performance.now();
  const response = await fetch(desks.dataset.live, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
  if (!response.ok || response.redirected) throw new Error("refused");
  const told = await response.json();
  offset = Date.parse(told.now) - (sentAt + performance.now()) / 2;
  askedAt = performance.now();
  const before = seats;
  seats = told.seats;
  if (Object.keys(seats).length !== tiles.size || Object.keys(seats).some((id) => !tiles.has(id))) return renew();
  for (const [id, seat] of Object.entries(seats)) paint(tiles.get(id), seat, before[id]);
  count({ ...told.counts, irregular: told.irregular });
  if (panel && seats[panel.dataset.panel]) paintPanel(seats[panel.dataset.panel]);
}

// Somebody was moved here or away: the map is another one. Not while something is being typed.
function renew() {
  const typing = document.activeElement?.matches("input, textarea, select");
  if (!typing) location.reload();
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

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function tick() {
  if (offset === null) return;
  write(document.getElementById("now"), clock.format(new Date(performance.now() + offset)));
  const passed = (performance.now() - askedAt) / 1000;
  for (const [id, seat] of Object.entries(seats)) {
    const left = seat.left === null ? "" : writeLeft(seat.left - (seat.runs ? passed : 0));
    write(tiles.get(id)?.querySelector(".left"), left);
    if (panel?.dataset.panel === id) write(panel.querySelector(".left"), left);
  }
}

async function round() {
  try {
    await ask();
    failures = 0;
  } catch {
    failures += 1;
  }
  document.getElementById("cut").hidden = failures < 2;
  document.documentElement.dataset.console = failures ? "cut" : "live";
  setTimeout(round, EVERY);
}

document.addEventListener("visibilitychange", () => document.hidden || ask().catch(() => undefined));
setInterval(tick, 500);
round();
