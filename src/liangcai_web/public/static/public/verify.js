// The page of a QR code: what stands behind # is checked here, without sending it anywhere, and the answer is said.

import { Unsupported, judge, readCompact } from "./compact.js";
import { isForeign, readJwt } from "./document.js";

const place = document.getElementById("answer");
const template = document.getElementById("answer-template");
const field = document.getElementById("qr-text");
const { answers, reasons, labels, lang, zone } = JSON.parse(place.dataset.words);

const day = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: zone });
const moment = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", timeZone: zone });

async function fetchJson(address) {
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function sayAge(at) {
  const minutes = Math.max(0, Math.round((Date.now() - at.getTime()) / 60000));
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  if (minutes < 1) return labels.justNow;
  if (minutes < 120) return relative.format(-minutes, "minute");
  return minutes < 2880 ? relative.format(-Math.round(minutes / 60), "hour")
    : relative.format(-Math.round(minutes / 1440), "day");
}

function describe(content, judged) {
  const [code, edition] = content.standard.split("@");
  return {
    holder: content.holder,
    occupation: content.occupation,
    level: [content.level, content.direction].filter(Boolean).join(" · "),
    issued: day.format(new Date(content.issued)),
    number: content.number,
    identity: content.idLastFour ? `**************${content.idLastFour}` : "",
    standard: `${code} @ ${edition}`,
    issuer: judged.issuer?.name ?? `${labels.unknown} ${content.key}`,
    marks: content.marks.map(([part, points]) => `${part} ${points}`).join(labels.comma),
    functions: content.functions.join(labels.comma),
    status: judged.status.at
      ? `${labels[judged.status.state] ?? ""}${labels.asOf}${moment.format(judged.status.at)} (${sayAge(judged.status.at)})`
      : labels.noStatus,
  };
}

function draw(key, why = "", values = null) {
  const answer = answers[key];
  const piece = template.content.cloneNode(true);
  piece.querySelector(".verdict").classList.add(answer.tone);
  const said = { sign: answer.sign, title: answer.title, text: [answer.text, reasons[why]].filter(Boolean).join(" ") };
  for (const slot of piece.querySelectorAll("[data-slot]")) {
    const value = { ...said, ...values }[slot.dataset.slot];
    if (value) slot.textContent = value;
    else slot.closest("[data-row]")?.remove();
  }
  if (!values) piece.querySelector("[data-facts]")?.remove();
  show(piece);
}

function show(...nodes) {
  const box = document.getElementById("answer");
  box.replaceChildren(...nodes);
  box.scrollIntoView({ block: "nearest" });
}

async function askServer(token) {
  const body = new FormData(document.getElementById("qr-form"));
  body.set("token", token);
  const response = await fetch("/verify/token", { method: "POST", body, credentials: "same-origin" });
  if (!response.ok) throw new Error(String(response.status));
  const box = document.createElement("div");
  box.innerHTML = await response.text();
  show(...box.children);
}

async function verify(text) {
  const token = text.slice(text.lastIndexOf("#") + 1).trim();
  if (!token) return;
  try {
    const content = (await readCompact(token)) ?? (await readJwt(token));
    if (!content) return draw(isForeign(token) ? "foreign" : "invalid");
    const [trust, list] = await Promise.all([
      fetchJson("/verify/trust.json").then((found) => found ?? JSON.parse(place.dataset.trust)),
      fetchJson("/verify/status.json"),
    ]);
    const judged = await judge(content, trust, list, new Date());
    draw(judged.key, judged.why, describe(content, judged));
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    await askServer(token).catch(() => draw("out_of_reach"));
  }
}

document.getElementById("qr-form").addEventListener("submit", (event) => {
  event.preventDefault();
  verify(field.value);
});
addEventListener("hashchange", () => verify(location.hash));
verify(location.hash);
