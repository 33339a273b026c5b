// From change to change in a comparison: buttons, N and P. Without it the page reads just as well.

/** @param {Element | null} comparison @param {number} step */
function walk(comparison, step) {
  const changes = /** @type {HTMLElement[]} */ ([...(comparison?.querySelectorAll(".change") || [])]);
  if (!changes.length) return;
  const now = changes.indexOf(/** @type {HTMLElement} */ (comparison?.querySelector(".change.current")));
  const at = now < 0 && step < 0 ? changes.length - 1 : Math.max(0, Math.min(changes.length - 1, now + step));
  changes[now]?.classList.remove("current");
  changes[at].classList.add("current");
  changes[at].focus({ preventScroll: true });
  changes[at].scrollIntoView({ block: "center" });
  const place = comparison?.querySelector("[data-part=at]");
  if (place) place.textContent = `${at + 1} / ${changes.length}`;
}

const shown = () => document.querySelector("#comparison, main.review-page");
const unhide = () => document.querySelectorAll(".walk").forEach((one) => one.removeAttribute("hidden"));

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-walk]") : null;
  if (button instanceof HTMLElement) walk(shown(), Number(button.dataset.walk));
});
document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  const isTyping = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  const step = { n: 1, p: -1 }[key.toLowerCase()];
  if (!step || isTyping || ctrlKey || altKey || metaKey || !shown()?.querySelector(".walk")) return;
  event.preventDefault();
  walk(shown(), step);
});
document.addEventListener("htmx:after:swap", unhide);
unhide();
