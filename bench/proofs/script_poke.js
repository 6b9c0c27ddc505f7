// What a person does that makes a page's own scripts draw something: type, open a clause, come near, go away.
async () => {
  for (const field of document.querySelectorAll("#item textarea, #item input")) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    break;
  }
  document.querySelector("a[data-passage]")?.click();
  for (const element of document.querySelectorAll("[title], img, math, svg, summary")) {
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    element.dispatchEvent(new Event("focus"));
  }
  await new Promise((done) => setTimeout(done, document.getElementById("preview") ? 500 : 60));
}
