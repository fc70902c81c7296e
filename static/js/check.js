// Marks a knowledge check in its place. Without this module the form does it with a new page.

document.addEventListener("submit", async (event) => {
  const check = event.target.closest("[data-check]");
  if (!check) return;
  event.preventDefault();
  if (check.ariaBusy === "true") return;
  check.ariaBusy = "true";
  try {
    const response = await fetch(event.target.action, {
      method: "POST",
      body: new FormData(event.target),
      headers: { "X-Fragment": "check" },
    });
    const html = await response.text();
    if (!response.ok && response.status !== 422) throw new Error(response.status);
    if (response.headers.has("X-Completed")) location.reload();
    const marked = new DOMParser().parseFromString(html, "text/html").querySelector("[data-check]");
    check.replaceWith(marked);
    marked.querySelector("[data-result], fieldset").focus();
  } catch {
    event.target.submit();
  }
});
