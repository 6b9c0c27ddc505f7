// Two tabs of one browser: one works, the other says so and waits. They talk to each other and hold no lock, so a tab
// that dies leaves nothing behind.

const FRESH = 2000; // a question older than this was answered by nobody: whoever asked works
const PATIENCE = 800;

export class Tabs {
  constructor(attempt, changed, settle) {
    this.changed = changed;
    this.settle = settle; // puts what is typed into the outbox, and resolves when it is on the disk
    this.id = Math.random();
    this.born = Date.now();
    this.working = true;
    if (typeof BroadcastChannel === "undefined") return;
    this.channel = new BroadcastChannel(`liangcai-sitting-${attempt}`);
    this.channel.addEventListener("message", ({ data }) => this[data.kind]?.(data));
    this.say("asked");
  }

  say(kind) {
    this.channel?.postMessage({ kind, id: this.id, born: this.born, at: Date.now() });
  }

  // Here, instead of in the other tab; resolves when that one has put everything into the outbox, or does not answer.
  take() {
    return new Promise((resolve) => {
      this.given = resolve;
      setTimeout(resolve, PATIENCE);
      this.say("taken");
    }).then(() => this.set(true));
  }

  // Of two that began at once the one that began first works; in the same millisecond the one with the lower number.
  asked({ id, at, born }) {
    if (!this.working) return;
    const first = this.born < born || (this.born === born && this.id < id);
    if (first && Date.now() - at < FRESH) this.say("works");
    else this.set(false);
  }

  works() {
    this.set(false);
  }

  async taken() {
    if (!this.working) return;
    await this.settle();
    this.set(false);
    this.say("gave");
  }

  gave() {
    this.given?.();
  }

  set(working) {
    if (working === this.working) return;
    this.working = working;
    this.changed();
  }
}
