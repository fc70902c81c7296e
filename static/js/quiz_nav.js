// Marks the question that is being read in the list of questions, and keeps it in sight there.

const list = document.querySelector(".quiz-bar .question-nav");
if (list && "IntersectionObserver" in window) {
  const links = new Map([...list.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const reading = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => mark(links.get(target.id))),
    { rootMargin: "-30% 0px -65% 0px" },
  );
  for (const id of links.keys()) reading.observe(document.getElementById(id));

  function mark(current) {
    for (const link of links.values()) link.removeAttribute("aria-current");
    current.setAttribute("aria-current", "step");
    const item = current.parentElement;
    list.scrollTop = item.offsetTop - list.offsetTop - (list.clientHeight - item.offsetHeight) / 2;
  }
}
