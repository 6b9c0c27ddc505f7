// Why nothing can be entered now, or what the candidate must know: each with its sentence and its ways out.

import { now, timeWriter } from "./clock.js";
import { saveFile, sealPaper } from "./rescue.js";
import { say } from "./words.js";

const LONG = 60000; // milliseconds without a connection, after which the file is offered
const SUPERSEDED = () => say("这份试卷已在另一台电脑上打开，本页只能查看。本页未送出的答案会继续补送，不会覆盖那边更新的答案。", "This paper was opened on another computer; here it can only be read. What was not sent yet still is sent, and never overwrites newer answers.");
const ENDED = () => say("本次登录已被监考人员结束，本页只能查看。请找监考人员。", "This sign-in was ended by an invigilator; here the paper can only be read. Ask an invigilator.");
const OTHER_TAB = () => say("这份试卷已在本机另一个标签页打开。请回到那个标签页作答，或者改在这里作答。", "This paper is open in another tab of this computer. Go on there, or work here instead.");
const PAUSED = () => say("考试已由监考人员暂停，计时已停，停多久补多久。已作的答案照常保存，请在座位上等候。", "The invigilator has paused your examination: the clock stands still and all of that time is given back. Your answers are safe; please wait at your seat.");
const TIME_UP = () => say("考试时间到。现在连不上服务器：截止前的答案留在本机，连接恢复后自动补送。请勿关闭本页，告诉监考人员。", "Time is up. There is no connection: what you gave before stays on this computer and is sent when it returns. Keep this page open and tell an invigilator.");
const CUT = () => say("连接中断已超过一分钟。请继续作答，答案留在本机，恢复后按顺序补送。不要关闭或刷新本页；换机之前请先保存应急文件。", "No connection for more than a minute. Go on: answers stay on this computer and are sent in order when it returns. Do not close or reload this page; before a move to another computer save the emergency file.");
const SIGNED_OUT = () => say("登录已失效。请重新登录，未送出的答案会自动补送。", "You are signed out. Sign in again: what was not sent will be sent.");

export class Notices {
  constructor(state, parts) {
    this.state = state;
    Object.assign(this, parts);
    this.adopted = false; // a superseded page shows the server's answers once its own are sent
    this.over = false;
  }

  paint() {
    const { sender, status, tabs } = this;
    if (sender.closed) this.close();
    const cut = sender.cutSince !== null;
    const running = sender.session === "running";
    if (running) this.adopted = false;
    this.hold("session", !running, { words: sender.session === "superseded" ? SUPERSEDED() : ENDED(), ways: [] });
    this.hold("tab", !tabs.working, { words: OTHER_TAB(), ways: [{ label: say("改在这里作答", "Work here"), act: () => tabs.take() }] });
    if (sender.paused) this.typing.settle();
    this.hold("paused", sender.paused, { words: PAUSED(), ways: [] });
    this.hold("time", cut && !this.over && this.left() <= 0, { words: TIME_UP(), ways: [this.way()] });
    const out = cut && sender.refusal === 401;
    status.say("signed-out", out ? { words: SIGNED_OUT(), ways: [{ label: say("重新登录", "Sign in"), address: "/sitting" }, this.way()] } : null);
    if (!cut) status.say("hand-in", null);
    const long = cut && performance.now() - sender.cutSince > LONG && sender.pending.size;
    status.say("cut", long ? { words: CUT(), ways: [this.way(), "away"] } : null);
  }

  hold(name, on, notice) {
    if (on && !this.desk.holds.has(name)) this.typing.settle(); // what stands there was given before
    if (on !== this.desk.holds.has(name)) this.desk.hold(name, on);
    this.status.say(name, on ? notice : null);
  }

  close() {
    if (!this.over) this.typing.settle();
    this.over = true;
    if (!this.desk.holds.has("closed")) this.desk.hold("closed", true);
    document.getElementById("hand-in").hidden = true;
    const waiting = this.sender.pending.size;
    const sending = waiting ? say(`还有 ${waiting} 条正在送出；截止后送达的会保存，但不计分。`, ` ${waiting} still being sent; what arrives late is kept but not counted.`) : "";
    this.status.say("closed", {
      words: say("考试已结束，服务器已收卷。", "The examination is over: the server has closed your paper.") + sending,
      ways: [{ label: say("查看", "Go on"), address: "/sitting/result" }],
    });
  }

  refuseToLeave() {
    const waiting = this.sender.pending.size;
    this.status.say("hand-in", {
      words: say(`连不上服务器，还有 ${waiting} 条未保存，暂不能交卷或离开本页。答案留在本机，连接恢复后会自动送出；请告诉监考人员。`,
        `The server does not answer; not saved yet: ${waiting}. The paper cannot be handed in or left now. What is waiting stays on this computer and is sent when the connection returns; tell an invigilator.`),
      ways: [this.way(), "away"],
    });
  }

  way() {
    return { label: say("保存应急文件", "Save the emergency file"), act: () => this.save() };
  }

  save() {
    this.typing.settle();
    const moment = timeWriter(this.state.zone)(now()).replaceAll(":", "");
    const pending = [...this.sender.pending.values()];
    saveFile(`liangcai-${this.state.ticket}-${moment}.json`, sealPaper(this.state, this.answers, pending));
    this.status.tell(say("应急文件已交给浏览器保存；请交给监考人员，本页的答案仍会继续补送。", "The emergency file was handed to the browser: give it to an invigilator. This page goes on trying to send."));
  }
}
