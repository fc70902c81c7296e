// Tells the server how much of each video was really played; skipping counts for nothing.
// Without this script the button beside it says the same.

const STEP = 5; // per cent between two messages
const panel = document.querySelector("[data-watch]");

function played(video) {
  if (!video.duration) return 0;
  let seconds = 0;
  for (let i = 0; i < video.played.length; i += 1) {
    seconds += video.played.end(i) - video.played.start(i);
  }
  return Math.min(100, Math.round((seconds / video.duration) * 100));
}

// A token that changed with a new log-in in another tab stands in the cookie.
function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
}

async function report(block, percent) {
  const response = await fetch(panel.dataset.watch, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new URLSearchParams({ block, percent }),
    keepalive: true,
  });
  if (!response.ok && response.status !== 401) return;
  const answer = await response.json();
  panel.querySelector("[data-watched]").innerHTML = answer.html ?? `${answer.percent} %`;
  if (answer.news) panel.querySelector("[data-watched]").textContent = answer.news;
  if (!response.ok) throw new Error(response.status);
  if (answer.is_completed) {
    panel.querySelector("[data-way-on]").hidden = false;
    panel.querySelector("form").hidden = true;
  }
}

function follow(video) {
  const block = video.closest("[data-recording]").dataset.recording;
  let told = 0;
  let tried = 0;
  const tell = () => {
    const percent = played(video);
    if (percent <= told) return;
    told = tried = percent;
    report(block, percent).catch(() => { told = 0; }); // offline or logged out: told again later
  };
  video.addEventListener("timeupdate", () => { if (played(video) >= tried + STEP) tell(); });
  video.addEventListener("pause", tell);
  video.addEventListener("ended", tell);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
}

if (panel) document.querySelectorAll("[data-recording] video").forEach(follow);
