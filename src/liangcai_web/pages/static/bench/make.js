// Elements, and the words of two languages.

const english = document.documentElement.lang === "en";
export const SIGNS = { ok: "✓", warn: "!", bad: "✕", none: "" };
export const STATES = { ok: ["正常", "fine"], warn: ["请留意", "look at this"], bad: ["异常", "wrong"], none: ["", ""] };
const NAMESPACE = "http://www.w3.org/2000/svg";

export function say(zh, en) {
  return english ? en || zh : zh;
}

// What a thing of a view is called in the language of the page.
export function named(thing) {
  return thing ? say(thing.zh ?? "", thing.en ?? "") : "";
}

export function make(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

export function makeSvg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(NAMESPACE, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A state as a sign, with its word for those who can't see it; colour is never the only one.
export function makeSign(state) {
  if (!SIGNS[state]) return "";
  return make("span", { class: `sign is-${state}` }, make("span", { "aria-hidden": "true" }, SIGNS[state]), make("span", { class: "quiet" }, say(...STATES[state])));
}
