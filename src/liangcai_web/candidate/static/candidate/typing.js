// When typed words become an answer: at each pause, now and then while there is none, and at once before the end.

const CALM = { pause: 600, longest: 1400 }; // somebody who types without a pause is saved all the same
const HURRY = { pause: 100, longest: 250 };
const LAST = 10000; // milliseconds before the end

export class Typing {
  constructor(take, left) {
    this.take = take;
    this.left = left;
    this.since = null; // the first key that is not part of an answer yet
    this.timer = 0;
  }

  get active() {
    return this.since !== null;
  }

  note() {
    const at = performance.now();
    this.since ??= at;
    const { pause, longest } = this.left() < LAST ? HURRY : CALM;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), Math.max(0, Math.min(pause, this.since + longest - at)));
  }

  settle() {
    if (this.active) this.take();
  }

  done() {
    clearTimeout(this.timer);
    this.since = null;
  }
}
