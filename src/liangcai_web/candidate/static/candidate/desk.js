// What is seen: one question at a time, the map, the marks.

import { readAnswer, writeAnswer } from "./fields.js";
import { say } from "./words.js";

export class Desk {
  constructor(answers) {
    this.answers = answers;
    this.root = document.getElementById("desk");
    this.questions = [...document.querySelectorAll(".question")];
    this.cells = new Map([...document.querySelectorAll("[data-go]")].map((cell) => [cell.dataset.go, cell]));
    this.mark = document.getElementById("mark");
    this.counts = document.getElementById("counts");
    this.index = Number(this.root.dataset.first) - 1;
    this.holds = new Set(); // why nothing can be entered now
  }

  get held() {
    return this.holds.size > 0;
  }

  get current() {
    return this.questions[this.index];
  }

  show(index, focus = true) {
    if (index < 0 || index >= this.questions.length) return;
    this.current.hidden = true;
    this.cells.get(this.current.dataset.number)?.removeAttribute("aria-current");
    this.index = index;
    this.strikes?.prepare(this.current);
    this.current.hidden = false;
    const cell = this.cells.get(this.current.dataset.number);
    cell?.setAttribute("aria-current", "true");
    if (document.getElementById("map-frame").scrollHeight > 0) keepInView(cell);
    this.paintTools();
    if (focus) this.current.querySelector("legend").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // What stands on the page, as it is sent: blank for none.
  read(question) {
    return readAnswer(question);
  }

  paint(question) {
    writeAnswer(question, this.answers.response(question.dataset.item));
    this.paintCell(question);
  }

  paintAll() {
    this.questions.forEach((question) => this.paint(question));
    this.cells.get(this.current.dataset.number)?.setAttribute("aria-current", "true");
    this.strikes?.paint(this.current);
    this.paintTools();
  }

  paintCell(question) {
    const cell = this.cells.get(question.dataset.number);
    const answered = this.answers.response(question.dataset.item) !== "";
    const marked = this.answers.marked.has(question.dataset.item);
    cell.classList.toggle("answered", answered);
    cell.classList.toggle("marked", marked);
    cell.querySelector(".quiet").textContent = ` ${answered ? say("已答", "answered") : say("未答", "blank")}${marked ? say(" 已标记", " marked") : ""}`;
    const done = this.questions.filter((each) => this.answers.response(each.dataset.item) !== "").length;
    this.counts.textContent = say(`已答 ${done} / ${this.questions.length}`, `${done} of ${this.questions.length} answered`);
  }

  paintTools() {
    this.mark.setAttribute("aria-pressed", String(this.answers.marked.has(this.current.dataset.item)));
    document.querySelector('[data-step="-1"]').disabled = this.index === 0;
    document.querySelector('[data-step="1"]').disabled = this.index === this.questions.length - 1;
  }

  hold(reason, on) {
    if (on) this.holds.add(reason);
    else this.holds.delete(reason);
    for (const part of [...this.questions, this.mark, document.getElementById("clear")]) if (part.disabled !== this.held) part.disabled = this.held;
  }
}

// Scrolls the map only, never the page.
function keepInView(cell) {
  const frame = document.getElementById("map-frame");
  const [box, spot] = [frame.getBoundingClientRect(), cell.getBoundingClientRect()];
  if (spot.top < box.top) frame.scrollTop -= box.top - spot.top + 8;
  if (spot.bottom > box.bottom) frame.scrollTop += spot.bottom - box.bottom + 8;
}
