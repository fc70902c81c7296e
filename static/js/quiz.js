// Saves each answer of a quiz as it is given. Without this module the form's buttons do it.
//
// What is not sent yet is kept in localStorage and sent when the connection is back. Tabs tell each
// other what was saved. Each question sends the mark of the answer that was shown ("was-…"), so
// that a tab left behind overwrites nothing.

const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const TYPING_PAUSE = 900;

const form = document.querySelector("form[data-quiz]");
if (form) startSaving(form);

function startSaving(form) {
  const storageKey = `quiz-${form.dataset.quiz}`;
  const status = form.querySelector("[data-status]");
  const questions = new Map(
    [...form.querySelectorAll("fieldset[data-question]")].map((set) => [set.dataset.question, set]),
  );
  const pending = new Map();
  let sending = null;
  let retryDelay = FIRST_RETRY;
  let timer = 0;
  let isLeaving = false;

  // Reading and filling a question.

  function fieldsOf(set) {
    const names = new Set([...set.elements].map((field) => field.name).filter(isAnswer));
    const data = new FormData(form);
    return [...names].flatMap((name) => data.getAll(name).map((value) => [name, value]));
  }

  function isAnswer(name) {
    return name.startsWith("q-");
  }

  function fill(set, fields) {
    for (const field of set.elements) {
      if (!isAnswer(field.name)) continue;
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
  }

  function setWas(set, value) {
    set.querySelector('input[name^="was-"]').value = value;
  }

  function showState(set, state) {
    const link = form.querySelector(`.question-nav a[href="#${set.id}"]`);
    link.className = `is-${state}`;
    const words = { saved: "stateSaved", answered: "stateAnswered", faulty: "stateFaulty", open: "stateOpen" };
    link.querySelector("[data-state]").textContent = `, ${form.dataset[words[state]]}`;
  }

  function showError(set, message) {
    const error = set.querySelector("[data-error]");
    error.hidden = !message;
    error.querySelector("span").textContent = message || "";
    const described = new Set((set.getAttribute("aria-describedby") || "").split(" "));
    described[message ? "add" : "delete"](error.id);
    set.setAttribute("aria-describedby", [...described].join(" "));
    for (const answer of set.querySelectorAll(".answer")) {
      answer.classList.toggle("has-error", Boolean(message));
      answer.firstElementChild.setAttribute("aria-invalid", Boolean(message));
    }
    if (!message) forgetProblem(set);
  }

  // What the server thinks of an answer: its mark, undefined when it was refused, and what is wrong.
  function showJudged(set, was, message) {
    if (was !== undefined) setWas(set, was);
    showError(set, message);
    if (message) showState(set, "faulty");
    else showState(set, was ? "saved" : "open");
  }

  function forgetProblem(set) {
    const summary = form.querySelector(".error-summary");
    summary?.querySelector(`a[href="#${set.id}"]`)?.closest("li").remove();
    if (!summary?.querySelector("li")) summary?.remove();
  }

  function say(text, isKept = false) {
    status.textContent = text;
    status.classList.toggle("is-kept", isKept);
  }

  // The link stays while sending is tried again: it may have the focus.
  function sayLoggedOut(html) {
    if (isLoggedOut()) return;
    say(form.dataset.keptHere, true);
    status.insertAdjacentHTML("afterbegin", `${html} `);
  }

  function isLoggedOut() {
    return status.querySelector("a") !== null;
  }

  // What waits for being sent.

  function keep() {
    try {
      if (pending.size) localStorage.setItem(storageKey, JSON.stringify([...pending]));
      else localStorage.removeItem(storageKey);
    } catch {
      // Storage may be forbidden; then the answers wait in this page alone.
    }
  }

  function restore() {
    try {
      for (const [id, fields] of JSON.parse(localStorage.getItem(storageKey) || "[]")) {
        if (!questions.has(id)) continue;
        fill(questions.get(id), fields);
        queue(questions.get(id));
      }
    } catch {
      // Nothing that can be read was kept.
    }
  }

  // On a slow line people answer before this module runs.
  function queueWhatWasAnsweredBefore() {
    for (const [id, set] of questions) {
      if (!pending.has(id) && [...set.elements].some((field) => isAnswer(field.name) && isChanged(field))) queue(set);
    }
  }

  function isChanged(field) {
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.options) return field.value !== (field.querySelector("[selected]") ?? field.options[0]).value;
    return field.value !== field.defaultValue;
  }

  function queue(set, delay = 0) {
    pending.set(set.dataset.question, fieldsOf(set));
    setWas(set, "changed");
    showState(set, "answered");
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }

  async function send() {
    clearTimeout(timer);
    if (sending) return sending;
    if (!pending.size) return true;
    sending = post(new Map(pending));
    const isSent = await sending;
    sending = null;
    if (isSent && pending.size) return send();
    if (!isSent && !isLeaving) {
      timer = setTimeout(send, retryDelay);
      retryDelay = Math.min(retryDelay * 2, LAST_RETRY);
    }
    return isSent;
  }

  async function post(batch) {
    const data = new FormData();
    for (const [id, fields] of batch) {
      data.append(`was-${id}`, "changed");
      for (const [name, value] of fields) data.append(name, value);
    }
    if (!isLoggedOut()) say(form.dataset.saving);
    let response;
    let body = {};
    try {
      response = await fetch(form.action, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json", "X-CSRFToken": token() },
        keepalive: true,
      });
      body = await response.json().catch(() => ({}));
    } catch {
      say(form.dataset.kept, true);
      return false;
    }
    if (response.status === 409) return leave(body.url);
    if (response.status === 401) {
      sayLoggedOut(body.html);
      return false;
    }
    if (!body.was) {
      say((response.status < 500 && body.message) || form.dataset.kept, true);
      return false;
    }
    retryDelay = FIRST_RETRY;
    for (const [id, fields] of batch) take(id, fields, body);
    keep();
    say(response.ok ? `${form.dataset.saved} ${body.time}` : "");
    if (body.seconds_left !== null) tellTime(body.seconds_left);
    return true;
  }

  function take(id, fields, body) {
    const set = questions.get(id);
    const [was, message] = [body.was[id], body.messages[id]];
    if (JSON.stringify(pending.get(id)) !== JSON.stringify(fields)) return;
    pending.delete(id);
    showJudged(set, was, message);
    if (was !== undefined) channel?.postMessage({ id, fields, was, message });
  }

  // A token that changed with a new log-in in another tab stands in the cookie.
  function token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
  }

  function tellTime(seconds) {
    form.dispatchEvent(new CustomEvent("quiz:time", { detail: seconds }));
  }

  function leave(url) {
    isLeaving = true;
    pending.clear();
    keep();
    location.assign(url);
    return true;
  }

  // Other tabs.

  const channel = "BroadcastChannel" in window ? new BroadcastChannel(storageKey) : null;
  channel?.addEventListener("message", ({ data }) => {
    if (data === "opened") channel.postMessage("here");
    if (data === "opened" || data === "here") say(form.dataset.otherTab);
    const set = questions.get(data.id);
    if (!set || pending.has(data.id)) return;
    fill(set, data.fields);
    showJudged(set, data.was, data.message);
  });

  // Events.

  form.addEventListener("input", ({ target }) => {
    const set = target.closest("fieldset[data-question]");
    if (set) queue(set, target.type === "text" ? TYPING_PAUSE : 0);
  });
  form.addEventListener("focusout", () => pending.size && send());
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    if (event.submitter?.value === "stay") { // Enter in a field
      event.preventDefault();
      send();
      return;
    }
    if (!pending.size && !sending) return;
    event.preventDefault();
    if ((await send()) && !isLeaving) {
      isLeaving = true;
      if (event.submitter) event.submitter.click();
      else form.submit();
    } else if (!isLeaving) {
      status.scrollIntoView({ block: "nearest" });
    }
  });

  form.addEventListener("quiz:time-up", async (event) => {
    event.preventDefault();
    say(form.dataset.timeUp);
    await send();
    if (isLeaving) return;
    isLeaving = true;
    const last = document.createElement("form");
    last.method = "post";
    last.action = form.dataset.submitUrl;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token() });
    last.append(field);
    document.body.append(last);
    last.submit();
  });

  channel?.postMessage("opened");
  restore();
  queueWhatWasAnsweredBefore();
}
