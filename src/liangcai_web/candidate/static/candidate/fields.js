// The answer of a question as one string, and back: letters, a list of what stands in gaps, or a text.

const LETTERS = new Set(["single", "multiple", "truefalse"]);
const PLACES = new Set(["order", "match"]);
const GAPS = new Set(["fill", "calculation"]);

export function readAnswer(question) {
  const pieces = [...question.querySelectorAll(".answer")].map(readBlock);
  if (question.dataset.type !== "case") return pieces[0];
  return pieces.some((piece) => piece) ? JSON.stringify(pieces) : "";
}

export function writeAnswer(question, response) {
  const blocks = [...question.querySelectorAll(".answer")];
  const pieces = question.dataset.type === "case" ? unpack(response) : [response];
  blocks.forEach((block, index) => writeBlock(block, pieces[index] ?? ""));
}

function readBlock(block) {
  const type = block.dataset.type;
  if (LETTERS.has(type)) return [...block.querySelectorAll("input:checked")].map((input) => input.value).join("");
  if (PLACES.has(type)) {
    const letters = [...block.querySelectorAll("select")].map((select) => select.value).join("");
    return /^-*$/.test(letters) ? "" : letters;
  }
  if (GAPS.has(type)) {
    const words = [...block.querySelectorAll("input")].map((input) => input.value);
    return words.some((word) => word.trim()) ? JSON.stringify(words) : "";
  }
  return block.querySelector("textarea").value;
}

function writeBlock(block, response) {
  const type = block.dataset.type;
  if (LETTERS.has(type)) for (const input of block.querySelectorAll("input")) input.checked = response.includes(input.value);
  else if (PLACES.has(type)) block.querySelectorAll("select").forEach((select, index) => { select.value = response[index] ?? "-"; });
  else if (GAPS.has(type)) {
    const words = unpack(response);
    block.querySelectorAll("input").forEach((input, index) => put(input, words[index] ?? ""));
  } else put(block.querySelector("textarea"), response);
}

// What somebody is typing in keeps its caret.
function put(field, words) {
  if (field.value !== words) field.value = words;
}

function unpack(response) {
  try {
    const pieces = JSON.parse(response || "[]");
    return Array.isArray(pieces) ? pieces : [];
  } catch {
    return [];
  }
}
