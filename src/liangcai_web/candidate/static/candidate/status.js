// The truth about what is saved, the time left, and what must be said at once.

import { now, timeWriter, writeLeft } from "./clock.js";
import { say } from "./words.js";

const WARNINGS = [10, 5, 1];
const FIRST = ["closed", "signed-out", "session", "tab", "paused", "time", "hand-in", "cut"]; // what is said before what

export class Status {
  constructor(sender, typing, zone) {
    this.sender = sender;
    this.typing = typing;
    this.write = timeWriter(zone);
    this.saved = document.getElementById("saved");
    this.left = document.getElementById("left");
    this.told = document.getElementById("told");
    this.notice = document.getElementById("notice");
    this.notices = new Map();
    this.shown = null;
    this.warned = Infinity;
    this.cut = false;
  }

  paint() {
    const { pending, savedAt, refusal, kept, keeping, outbox } = this.sender;
    const typing = this.typing.active;
    const state = typing && this.sender.state === "saved" ? "waiting" : this.sender.state;
    const waiting = pending.size;
    const local = kept && outbox.durable;
    const words = [];
    if (state === "refused") words.push(refusal === 401 ? say("登录已失效", "Signed out") : say("服务器拒收", "Refused by the server"));
    else if (state === "cut") words.push(say("连接中断", "No connection"));
    else if (typing) words.push(say("正在输入…", "Typing…"));
    else if (savedAt && !waiting) words.push(say(`已保存 ${this.write(savedAt)}`, `Saved ${this.write(savedAt)}`));
    else if (!waiting) words.push(state === "saved" ? say("已连接", "Connected") : say("正在连接…", "Connecting…"));
    if (waiting) words.push(say(`${waiting} 条等待发送`, words.length ? `${waiting} waiting` : `${waiting} waiting to be sent`));
    if (waiting && !local) words.push(say("本机未能暂存", "not kept here"));
    this.saved.dataset.state = waiting && state === "saved" ? "waiting" : state;
    this.saved.dataset.kept = local && !keeping && !typing ? "yes" : "no";
    this.saved.querySelector(".words").textContent = words.join(" · ");
    this.announceCut(state === "cut" || state === "refused", local);
  }

  announceCut(cut, local) {
    if (cut === this.cut) return;
    this.cut = cut;
    const kept = local ? say("答案暂存在本机", "answers are kept on this computer") : say("本机未能暂存，请告诉监考人员", "answers cannot be kept here: tell an invigilator");
    this.tell(cut ? say(`连接中断，${kept}。`, `No connection; ${kept}.`) : say("连接已恢复。", "Connected again."));
  }

  tick() {
    if (this.sender.paused) this.left.textContent = say("已暂停", "Paused");
    if (this.sender.deadline === null) return false;
    const left = this.sender.deadline - now();
    const minutes = left / 60000;
    this.left.textContent = writeLeft(left);
    this.left.classList.toggle("soon", minutes <= 10 && minutes > 2);
    this.left.classList.toggle("last", minutes <= 2);
    const warning = WARNINGS.find((limit) => minutes <= limit && minutes > limit - 1 && limit < this.warned);
    if (warning) {
      this.warned = warning;
      this.tell(say(`还剩 ${warning} 分钟。`, `${warning} minutes left.`));
    }
    if (minutes > this.warned) this.warned = Infinity; // time was given: what was said holds no more
    return left <= 0;
  }

  tell(words) {
    this.told.textContent = words;
  }

  // A sentence above the foot of the page under a name, with the ways out of it; null takes it away again.
  say(name, notice) {
    if (notice === null ? !this.notices.delete(name) : this.notices.get(name)?.words === notice.words) return;
    if (notice) this.notices.set(name, notice);
    this.show();
  }

  // The first of them; it covers, it does not push.
  show() {
    const name = FIRST.find((each) => this.notices.get(each) && !this.notices.get(each).away);
    const notice = this.notices.get(name);
    this.notice.hidden = !notice;
    if (!notice || this.shown === notice) return;
    this.shown = notice;
    const text = document.createElement("p");
    text.textContent = notice.words;
    const away = { label: say("知道了", "All right"), act: () => { notice.away = true; this.shown = null; this.show(); } };
    this.notice.dataset.about = name;
    this.notice.replaceChildren(text, ...(notice.ways ?? [away]).map((way) => makeWay(way === "away" ? away : way)));
  }
}

function makeWay({ label, address, act }) {
  const way = document.createElement(address ? "a" : "button");
  Object.assign(way, { className: "button", textContent: label });
  if (address) way.href = address;
  else way.addEventListener("click", act);
  return way;
}
