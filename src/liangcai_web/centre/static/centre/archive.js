// Goes on with the archive as long as the page is looked at; without it, the button does the same.
const form = document.getElementById("archive-work");
let stopped = false;
form.querySelector("[data-stop]").addEventListener("click", () => {
  stopped = true;
});
setTimeout(() => {
  if (!stopped) form.querySelector('[value="go"]').click();
}, 400);
