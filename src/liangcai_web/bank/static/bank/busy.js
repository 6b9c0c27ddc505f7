// Says what the server is doing while a file is sent, read row by row or taken in; the next page comes when it is done.

function show(form, button) {
  const said = form.querySelector(".busy");
  const file = form.querySelector("input[type=file]")?.files[0];
  const size = file ? ` (${(file.size / 1048576).toFixed(1)} MB)` : "";
  const began = Date.now();
  const tell = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    said.textContent = `${button.dataset.doing}${size}… ${said.dataset.elapsed.replace("{}", seconds)}`;
  };
  tell();
  form.ticking = setInterval(tell, 1000);
}

for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.ticking) return event.preventDefault();
    show(form, event.submitter ?? form.querySelector("[data-doing]"));
  });
  // The browser shows the page again as it was left when one goes back to it.
  window.addEventListener("pageshow", () => {
    clearInterval(form.ticking);
    form.ticking = 0;
    form.querySelector(".busy").textContent = "";
  });
}
