// Marks a knowledge check in its place. Without this module the form does it with a new page.

const ANSWERS = "fieldset :is(input:not([type=hidden]), select)";
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
    focusOn(marked);
    if (response.ok && !body.has("again")) await refresh();
  } catch {
    event.target.submit();
  }
});

// What comes next for who answers by keyboard: the verdict, the question, or the field to fill.
function focusOn(check) {
  const error = check.querySelector("[data-error]:not([hidden])");
  if (!error) return check.querySelector(".verdict, fieldset").focus();
  const fields = [...check.querySelectorAll(ANSWERS)];
  (fields.find((field) => !field.value) ?? fields[0]).focus();
  error.scrollIntoView({ block: "nearest" });
}

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

// What the page says about the lesson's state may be another now. Its messages wait for a reader.
async function refresh() {
  const html = await (await fetch(location.href, { headers: { "X-Fragment": "state" } })).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const selector of CHANGED_BY_ANSWERS) {
    const fresh = page.querySelector(selector);
    if (fresh) document.querySelector(selector)?.replaceWith(fresh);
  }
}
