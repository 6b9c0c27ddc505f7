// The two languages of what scripts say.

const english = document.documentElement.lang === "en";

export function say(zh, en) {
  return english ? en : zh;
}
