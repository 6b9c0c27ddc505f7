// Goes on with long work as long as its page is looked at; without it, the button does the same.
const form = document.querySelector("form[data-work]");
let stopped = false;
form.querySelector("[data-stop]").addEventListener("click", () => {
  stopped = true;
});
setTimeout(() => {
  if (!stopped) form.querySelector('[value="go"]').click();
}, 400);
