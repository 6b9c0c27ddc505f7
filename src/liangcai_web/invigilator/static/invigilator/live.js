// Keeps a page of a room true: asks for its rows every few seconds, counts on by the server's clock in between, and says
// when the server does not answer. The pages write words into what stands there, so nothing that is being typed is lost.

const EVERY = 3000;
const english = document.documentElement.lang === "en";

export const say = (zh, en) => (english ? en : zh);

export function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

export function writeLeft(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${parts.join(":")}` : parts.join(":");
}

// Whether somebody is writing: then nothing that they write in may be taken away.
export const isTyping = () => Boolean(document.activeElement?.matches("input, textarea, select"));

// ``show`` gets what the address tells; ``tick`` gets the seconds that have passed since.
export function keepTrue({ address, zone, show, tick }) {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone || undefined, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  let offset = null; // server's time minus this page's
  let askedAt = 0;
  let failures = 0;

  async function ask() {
    if (document.hidden) return;
    const sentAt = performance.now();
    const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
    if (!response.ok || response.redirected) throw new Error("refused");
    const told = await response.json();
    offset = Date.parse(told.now) - (sentAt + performance.now()) / 2;
    askedAt = performance.now();
    await show(told);
  }

  function count() {
    if (offset === null) return;
    write(document.getElementById("now"), clock.format(new Date(performance.now() + offset)));
    tick((performance.now() - askedAt) / 1000);
  }

  async function round() {
    try {
      await ask();
      failures = 0;
    } catch {
      failures += 1;
    }
    document.getElementById("cut").hidden = failures < 2;
    document.documentElement.dataset.console = failures ? "cut" : "live";
    setTimeout(round, EVERY);
  }

  document.addEventListener("visibilitychange", () => document.hidden || ask().catch(() => undefined));
  setInterval(count, 500);
  round();
}
