// Adds up while points are typed, and gives points by one touch. Nothing is sent before the button is pressed.

const form = document.getElementById("rubric");
const inputs = [...form.querySelectorAll("input[type=number]")];

function addUp() {
  let cents = 0;
  for (const input of inputs) {
    const value = input.valueAsNumber;
    if (Number.isFinite(value) && value >= 0 && value <= Number(input.max)) cents += Math.round(value * 100);
    const quick = form.querySelector(`[data-for="${input.name}"]`);
    for (const button of quick ? quick.children : []) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.points) === value));
    }
  }
  document.getElementById("total").value = String(cents / 100);
}

for (const quick of form.querySelectorAll(".quick")) quick.hidden = false;

form.addEventListener("click", (event) => {
  const { points } = event.target.dataset;
  if (points === undefined) return;
  document.getElementById(event.target.parentElement.dataset.for).value = points;
  addUp();
});
form.addEventListener("input", addUp);
addUp();
