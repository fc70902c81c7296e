// Remembers where the learner is, so that "Continue" leads back here. Without a connection the
// lesson stays on the screen: a form that cannot be sent says so.

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
