// What is chosen on the page, each choice an event with a sequence that rises over all machines.

import { now } from "./clock.js";

export class Answers {
  constructor(state, sender) {
    this.sender = sender;
    this.chosen = new Map(Object.entries(state.answers)); // item -> [response, sequence]
    this.marked = new Set(state.marked);
    this.struck = new Map(Object.entries(state.struck)); // item -> letters, the blocks of a case parted by strokes
    this.last = Math.max(0, ...Object.values(state.answers).map(([, sequence]) => sequence));
  }

  // What this browser kept and the server may not have: newer than the server's, it is what the page shows.
  overlay(events) {
    for (const event of [...events].sort((a, b) => a.sequence - b.sequence)) {
      this.last = Math.max(this.last, event.sequence);
      if (event.kind === "marked") this.setMark(event.item, event.marked);
      else if (event.kind === "struck") this.struck.set(event.item, event.response);
      else if (event.sequence > this.sequence(event.item)) this.chosen.set(event.item, [event.response, event.sequence]);
    }
  }

  // What the server has, for a page that was left open; the items that are newer there.
  merge(state) {
    const newer = [];
    for (const [item, [response, sequence]] of Object.entries(state.answers)) {
      if (sequence <= this.sequence(item)) continue;
      this.chosen.set(item, [response, sequence]);
      this.last = Math.max(this.last, sequence);
      newer.push(item);
    }
    return newer;
  }

  // The server's word alone, on a page that another one has superseded.
  adopt(state) {
    this.chosen = new Map(Object.entries(state.answers));
    this.marked = new Set(state.marked);
  }

  response(item) {
    return this.chosen.get(item)?.[0] ?? "";
  }

  sequence(item) {
    return this.chosen.get(item)?.[1] ?? -1;
  }

  // Half of a character, as a cut at a field's length may leave, is nothing that JSON could carry.
  choose(item, words, typed = false) {
    const response = words.replace(/\p{Surrogate}/gu, "\ufffd");
    if (response === this.response(item)) return;
    const sequence = this.next();
    this.chosen.set(item, [response, sequence]);
    this.sender.push({ id: makeId(sequence), kind: "answered", item, sequence, response }, typed);
  }

  strike(item, response) {
    this.struck.set(item, response);
    const sequence = this.next();
    this.sender.push({ id: makeId(sequence), kind: "struck", item, sequence, response });
  }

  mark(item, on) {
    this.setMark(item, on);
    const sequence = this.next();
    this.sender.push({ id: makeId(sequence), kind: "marked", item, sequence, marked: on });
  }

  setMark(item, on) {
    if (on) this.marked.add(item);
    else this.marked.delete(item);
  }

  // Milliseconds of the server's time, and above all that is known: an old tab's late choice never beats a newer one.
  next() {
    this.last = Math.max(Math.round(now()), this.last + 1);
    return this.last;
  }
}

// A UUID of version 7 (RFC 9562) in 32 digits: ids that rise with time lie side by side in the index of the journal.
function makeId(milliseconds) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return milliseconds.toString(16).padStart(12, "0") + digits.slice(12);
}
