// Options struck out: a candidate's scratch marks, no answers. The buttons are made when a question is first shown.

import { say } from "./words.js";

export class Strikes {
  constructor(answers, chosen) {
    this.answers = answers;
    this.chosen = chosen; // takes an option away that is struck out while it is chosen
  }

  prepare(question) {
    if (question.dataset.strikes) return;
    question.dataset.strikes = "ready";
    for (const label of question.querySelectorAll(".answer:not([data-type=truefalse]) .option")) wrap(label, (button) => this.toggle(button));
    this.paint(question);
  }

  paint(question) {
    const struck = this.read(question);
    question.querySelectorAll(".answer").forEach((block, index) => {
      for (const choice of block.querySelectorAll(".choice")) {
        const on = (struck[index] ?? "").includes(choice.querySelector("input").value);
        choice.classList.toggle("struck", on);
        choice.querySelector(".strike").setAttribute("aria-pressed", String(on));
      }
    });
  }

  read(question) {
    return (this.answers.struck.get(question.dataset.item) ?? "").split("/");
  }

  toggle(button) {
    const question = button.closest(".question");
    const input = button.parentElement.querySelector("input");
    this.set(question, input, !button.parentElement.classList.contains("struck"));
    if (!input.checked) return;
    input.checked = false;
    this.chosen(question);
  }

  // What is chosen is not struck out.
  release(question) {
    for (const input of question.querySelectorAll(".struck input:checked")) this.set(question, input, false);
  }

  set(question, input, on) {
    const blocks = [...question.querySelectorAll(".answer")];
    const index = blocks.indexOf(input.closest(".answer"));
    const struck = blocks.map((_, place) => this.read(question)[place] ?? "");
    struck[index] = struck[index].replace(input.value, "") + (on ? input.value : "");
    this.answers.strike(question.dataset.item, struck.some((letters) => letters) ? struck.join("/") : "");
    this.paint(question);
  }
}

function wrap(label, toggle) {
  const choice = document.createElement("div");
  const button = document.createElement("button");
  const letter = label.querySelector(".letter").textContent;
  choice.className = "choice";
  Object.assign(button, { type: "button", className: "strike", textContent: letter });
  button.setAttribute("aria-label", say(`划掉 ${letter}`, `Strike out ${letter}`));
  button.addEventListener("click", () => toggle(button));
  label.before(choice);
  choice.append(label, button);
}
