// Steps on their way to the server: one after another, in order, under the same id until they are acknowledged. What is
// not acknowledged outlives the page: it is kept in this browser, under the attempt.

const TIMEOUT = 10000;
const SLOWEST = 8000;

export class Outbox {
  constructor(page, told, changed) {
    this.page = page;
    this.told = told; // what the server said of a step: view, finding
    this.changed = changed;
    this.place = `liangcai-bench-${page.attempt}`;
    this.waiting = this.recall();
    this.state = "saved"; // saved, waiting, cut, over
    this.savedAt = null;
    this.failures = 0;
    this.timer = 0;
    this.busy = null;
    this.kept = true;
    addEventListener("online", () => this.wake(0));
    if (this.waiting.length) this.wake(0);
  }

  recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.place) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  keep() {
    try {
      if (this.waiting.length) localStorage.setItem(this.place, JSON.stringify(this.waiting));
      else localStorage.removeItem(this.place);
      this.kept = true;
    } catch {
      this.kept = false;
    }
  }

  push(body, about) {
    this.waiting.push({ id: crypto.randomUUID(), body, about });
    this.keep();
    if (this.state === "saved") this.state = "waiting";
    this.changed();
    this.wake(0);
  }

  wake(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  send() {
    this.busy ??= this.sendAll().finally(() => { this.busy = null; });
    return this.busy;
  }

  async sendAll() {
    clearTimeout(this.timer);
    while (this.waiting.length) {
      const step = this.waiting[0];
      try {
        const reply = await this.page.post("step", { id: step.id, part: this.page.part, body: step.body }, TIMEOUT);
        this.waiting.shift();
        this.keep();
        this.failures = 0;
        this.savedAt = Date.parse(reply.server_time);
        this.state = this.waiting.length ? "waiting" : "saved";
        this.told(step, reply);
      } catch (error) {
        if (error.status === 422) { // never to be taken: it must not hold up the rest
          this.waiting.shift();
          this.keep();
          this.told(step, error.reply ?? { taken: false });
          continue;
        }
        this.failures += 1;
        this.state = error.over ? "over" : "cut";
        this.changed();
        if (!error.over) this.wake(Math.min(SLOWEST, 500 * 2 ** this.failures));
        return;
      }
      this.changed();
    }
  }

  // True when everything was acknowledged within the time: a page that leads on needs it.
  async flush(milliseconds) {
    const end = performance.now() + milliseconds;
    while (this.waiting.length && performance.now() < end && this.state !== "over") {
      await this.send();
      if (this.waiting.length) await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return !this.waiting.length;
  }
}
