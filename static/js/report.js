// Says so when the rows cannot follow the search, because the session has ended.

const { loggedOut } = document.querySelector("[data-logged-out]").dataset;

document.addEventListener("w-swap:error", ({ detail }) => {
  if (detail.error.status !== 403) return;
  const message = { text: loggedOut, type: "error", clear: true };
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: message }));
});
