// Puts the player of another site in place of its card, after a click on the card's link.
// Without this script the link leads to the video on that site.

function play(card) {
  const frame = document.createElement("iframe");
  frame.src = card.dataset.embed;
  frame.title = card.dataset.title;
  frame.allow = "autoplay; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  // The players refuse to start when they are told nothing about the page around them.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  card.replaceChildren(frame);
  frame.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-embed] a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  play(link.closest("[data-embed]"));
});
