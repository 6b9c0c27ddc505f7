// The emergency file: what this page has, sealed with the key that the server gave it, for when nothing can be sent.

import { now } from "./clock.js";
import { hmac } from "./sha256.js";

const FORMAT = "liangcai-sitting-1";

export function sealPaper(state, answers, pending) {
  const body = JSON.stringify({
    attempt: state.attempt,
    form: state.form,
    ticket: state.ticket,
    made: new Date(now()).toISOString(),
    events: pending,
    answers: Object.fromEntries(answers.chosen),
  });
  const seal = writeHex(hmac(readHex(state.seal), new TextEncoder().encode(body)));
  return JSON.stringify({ format: FORMAT, suite: "HS256", seal, body });
}

// Hands a file to the browser, which asks or puts it where downloads go.
export function saveFile(name, words) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function readHex(words) {
  return Uint8Array.from(words.match(/../g), (pair) => parseInt(pair, 16));
}

function writeHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
