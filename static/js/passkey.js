// Makes a passkey, or shows one: the form with `data-passkey` sends what the browser gives.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

// The bytes in what the server asks for come as text; the answer goes back in the same way.
function unpacked(options) {
  const wanted = { ...options, challenge: bytesOf(options.challenge) };
  if (options.user) {
    wanted.user = { ...options.user, id: bytesOf(options.user.id) };
  }
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (options[name]) {
      wanted[name] = options[name].map((each) => ({ ...each, id: bytesOf(each.id) }));
    }
  }
  return wanted;
}

function packed(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = credential.response[name];
    if (value) {
      response[name] = textOf(value);
    }
  }
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: textOf(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  const here = document.getElementById("passkey-options");
  if (here) {
    return JSON.parse(here.textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function answer(form) {
  const { publicKey } = await optionsOf(form);
  const wanted = { publicKey: unpacked(publicKey) };
  const isNew = Boolean(publicKey.user);
  const { credentials } = navigator;
  form.elements.credential.value = packed(
    await (isNew ? credentials.create(wanted) : credentials.get(wanted)),
  );
}

async function send(form) {
  const refused = form.querySelector("[data-refused]");
  refused.hidden = true;
  try {
    await answer(form);
    form.submit();
  } catch {
    refused.hidden = false; // what went wrong is known to the browser alone
  }
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-no-passkey]").forEach((each) => {
    each.hidden = true;
  });
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.querySelector("[data-go]").addEventListener("click", () => send(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  });
}
