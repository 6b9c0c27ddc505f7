// Sends what is pending, again and again under the same ids, until the server acknowledges it.

import { observe } from "./clock.js";

const GROUP = 100;
const ROOM = 180000; // bytes in a request; the server takes 256 kB
const LAST_ROOM = 60000; // a browser lets 64 KiB outlive their page
const TIMEOUT = 8000;
const SLOWEST = 15000;

export class Sender {
  constructor(attempt, outbox, changed) {
    this.attempt = attempt;
    this.outbox = outbox;
    this.changed = changed;
    this.pending = new Map();
    this.state = "waiting"; // saved, waiting, cut, refused
    this.refusal = 0;
    this.savedAt = null;
    this.deadline = null;
    this.closed = false;
    this.paused = false;
    this.session = "running";
    this.stored = {};
    this.kept = true; // false once this browser could not keep something
    this.keeping = 0; // on the way to this browser's disk
    this.drafts = new Map(); // item -> id of typed words that were never sent
    this.failures = 0;
    this.cutSince = null;
    this.size = GROUP; // smaller after a refusal, to find what is refused
    this.busy = null;
    this.timer = 0;
    addEventListener("online", () => this.wake(0));
    addEventListener("pagehide", () => this.sendLast());
  }

  // Typed words replace what was typed before in the same place and never left this page: an hour without a network
  // would else pile up every pause.
  push(event, typed = false) {
    const draft = this.drafts.get(event.item);
    if (typed && draft) this.replace(draft);
    if (typed) this.drafts.set(event.item, event.id);
    else this.drafts.delete(event.item);
    this.pending.set(event.id, event);
    this.keeping += 1;
    this.outbox.keep(event)
      .then(() => this.pending.has(event.id) || this.outbox.drop([event.id]), () => { this.kept = false; })
      .finally(() => { this.keeping -= 1; this.changed(); });
    if (this.state === "saved") this.state = "waiting";
    this.changed();
    this.wake(100);
  }

  // The older words go from the disk only after the newer are on it: works are done in their order.
  replace(id) {
    this.pending.delete(id);
    setTimeout(() => this.outbox.drop([id]).catch(() => {}));
  }

  // Resolves when everything pushed so far is on this browser's disk.
  async settled() {
    while (this.keeping) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  restore(events) {
    for (const event of events) this.pending.set(event.id, event);
    this.wake(0);
  }

  wake(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  // True when everything was acknowledged within the time, and the server answers: a page that leads on needs both.
  async flush(milliseconds) {
    const end = performance.now() + milliseconds;
    do {
      await this.send();
      if (!this.pending.size && !this.failures) return true;
      await new Promise((resolve) => setTimeout(resolve, 250));
    } while (performance.now() < end);
    return false;
  }

  send() {
    this.busy ??= this.sendGroup().finally(() => { this.busy = null; });
    return this.busy;
  }

  async sendGroup() {
    clearTimeout(this.timer);
    const group = this.nextGroup();
    try {
      await this.exchange(group);
      this.failures = 0;
      this.cutSince = null;
    } catch (error) {
      this.failures += 1;
      this.cutSince ??= performance.now();
      this.refusal = error.status ?? 0;
      this.state = this.refusal >= 400 && this.refusal < 500 ? "refused" : "cut";
      if (this.refusal === 400 || this.refusal === 413) this.part(group);
    }
    this.changed();
    if (this.pending.size) this.wake(this.failures ? this.pause() : 0);
    else if (this.failures) this.wake(this.pause());
  }

  // The oldest first, as many as a request has room for, one at least.
  nextGroup(space = ROOM) {
    const group = [];
    let room = space;
    for (const event of this.pending.values()) {
      room -= 3 * (event.response?.length ?? 0) + 200; // three bytes a Chinese character
      if (group.length && (room < 0 || group.length >= this.size)) break;
      group.push(event);
    }
    return group;
  }

  // What is refused must not hold up the rest: groups become smaller, and one alone goes behind the others.
  part(group) {
    if (group.length > 1) this.size = Math.ceil(group.length / 2);
    else if (group.length) {
      this.pending.delete(group[0].id);
      this.pending.set(group[0].id, group[0]);
    }
  }

  pause() {
    return Math.min(SLOWEST, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2);
  }

  async exchange(group) {
    const sentAt = performance.now();
    for (const event of group) if (this.drafts.get(event.item) === event.id) this.drafts.delete(event.item);
    const response = await fetch("/sitting/answers", this.request(group, AbortSignal.timeout(TIMEOUT)));
    if (!response.ok) throw Object.assign(new Error("refused"), { status: response.status });
    const reply = await response.json();
    observe(reply.server_time, sentAt, performance.now());
    for (const id of reply.acknowledged) this.pending.delete(id);
    this.size = GROUP;
    this.outbox.drop(reply.acknowledged).catch(() => {}); // sent again after a reload, and known to the server
    this.deadline = reply.deadline ? Date.parse(reply.deadline) : null;
    this.closed = reply.closed;
    this.paused = reply.paused ?? false;
    this.session = reply.session;
    this.stored = { ...this.stored, ...reply.stored };
    if (group.length) this.savedAt = Date.parse(reply.server_time);
    this.state = this.pending.size ? "waiting" : "saved";
  }

  request(group, signal) {
    return {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ attempt: this.attempt, events: group }),
      signal,
    };
  }

  // The page goes away: one more try that outlives it. Whatever becomes of it, the outbox still has them.
  sendLast() {
    if (!this.pending.size) return;
    const group = this.nextGroup(LAST_ROOM);
    fetch("/sitting/answers", { ...this.request(group), keepalive: true }).catch(() => {});
  }
}
