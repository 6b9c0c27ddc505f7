// The sample follows the form; a choice that is not right leaves the last one standing.
const form = document.querySelector("form[data-sample]");
const sample = document.getElementById("sample");
let waiting = 0;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") chosen.append(name, value);
    }
    const next = new Image();
    next.addEventListener("load", () => {
      sample.src = next.src;
    });
    next.src = `${form.dataset.sample}?${chosen}`;
  }, 400);
});
