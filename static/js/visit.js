// Remembers where the learner is, so that "Continue" leads back here.

const article = document.querySelector("[data-visit]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

if (article && token) {
  fetch(article.dataset.visit, { method: "POST", headers: { "X-CSRFToken": token }, keepalive: true })
    .catch(() => {}); // the next visit will do
}
