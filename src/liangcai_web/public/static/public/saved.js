// The page that is kept and needs no server: everything it knows was written into it when it was made.

import { Unsupported, judge, readCompact } from "./compact.js";
import { isForeign, readFile, readJwt, readList, readText } from "./document.js";

const { words, trust, status, zone } = JSON.parse(document.getElementById("data").textContent);
const place = document.getElementById("answer");
const box = document.getElementById("text");
let lang = navigator.language.startsWith("zh") ? "zh" : "en";
let last = null;

async function read(text) {
  const plain = text.trim();
  if (plain.startsWith("{")) return readFile(text);
  const token = plain.slice(plain.lastIndexOf("#") + 1);
  return (await readCompact(token)) ?? readJwt(token);
}

async function verify(text) {
  try {
    const content = await read(text);
    last = content ? { content, judged: await judge(content, trust, await readList(status), new Date()) }
      : { key: isForeign(text.trim()) ? "foreign" : "invalid" };
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    last = { key: "unsupported" };
  }
  draw();
}

function sayStatus({ state, at }) {
  const { labels } = words[lang];
  if (!at) return labels.noStatus;
  const moment = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(at);
  const days = Math.floor((Date.now() - at.getTime()) / 86400000);
  const age = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-days, "day");
  return `${labels[state] ?? ""}${labels.asOf}${moment} (${age})`;
}

function describe({ content, judged }) {
  const { labels, names } = words[lang];
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: zone }).format(new Date(content.issued));
  const values = {
    holder: content.holder,
    occupation: content.occupation,
    level: [content.level, content.direction].filter(Boolean).join(" · "),
    issued: day,
    number: content.number,
    identity: content.idLastFour && `**************${content.idLastFour}`,
    standard: content.standard,
    issuer: judged.issuer?.name ?? `${labels.unknown} ${content.key}`,
    marks: content.marks.map((mark) => mark.join(" ")).join(labels.comma),
    functions: content.functions.join(labels.comma),
    status: sayStatus(judged.status),
  };
  return Object.entries(values).filter(([, value]) => value).map(([name, value]) => [names[name], value]);
}

function make(tag, text, className = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}

function draw() {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.documentElement.dataset.lang = lang;
  if (!last) return;
  const { answers, reasons } = words[lang];
  const answer = answers[last.judged?.key ?? last.key];
  const why = reasons[last.judged?.why] ?? "";
  const list = make("dl", "");
  for (const [name, value] of last.content ? describe(last) : []) list.append(make("dt", name), make("dd", value));
  place.className = answer.tone;
  place.replaceChildren(make("h2", `${answer.sign} ${answer.title}`), make("p", `${answer.text} ${why}`), list);
}

async function take(file) {
  const text = readText(new Uint8Array(await file.arrayBuffer()));
  if (text === null) {
    last = { key: "invalid" };
    draw();
  } else await verify(text);
}

document.getElementById("file").addEventListener("change", (event) => event.target.files[0] && take(event.target.files[0]));
document.getElementById("check").addEventListener("click", () => box.value.trim() && verify(box.value.trim()));
document.getElementById("lang").addEventListener("click", () => {
  lang = lang === "zh" ? "en" : "zh";
  draw();
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
});
draw();
if (location.hash.length > 1) verify(location.hash);
