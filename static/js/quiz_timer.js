// Keeps the time left of a quiz current, in words, and says it aloud at 10, 5 and 1 minutes. When it
// is over, the form is told, and sent unless it has something to save first. The server counts: the
// page learns the seconds left from it.

const ALOUD = [600, 300, 60];
const SHORT = 300;

const timer = document.querySelector("[data-seconds-left]");
const form = document.querySelector("form[data-left]");
if (timer && form) startTimer(timer, form);

function startTimer(timer, form) {
  const words = timer.querySelector("span");
  const aloud = document.querySelector("[data-announce]");
  let end = 0;
  let before = Infinity;

  function setTime(seconds) {
    end = Date.now() + seconds * 1000;
    before = seconds;
  }

  function inWords(seconds) {
    const [amount, unit] = seconds > 60 ? [Math.ceil(seconds / 60), "minute"] : [seconds, "second"];
    const format = { style: "unit", unit, unitDisplay: "long" };
    const text = new Intl.NumberFormat(document.documentElement.lang, format).format(amount);
    return form.dataset.left.replace("%s", text);
  }

  function tick() {
    const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
    words.textContent = inWords(seconds);
    timer.classList.toggle("is-short", seconds <= SHORT);
    if (ALOUD.some((mark) => seconds <= mark && mark < before)) aloud.textContent = inWords(seconds);
    before = seconds;
    if (seconds > 0) return;
    clearInterval(clock);
    aloud.textContent = form.dataset.timeUp;
    if (form.dispatchEvent(new Event("quiz:time-up", { cancelable: true }))) form.requestSubmit();
  }

  form.addEventListener("quiz:time", ({ detail }) => setTime(detail));
  setTime(Number(timer.dataset.secondsLeft));
  const clock = setInterval(tick, 1000);
  tick();
}
