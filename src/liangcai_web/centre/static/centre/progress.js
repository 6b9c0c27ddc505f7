// How far the server is with a list; the words beside it say the same without it.

for (const form of document.querySelectorAll("form[data-progress]")) {
  const bar = form.querySelector("progress");
  form.addEventListener("submit", () => {
    const look = async () => {
      const response = await fetch(form.dataset.progress, { credentials: "same-origin" });
      if (!response.ok) return;
      const { done, total } = await response.json();
      if (!total) return;
      bar.hidden = false;
      bar.max = total;
      bar.value = done;
    };
    setInterval(() => look().catch(() => {}), 700);
  });
}
