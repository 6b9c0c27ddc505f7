// The sitting: joins the server's state with what this browser kept, then lets the candidate work.

import { Answers } from "./answers.js";
import { observe } from "./clock.js";
import { Desk } from "./desk.js";
import { writeAnswer } from "./fields.js";
import { listen } from "./keyboard.js";
import { openOutbox } from "./outbox.js";
import { Sender } from "./sender.js";
import { Status } from "./status.js";
import { say } from "./words.js";

const LOOK_EVERY = 15000; // the invigilator's pauses and grants come with the reply
const TYPING = 700; // a text is an answer when its writer pauses, not only when the field is left
const state = JSON.parse(document.getElementById("state").textContent);
observe(state.server_time, 0, performance.now()); // written while this page was on its way
const outbox = await openOutbox(state.attempt);
const sender = new Sender(state.attempt, outbox, () => paint());
const status = new Status(sender, state.zone);
const answers = new Answers(state, sender);
const desk = new Desk(answers);
let closed = false;
let paused = false;
let refreshing = false;
let told = "";
let typing = 0;

sender.paused = state.paused;
sender.deadline = state.deadline ? Date.parse(state.deadline) : null;
const kept = await outbox.list().catch(() => []);
answers.overlay(kept);
desk.paintAll();

function paint() {
  status.paint();
  if (sender.session !== "running" && sender.session !== told) {
    told = sender.session;
    status.show(sender.session === "superseded"
      ? say("你已在另一处登录。请只在一台电脑上作答。", "You are signed in elsewhere too. Please work on one computer only.")
      : say("本次登录已被结束：现在的输入会保存但不计分。请找监考人员。", "This sign-in was ended: what you enter is kept but does not count. Ask an invigilator."));
  }
  if (Object.entries(sender.stored).some(([item, sequence]) => sequence > answers.sequence(item))) refresh();
  if (sender.closed) close();
  else if (sender.paused !== paused) pause(sender.paused);
}

// What was given before is sent and counts; nothing new can be entered while the clock stands still.
function pause(now) {
  if (now) takeTyped();
  paused = now;
  desk.lock(now);
  if (now) status.show(say("考试已由监考人员暂停，计时已停，停多久补多久。已作的答案照常保存，请在座位上等候。",
    "The invigilator has paused your examination: the clock stands still and all of that time is given back. Your answers are safe; please wait at your seat."));
  else {
    status.notice.hidden = true;
    status.tell(say("考试继续，计时已恢复。", "The examination goes on; the clock runs again."));
  }
}

function close() {
  if (closed) return;
  takeTyped();
  closed = true;
  desk.lock();
  document.getElementById("hand-in").hidden = true;
  status.show(
    say("考试已结束，服务器已收卷。", "The examination is over: the server has closed your paper.")
      + (sender.pending.size ? say(`还有 ${sender.pending.size} 条正在送出；截止后送达的会保存，但不计分。`, ` ${sender.pending.size} still being sent; what arrives late is kept but not counted.`) : ""),
    "/sitting/result", say("查看", "Go on"));
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
  if (answers.merge(fresh).length) desk.paintAll();
}

const actions = {
  step: (by) => desk.show(desk.index + by),
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
  mark: () => {
    if (closed || paused) return;
    answers.mark(desk.current.dataset.item, !answers.marked.has(desk.current.dataset.item));
    desk.paintCell(desk.current);
    desk.paintTools();
  },
  clear: () => {
    if (closed || paused) return;
    writeAnswer(desk.current, "");
    take(desk.current);
  },
  zoom: (by) => {
    const zoom = Math.min(4, Math.max(1, Number(desk.root.dataset.zoom) + by));
    desk.root.dataset.zoom = String(zoom);
    document.cookie = `zoom=${zoom}; path=/sitting; max-age=31536000; samesite=lax`;
  },
};

function pick(input) {
  if (input.disabled) return;
  input.checked = input.type === "radio" || !input.checked;
  take(input.closest(".question"));
}

// What was typed since the last pause.
function takeTyped() {
  if (!closed && !paused) take(desk.current);
}

function take(question) {
  clearTimeout(typing);
  sender.typing = false;
  answers.choose(question.dataset.item, desk.read(question));
  desk.paintCell(question);
  status.paint();
}

document.getElementById("sheet").addEventListener("change", (event) => take(event.target.closest(".question")));
document.getElementById("sheet").addEventListener("input", (event) => {
  if (!event.target.matches("textarea, input[type=text]")) return;
  clearTimeout(typing);
  typing = setTimeout(takeTyped, TYPING);
  sender.typing = true;
  status.paint();
});
addEventListener("pagehide", takeTyped, { capture: true }); // before the sender's last try
document.getElementById("sheet").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("mark").addEventListener("click", actions.mark);
document.getElementById("clear").addEventListener("click", actions.clear);
document.addEventListener("click", (event) => {
  const at = event.target instanceof Element ? event.target.closest("[data-go], [data-step], [data-zoom-by]") : null;
  if (!at) return;
  event.preventDefault();
  if (at.dataset.go) desk.show(Number(at.dataset.go) - 1);
  else if (at.dataset.step) actions.step(Number(at.dataset.step));
  else actions.zoom(Number(at.dataset.zoomBy));
});
document.getElementById("hand-in").addEventListener("click", async (event) => {
  event.preventDefault();
  takeTyped();
  status.tell(say("正在送出全部答案…", "Sending all answers…"));
  if (await sender.flush(6000)) location.assign(event.target.href);
  else status.show(say(`还有 ${sender.pending.size} 条答案未保存，暂不能交卷。答案留在本机，连接恢复后会自动送出；请告诉监考人员。`,
    `Not saved yet: ${sender.pending.size}. The paper cannot be handed in now. What is waiting stays on this computer and is sent when the connection returns; tell an invigilator.`));
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") { sender.wake(0); refresh(); } else takeTyped();
});
// the page never sleeps through its own end: at zero the server is asked until it says closed
setInterval(() => { if (status.tick() && !closed && !sender.busy && !sender.failures) sender.wake(0); }, 500);
setInterval(() => sender.busy || sender.pending.size || sender.wake(0), LOOK_EVERY);
if (matchMedia("(max-width: 60rem)").matches) document.getElementById("map-frame").open = false;
listen(actions);
status.tick();
sender.restore(kept);
sender.wake(0);
document.documentElement.dataset.sitting = "ready";
