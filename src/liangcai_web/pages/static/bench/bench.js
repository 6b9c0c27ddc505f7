// The page of a bench: asks how it stands about once a second, draws what changed, sends each step until it is stored,
// keeps the notes on the server. The server's clock is the clock; a hidden page asks nothing.

import { make, makeSign, named, say } from "./make.js";
import { Outbox } from "./outbox.js";
import { draftOf, forgetDraft } from "./fields.js";
import { Notes } from "./notes.js";
import { drawPanel } from "./panels.js";

const EVERY = 1000;
const WARNINGS = [10, 5, 1];
const state = JSON.parse(document.getElementById("state").textContent);
const spot = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: state.zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });

const page = { attempt: state.attempt, part: "", clock, post, get };
const refused = new Map();
let view = null;
let drawn = new Map(); // id of a panel -> what it was drawn from
let offset = 0;
let ends = null;
let warned = Infinity;
let failures = 0;
let asking = null;

class Refusal extends Error {
  constructor(status, reply) {
    super(String(status));
    this.status = status;
    this.over = status === 409 || status === 401;
    this.reply = reply;
  }
}

async function exchange(address, options, timeout) {
  const sentAt = performance.now();
  const response = await fetch(address, { credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(timeout), ...options });
  if (response.type === "opaqueredirect") throw new Refusal(401, null);
  const reply = await response.json().catch(() => null);
  if (reply?.server_time) offset = Date.parse(reply.server_time) - (sentAt + performance.now()) / 2;
  if (reply && "ends" in reply) ends = reply.ends ? Date.parse(reply.ends) : null;
  if (!response.ok) throw new Refusal(response.status, reply);
  return reply;
}

function post(what, said, timeout = 8000, options = {}) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": state.token };
  return exchange(state.addresses[what], { method: "POST", headers, body: JSON.stringify(said), ...options }, timeout);
}

function get(part) {
  return exchange(`${state.addresses.view}?part=${encodeURIComponent(part)}`, {}, 8000);
}

const outbox = new Outbox(page, answered, paint);
const notes = new Notes(page, spot("notes"), (words) => { spot("notes-kept").textContent = words; });

function send(body, about) {
  refused.delete(about.place);
  outbox.push(body, about);
}

// A step was stored: what it says of the bench, or why the bench did not take it; what was typed stays then.
function answered({ about }, reply) {
  if (reply.taken) {
    if (about.field) forgetDraft(about.field, about.value);
    for (const field of about.fields ?? []) forgetDraft(field, draftOf(field));
    refused.delete(about.place);
  } else {
    const words = reply.finding ? named(reply.finding.message) : say("工位没有接受这一步。", "The bench did not take that.");
    refused.set(about.place, words);
    tell(words);
    drawn = new Map();
  }
  if (reply.view?.part) show(reply.view);
}

async function look() {
  if (document.hidden || asking) return;
  asking = get(page.part);
  try {
    const reply = await asking;
    failures = 0;
    if (reply.over) return leave();
    notice(reply.finding ? named(reply.finding.message) : "");
    if (reply.view?.part && !outbox.busy) show(reply.view);
  } catch (error) {
    failures += 1;
    if (error.over) return leave();
    if (error.reply?.finding) notice(named(error.reply.finding.message));
  } finally {
    asking = null;
    paint();
  }
}

function leave() {
  outbox.keep();
  location.assign(state.addresses.after);
}

function open(part) {
  page.part = part;
  drawn = new Map();
  view = { ...view, part };
  drawParts();
  look();
  spot("panels").focus({ preventScroll: true });
  scrollTo(0, 0);
}

function show(newer) {
  if (page.part && newer.part !== page.part) return; // another part was opened meanwhile
  page.part = newer.part;
  view = newer;
  drawParts();
  drawPanels();
}

function drawParts() {
  const parts = view.parts ?? [];
  const said = JSON.stringify([parts, page.part]);
  if (spot("parts").dataset.said === said) return;
  const focused = document.activeElement?.dataset?.part;
  spot("parts").dataset.said = said;
  spot("parts").replaceChildren(...parts.map((part) => make(
    "button",
    { type: "button", class: "part", "data-part": part.id, "aria-current": part.id === page.part ? "true" : null, onclick: () => open(part.id) },
    makeSign(part.state), " ", named(part), part.count ? make("span", { class: "count" }, String(part.count)) : "",
  )));
  if (focused) spot("parts").querySelector(`[data-part="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

// Only what changed is drawn anew; where something is being typed, the field and the caret stay.
function drawPanels() {
  const panels = view.panels ?? [];
  const feedback = panels.filter((panel) => panel.kind === "feedback");
  drawInto(spot("panels"), panels.filter((panel) => panel.kind !== "feedback"), "p");
  drawInto(spot("feedback"), feedback, "f");
}

function drawInto(frame, panels, prefix) {
  const old = new Map([...frame.children].map((child) => [child.dataset.place, child]));
  const made = panels.map((panel, number) => {
    const place = `${prefix}-${view.part}-${panel.id || number}`;
    const said = JSON.stringify(panel);
    if (drawn.get(place) === said && old.has(place)) return old.get(place);
    drawn.set(place, said);
    const element = drawPanel(panel, place, send, refused);
    element.dataset.place = place;
    return element;
  });
  if (made.length === frame.children.length && made.every((element, number) => frame.children[number] === element)) return;
  const held = holdFocus(frame);
  const scrolled = new Map([...frame.querySelectorAll("[role=log]")].map((one) => [one.closest("[data-place]")?.dataset.place, one.scrollTop + one.clientHeight >= one.scrollHeight - 4 ? Infinity : one.scrollTop]));
  frame.replaceChildren(...made);
  for (const one of frame.querySelectorAll("[role=log]")) one.scrollTop = Math.min(scrolled.get(one.closest("[data-place]")?.dataset.place) ?? Infinity, one.scrollHeight);
  held();
}

function holdFocus(frame) {
  const active = document.activeElement;
  if (!active?.id || !frame.contains(active)) return () => {};
  const { id } = active;
  const caret = active.matches("input[type=text], textarea") ? [active.selectionStart, active.selectionEnd] : null;
  return () => {
    const again = document.getElementById(id);
    if (!again || document.activeElement === again) return;
    again.focus({ preventScroll: true });
    if (caret) again.setSelectionRange(...caret);
  };
}

function paint() {
  const waiting = outbox.waiting.length;
  const cut = outbox.state === "cut" || failures > 1;
  const words = [];
  if (cut) words.push(say("连接中断", "No connection"));
  else if (outbox.savedAt && !waiting) words.push(say(`已保存 ${clock.format(outbox.savedAt)}`, `Saved ${clock.format(outbox.savedAt)}`));
  else if (!waiting) words.push(view ? say("已连接", "Connected") : say("正在连接…", "Connecting…"));
  if (waiting) words.push(say(`${waiting} 步等待发送`, `${waiting} waiting`));
  if (waiting && !outbox.kept) words.push(say("本机未能暂存", "not kept here"));
  spot("saved").dataset.state = cut ? "cut" : waiting ? "waiting" : "saved";
  spot("saved").querySelector(".words").textContent = words.join(" · ");
}

function tick() {
  if (ends === null) return;
  const left = Math.max(0, Math.ceil((ends - performance.now() - offset) / 1000));
  const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  spot("left").textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
  spot("left").classList.toggle("soon", left <= 600 && left > 120);
  spot("left").classList.toggle("last", left <= 120);
  const warning = WARNINGS.find((minutes) => left <= minutes * 60 && left > (minutes - 1) * 60 && minutes < warned);
  if (warning) {
    warned = warning;
    tell(say(`还剩 ${warning} 分钟。`, `${warning} minutes left.`));
  }
}

function tell(words) {
  spot("told").textContent = words;
}

function notice(words) {
  spot("notice").hidden = !words;
  if (spot("notice-words").textContent !== words) spot("notice-words").textContent = words;
}

spot("hand-in").addEventListener("submit", async (event) => {
  if (event.target.dataset.sent || (!outbox.waiting.length && !notes.unkept)) return;
  event.preventDefault();
  if (notes.unkept) await notes.send();
  if (!(await outbox.flush(8000))) return notice(say("还有操作没有送到服务器，请等连接恢复后再交。", "Some steps have not reached the server yet: hand in when the connection is back."));
  event.target.dataset.sent = "1";
  event.target.submit();
});

addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
  const part = (view?.parts ?? [])[Number(event.key) - 1];
  if (part) {
    event.preventDefault();
    open(part.id);
  }
});
paint();
look();
setInterval(look, EVERY);
setInterval(tick, 250);
