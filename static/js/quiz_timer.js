// Keeps the time left of a quiz current, in words, and says it aloud at 10, 5 and 1 minutes.
//
// The server counts. The page learns the seconds left from it and goes on by a clock that nobody can
// set; it asks again every minute, after a sleep, and before anything is submitted. When the time is
// over the form is told, and sent unless it has something to save first.

const ALOUD = [600, 300, 60];
const SHORT = 300;
const ASK_EVERY = 60000; // milliseconds
const ASK_AGAIN = 3000; // when the time is over and nobody has answered
const SLEPT = 5000; // the page's clock may stand still while the computer sleeps, its own does not
const GIVEN = 30; // so many seconds more than were left are told at once

const timer = document.querySelector("[data-seconds-left]");
const form = document.querySelector("form[data-left]");
if (timer && form) startTimer(timer, form);

function startTimer(timer, form) {
  const words = timer.querySelector("span");
  const aloud = document.querySelector("[data-announce]");
  let end = 0;
  let askedAt = 0;
  let apart = 0;
  let isAsking = false;
  let isOver = false;
  let before = Number(timer.dataset.secondsLeft);

  function setTime(seconds) {
    askedAt = performance.now();
    end = askedAt + seconds * 1000;
    apart = Date.now() - askedAt;
  }

  function left() {
    return Math.max(0, Math.ceil((end - performance.now()) / 1000));
  }

  function inWords(seconds) {
    const [amount, unit] = seconds > 60 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
    const format = { style: "unit", unit, unitDisplay: "long" };
    const text = new Intl.NumberFormat(document.documentElement.lang, format).format(amount);
    return form.dataset.left.replace("%s", text);
  }

  function show() {
    const seconds = left();
    words.textContent = inWords(seconds);
    timer.classList.toggle("is-short", seconds <= SHORT);
    const isMore = seconds > before + GIVEN;
    if (isMore || ALOUD.some((mark) => seconds <= mark && mark < before)) aloud.textContent = inWords(seconds);
    if (isMore || seconds < before) before = seconds;
  }

  function isToAsk() {
    const now = performance.now();
    if (!left()) return now - askedAt > ASK_AGAIN;
    return Math.abs(Date.now() - now - apart) > SLEPT || (!document.hidden && now - askedAt > ASK_EVERY);
  }

  // Whether the server answered, or knows nobody here any more.
  async function ask() {
    try {
      const response = await fetch(timer.dataset.timeUrl, { headers: { Accept: "application/json" } });
      if (response.ok) setTime((await response.json()).seconds_left);
      return response.ok || response.status === 401;
    } catch {
      return false;
    }
  }

  async function tick() {
    show();
    if (isAsking || isOver || !isToAsk()) return;
    isAsking = true;
    [askedAt, apart] = [performance.now(), Date.now() - performance.now()];
    const isKnown = await ask();
    isAsking = false;
    show();
    if (isKnown && !left()) finish();
  }

  function finish() {
    isOver = true;
    clearInterval(clock);
    aloud.textContent = form.dataset.timeUp;
    if (form.dispatchEvent(new Event("quiz:time-up", { cancelable: true }))) form.submit();
  }

  function askNow() {
    if (document.hidden) return;
    askedAt = -Infinity;
    tick();
  }

  form.addEventListener("quiz:time", ({ detail }) => setTime(detail));
  document.addEventListener("visibilitychange", askNow);
  window.addEventListener("pageshow", ({ persisted }) => persisted && askNow());
  window.addEventListener("online", askNow);
  setTime(before);
  const clock = setInterval(tick, 1000);
  tick();
}
