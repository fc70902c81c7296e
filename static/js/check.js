// Marks a knowledge check in its place. Without this module the form does it with a new page.

const CHANGED_BY_ANSWERS = [".lesson-progress", ".side-sticky", ".lesson-end"];

document.addEventListener("submit", async (event) => {
  const check = event.target.closest("[data-check]");
  if (!check) return;
  event.preventDefault();
  if (check.ariaBusy === "true") return;
  check.ariaBusy = "true";
  const body = new FormData(event.target);
  try {
    const response = await fetch(event.target.action, {
      method: "POST",
      body,
      headers: { "X-Fragment": "check" },
    });
    if (response.status === 401) {
      check.ariaBusy = "false";
      return say(event.target, (await response.json()).html);
    }
    const html = await response.text();
    const marked = new DOMParser().parseFromString(html, "text/html").querySelector("[data-check]");
    if (!marked || (!response.ok && response.status !== 422)) throw new Error(response.status);
    check.replaceWith(marked);
    marked.querySelector(".verdict, fieldset").focus();
    if (response.ok && !body.has("again")) await refresh();
  } catch {
    event.target.submit();
  }
});

function say(form, html) {
  form.querySelector("[data-note]")?.remove();
  const note = document.createElement("p");
  note.className = "message message-warning";
  note.role = "alert";
  note.dataset.note = "";
  note.lang = document.documentElement.lang;
  note.dir = document.documentElement.dir;
  note.innerHTML = html;
  form.append(note);
}

// What the page says about the lesson's state may be another now.
async function refresh() {
  const html = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const selector of CHANGED_BY_ANSWERS) {
    const fresh = page.querySelector(selector);
    if (fresh) document.querySelector(selector)?.replaceWith(fresh);
  }
}
