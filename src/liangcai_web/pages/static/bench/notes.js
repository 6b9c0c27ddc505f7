// Notes are the candidate's own: kept on the server as they are written, never looked at by the grader. What the server
// has not acknowledged is in this browser too, under the attempt, so that it outlives the page.

import { say } from "./make.js";

const PAUSE = 1200; // after the last key
const AGAIN = 3000;

export class Notes {
  constructor(page, field, tell) {
    this.page = page;
    this.field = field;
    this.tell = tell;
    this.place = `liangcai-bench-notes-${page.attempt}`;
    this.timer = 0;
    this.busy = null;
    this.unkept = false;
    this.here = true; // this browser could keep them
    this.recall();
    field.addEventListener("input", () => this.typed(PAUSE));
    addEventListener("online", () => { if (this.unkept) this.wake(0); });
    addEventListener("beforeunload", (event) => {
      if (!this.unkept) return;
      this.send({ keepalive: true });
      if (!this.here) event.preventDefault();
    });
  }

  // What was typed just before the page was left, and did not reach the server.
  recall() {
    let left = null;
    try {
      left = localStorage.getItem(this.place);
    } catch {
      this.here = false;
    }
    if (left === null) return;
    this.field.value = left;
    this.typed(0);
  }

  typed(delay) {
    this.unkept = true;
    try {
      localStorage.setItem(this.place, this.field.value);
      this.here = true;
    } catch {
      this.here = false;
    }
    this.wake(delay);
  }

  wake(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  // One at a time: an older text never comes after a newer one.
  send(options = {}) {
    this.busy ??= this.sendAll(options).finally(() => { this.busy = null; });
    return this.busy;
  }

  async sendAll(options) {
    clearTimeout(this.timer);
    while (this.unkept) {
      const text = this.field.value;
      try {
        const reply = await this.page.post("notes", { text }, 8000, options);
        if (this.field.value !== text) continue;
        this.forget();
        const time = this.page.clock.format(Date.parse(reply.server_time));
        this.tell(say(`已保存 ${time}`, `Saved ${time}`));
      } catch (error) {
        this.tell(say("还没有存上，正在重试", "Not kept yet; trying again"));
        if (!error.over) this.wake(AGAIN);
        return;
      }
    }
  }

  forget() {
    this.unkept = false;
    try {
      localStorage.removeItem(this.place);
    } catch {
      this.here = false;
    }
  }
}
