// What the frame of a page does: its menus close, its forms outlive a new log-in, a log-out
// leaves no answers behind, and a lesson remembers its learner. One file, because each request of a
// lesson counts.

// An open menu closes on Escape, which leads back to what opened it, and when something outside of
// it is touched or has the focus.

const openMenus = () => document.querySelectorAll(".menu[open]");

for (const kind of ["pointerdown", "focusin"]) {
  document.addEventListener(kind, ({ target }) => openMenus().forEach((menu) => { menu.open = menu.contains(target); }));
}

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  openMenus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// A log-in in another tab changes the token of all forms. The new one stands in the cookie. Each
// form takes it before the other scripts hear that it is sent.

document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector("[name=csrfmiddlewaretoken]");
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (field && cookie) field.value = cookie[1];
}, { capture: true });

// What quiz.js keeps goes with the log-out, not when a session ends: its learner comes back.

document.addEventListener("submit", ({ target }) => {
  if (!("logOut" in target.dataset)) return;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("quiz-")) localStorage.removeItem(key);
  }
});

// The portal hears where the learner is, so that "Continue" leads back here. Without a connection
// the lesson stays on the screen: a form that cannot be sent says so.

const article = document.querySelector("[data-visit]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

if (article && token) {
  fetch(article.dataset.visit, { method: "POST", headers: { "X-CSRFToken": token }, keepalive: true })
    .catch(() => {}); // the next visit will do
}

// Before the other scripts hear of it.
document.addEventListener("submit", stay, { capture: true });
window.addEventListener("online", () => article?.querySelectorAll("[data-offline-note]").forEach((note) => note.remove()));

function stay(event) {
  if (navigator.onLine || !article?.contains(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.querySelector("[data-offline-note]")?.remove();
  const note = document.createElement("p");
  note.className = "message message-warning";
  note.role = "alert";
  note.dataset.offlineNote = "";
  note.textContent = article.dataset.offline;
  event.target.append(note);
}
