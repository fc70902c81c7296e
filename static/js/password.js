// Adds a switch to each password field that shows what is typed.

const words = document.querySelector("script[data-show]").dataset;

function addSwitch(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-link field-switch";
  button.textContent = words.show;
  button.setAttribute("aria-controls", input.id);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.textContent = isShown ? words.show : words.hide;
    button.setAttribute("aria-pressed", String(!isShown));
  });
  input.form.addEventListener("submit", () => {
    input.type = "password"; // so that browsers offer to keep it
  });
  input.after(button);
}

document.querySelectorAll('input[type="password"]').forEach(addSwitch);
