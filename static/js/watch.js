// Tells the server which stretches of each video were really played, and lets the video go on where
// its learner stopped, on whichever device; skipping counts for nothing. The server adds them up.
// Without this script the button beside it says the same.

const MOST_SPANS = 200;
const STEP = [1, 30]; // seconds played between two messages: a twentieth of the video, within these
const EDGE = 3; // who stopped so near to the beginning or the end begins at the beginning
const panel = document.querySelector("[data-watch]");

function playedIn(video) {
  return Array.from({ length: video.played.length }, (_, i) => [video.played.start(i), video.played.end(i)])
    .filter(([from, to]) => to - from >= 0.1);
}

function secondsPlayed(video) {
  return playedIn(video).reduce((sum, [from, to]) => sum + to - from, 0);
}

function shareOf(block) {
  return panel.querySelector(`[data-share="${block}"]`);
}

// A token that changed with a new log-in in another tab stands in the cookie.
function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
}

async function report(block, data) {
  const response = await fetch(panel.dataset.watch, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new URLSearchParams({ block, ...data }),
    keepalive: true,
  });
  if (response.status === 401) panel.querySelector("[data-watched]").innerHTML = (await response.json()).html;
  if (!response.ok) throw new Error(response.status);
  const answer = await response.json();
  panel.querySelector("[data-watched]").textContent = answer.news;
  shareOf(block).hidden = false;
  shareOf(block).textContent = answer.words;
  if (answer.is_completed) {
    panel.querySelector("[data-way-on]").hidden = false;
    panel.querySelector("form").hidden = true;
  }
}

function resume(video, position) {
  const isWithin = position > EDGE && position < video.duration - EDGE;
  if (isWithin && video.currentTime === 0) video.currentTime = position;
}

function follow(video) {
  const block = video.closest("[data-recording]").dataset.recording;
  let told = "";
  let tried = 0;
  const tell = () => {
    const spans = playedIn(video).slice(0, MOST_SPANS);
    const played = spans.map((span) => span.map((second) => second.toFixed(1)).join("-")).join();
    const position = Math.floor(video.currentTime);
    tried = secondsPlayed(video);
    if (!played || !Number.isFinite(video.duration) || told === `${played} ${position}`) return;
    told = `${played} ${position}`;
    const length = video.duration.toFixed(1);
    report(block, { played, length, position }).catch(() => { told = ""; }); // offline or logged out: told again later
  };
  const isDue = () => secondsPlayed(video) - tried >= Math.min(Math.max(STEP[0], video.duration / 20), STEP[1]);
  video.addEventListener("timeupdate", () => { if (isDue()) tell(); });
  video.addEventListener("pause", tell);
  video.addEventListener("ended", tell);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
  const goOn = () => resume(video, Number(shareOf(block)?.dataset.position));
  if (video.readyState) goOn();
  else video.addEventListener("loadedmetadata", goOn, { once: true });
}

if (panel) document.querySelectorAll("[data-recording] video").forEach(follow);
