// The sitting: joins the server's state with what this browser kept, then lets the candidate work.

import { Answers } from "./answers.js";
import { now, observe } from "./clock.js";
import { Desk } from "./desk.js";
import { writeAnswer } from "./fields.js";
import { listen } from "./keyboard.js";
import { Notices } from "./notices.js";
import { openOutbox } from "./outbox.js";
import { Sender } from "./sender.js";
import { Status } from "./status.js";
import { Strikes } from "./strikes.js";
import { Tabs } from "./tabs.js";
import { Typing } from "./typing.js";
import { say } from "./words.js";

const LOOK_EVERY = 15000; // grants, pauses, another sign-in come with the reply; silence for long means a crash
const SOON = 90000; // milliseconds before the end: from here on the server is asked at every fifth second
const state = JSON.parse(document.getElementById("state").textContent);
observe(state.server_time, 0, performance.now()); // written while this page was on its way
const outbox = await openOutbox(state.attempt);
const sender = new Sender(state.attempt, outbox, () => paint());
const left = () => (sender.deadline === null ? Infinity : sender.deadline - now());
const typing = new Typing(() => take(desk.current, true), left);
const status = new Status(sender, typing, state.zone);
const answers = new Answers(state, sender);
const desk = new Desk(answers);
const strikes = new Strikes(answers, (question) => take(question));
const tabs = new Tabs(state.attempt, () => changeTab(), () => { typing.settle(); return sender.settled(); });
const notices = new Notices(state, { sender, status, answers, desk, tabs, typing, left });
let refreshing = false;
let asked = 0;

sender.deadline = state.deadline ? Date.parse(state.deadline) : null;
sender.paused = state.paused ?? false;
desk.strikes = strikes;
strikes.prepare(desk.current);
const kept = await outbox.list().catch(() => []);
answers.overlay(kept);
desk.paintAll();

function paint() {
  status.paint();
  notices.paint();
  if (sender.session !== "superseded") {
    if (Object.entries(sender.stored).some(([item, sequence]) => sequence > answers.sequence(item))) refresh();
  } else if (!sender.pending.size && !notices.adopted) {
    notices.adopted = true;
    refresh();
  }
}

async function refresh() {
  if (refreshing) return;
  refreshing = true;
  await look().finally(() => { refreshing = false; });
}

async function look() {
  const sentAt = performance.now();
  const response = await fetch("/sitting/state", { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const fresh = await response.json();
  observe(fresh.server_time, sentAt, performance.now());
  if (sender.session === "superseded") answers.adopt(fresh);
  else if (!answers.merge(fresh).length) return;
  desk.paintAll();
}

// This tab works again: with what the other one put into the outbox, and with what the server has.
async function changeTab() {
  notices.paint();
  if (!tabs.working) return;
  const others = (await outbox.list().catch(() => [])).filter((event) => !sender.pending.has(event.id));
  answers.overlay(others);
  desk.paintAll();
  sender.restore(others);
  refresh();
}

const actions = {
  step: (by) => { typing.settle(); desk.show(desk.index + by); },
  choose: (index) => {
    const input = desk.current.querySelectorAll("input")[index];
    if (input?.matches("[type=radio], [type=checkbox]")) pick(input);
  },
  // true or false answers to T and F as well as to A and B
  chooseLetter: (letter) => {
    const input = desk.current.querySelector(`input[value="${letter}"]`);
    if (input) pick(input);
    else if (desk.current.dataset.type === "truefalse") actions.choose("AB".indexOf(letter));
  },
  strike: (index) => {
    if (!desk.held) desk.current.querySelectorAll(".strike")[index]?.click();
  },
  mark: () => {
    if (desk.held) return;
    answers.mark(desk.current.dataset.item, !answers.marked.has(desk.current.dataset.item));
    desk.paintCell(desk.current);
    desk.paintTools();
  },
  clear: () => {
    if (desk.held) return;
    writeAnswer(desk.current, "");
    take(desk.current);
  },
  zoom: (by) => keepLook("zoom", Math.min(4, Math.max(1, Number(desk.root.dataset.zoom) + by))),
  contrast: () => {
    const contrast = desk.root.dataset.contrast === "high" ? "plain" : "high";
    keepLook("contrast", contrast);
    document.getElementById("contrast").setAttribute("aria-pressed", String(contrast === "high"));
  },
};

function keepLook(name, value) {
  desk.root.dataset[name] = String(value);
  document.cookie = `${name}=${value}; path=/sitting; max-age=31536000; samesite=lax`;
}

function pick(input) {
  if (desk.held) return;
  input.checked = input.type === "radio" || !input.checked;
  take(input.closest(".question"));
}

// No way leads off this page while the server does not answer: it would not come back.
async function leave(event, address) {
  event.preventDefault();
  typing.settle();
  status.tell(say("正在送出全部答案…", "Sending all answers…"));
  if (await sender.flush(6000)) location.assign(address);
  else notices.refuseToLeave();
}

function take(question, typed = false) {
  typing.done();
  answers.choose(question.dataset.item, desk.read(question), typed);
  strikes.release(question);
  desk.paintCell(question);
  status.paint();
}

document.getElementById("sheet").addEventListener("change", (event) => take(event.target.closest(".question"), event.target.matches("textarea, input[type=text]")));
document.getElementById("sheet").addEventListener("input", (event) => {
  if (!event.target.matches("textarea, input[type=text]")) return;
  typing.note();
  status.paint();
});
addEventListener("pagehide", () => typing.settle(), { capture: true }); // before the sender's last try
addEventListener("beforeunload", (event) => {
  typing.settle();
  if (sender.cutSince !== null && !sender.closed) event.preventDefault(); // offline the page would not come back
});
document.getElementById("sheet").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("mark").addEventListener("click", actions.mark);
document.getElementById("clear").addEventListener("click", actions.clear);
document.getElementById("contrast").addEventListener("click", actions.contrast);
document.getElementById("rescue").addEventListener("click", () => notices.save());
document.addEventListener("click", (event) => {
  const at = event.target instanceof Element ? event.target.closest("[data-go], [data-step], [data-zoom-by]") : null;
  if (!at) return;
  event.preventDefault();
  if (at.dataset.go) actions.step(Number(at.dataset.go) - 1 - desk.index);
  else if (at.dataset.step) actions.step(Number(at.dataset.step));
  else actions.zoom(Number(at.dataset.zoomBy));
});
for (const way of document.querySelectorAll("#hand-in, .keys a[hreflang]")) way.addEventListener("click", (event) => leave(event, way.href));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") { sender.wake(0); refresh(); } else typing.settle();
});
// the page never sleeps through its own end: at zero the server is asked until it says closed, before it more often
setInterval(() => {
  const over = status.tick();
  notices.paint();
  if (sender.closed || sender.busy || sender.failures || sender.session !== "running") return;
  const rest = over ? 0 : left() < SOON ? 5000 : LOOK_EVERY;
  if (performance.now() - asked < rest || sender.pending.size) return;
  asked = performance.now();
  sender.wake(0);
}, 500);
if (matchMedia("(max-width: 60rem)").matches) document.getElementById("map-frame").open = false;
listen(actions);
status.tick();
sender.restore(kept);
sender.wake(0);
notices.paint();
document.documentElement.dataset.sitting = "ready";
