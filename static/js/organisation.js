// Suggests organisations while their name is typed. Without this script the name is just typed.

const form = document.querySelector("[data-suggestions]");
const input = form.elements.name;
const list = input.list;
const PAUSE = 200;
let timer;
let request;

async function suggest() {
  request?.abort();
  request = new AbortController();
  const query = new URLSearchParams({ q: input.value, kind: form.elements.kind.value });
  try {
    const response = await fetch(`${form.dataset.suggestions}?${query}`, {
      signal: request.signal,
    });
    if (!response.ok) return;
    const { organisations } = await response.json();
    list.replaceChildren(...organisations.map(({ name, place }) => new Option(place, name)));
  } catch (error) {
    if (error.name !== "AbortError") list.replaceChildren();
  }
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  if (input.value.trim().length > 1) timer = setTimeout(suggest, PAUSE);
});
