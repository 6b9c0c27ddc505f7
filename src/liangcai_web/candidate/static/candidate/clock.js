// The server's clock, as this page knows it: measured, never the clock of this machine.

let offset = 0;
let trust = Infinity;

// One look at the server's clock. It was read somewhere between sending and receiving, so the middle is wrong by half the
// way at most. A better look replaces a worse one; so does one that the old estimate cannot be true beside: after sleep
// performance.now() may have stood still.
export function observe(serverTime, sentAt, receivedAt) {
  const error = Math.max((receivedAt - sentAt) / 2, 1);
  const estimate = Date.parse(serverTime) - (sentAt + receivedAt) / 2;
  if (error <= trust || Math.abs(estimate - offset) > error + trust) {
    offset = estimate;
    trust = error;
  }
}

export function now() {
  return performance.now() + offset;
}

export function writeLeft(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

export function timeWriter(zone) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return (milliseconds) => format.format(new Date(milliseconds));
}
