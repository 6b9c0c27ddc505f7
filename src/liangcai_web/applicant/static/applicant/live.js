// Keeps the draft and shows the verdict while somebody types; without it the buttons do the same.

const form = document.getElementById("application");
const place = document.getElementById("verdict");
let waiting = 0;
let sent = "";

async function tell() {
  waiting = 0;
  const body = new URLSearchParams(new FormData(form));
  body.delete("act");
  if (body.toString() === sent) return;
  const response = await fetch(form.dataset.verdict, { method: "POST", body, credentials: "same-origin" });
  if (!response.ok) return;
  sent = body.toString();
  place.innerHTML = await response.text();
}

if (form && place) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => tell().catch(() => {}), 600);
  });
  addEventListener("pagehide", () => {
    if (!waiting) return;
    navigator.sendBeacon(form.dataset.verdict, new URLSearchParams(new FormData(form)));
  });
}
