// The settlement by keys: J and K from opinion to opinion, 1 to 3 its outcome, E its explanation.

const items = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".settled-item")]);
const held = () => items().findIndex((one) => one.contains(document.activeElement));
/** @type {Record<string, string>} */
const VERBS = { 1: "[value=apply], [value=adopted]", 2: "[value=partly]", 3: "[value=kept]" };
let last = "";
/** What was begun in the boxes, by where each is: filtering brings the list anew. @type {Map<string, string>} */
const begun = new Map();

document.addEventListener("input", ({ target }) => {
  const item = target instanceof HTMLTextAreaElement && target.closest(".settled-item");
  if (item) begun.set(`#${item.id} textarea[aria-label="${target.ariaLabel}"]`, target.value);
});

document.addEventListener("focusin", ({ target }) => {
  const item = target instanceof Element ? target.closest(".settled-item") : null;
  if (item) last = item.id;
});
document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || (target instanceof Element && target.closest("input, textarea, select"))) return;
  const step = { j: 1, k: -1 }[key.toLowerCase()];
  const item = items()[held()];
  // What a suggestion proposes is put in: the first of the two buttons for 1.
  const verb = VERBS[key] && item?.querySelector(VERBS[key]);
  const text = key.toLowerCase() === "e" && item?.querySelector("textarea");
  if (step) items()[Math.max(0, Math.min(items().length - 1, held() + step))]?.focus();
  else if (verb instanceof HTMLElement) verb.click();
  else if (text instanceof HTMLElement) text.focus();
  else return;
  event.preventDefault();
});
// What was answered comes back as another element: the keys go on from there.
document.addEventListener("htmx:after:swap", () => {
  for (const [place, text] of begun) {
    const box = document.querySelector(place);
    if (box instanceof HTMLTextAreaElement) box.value = text;
  }
  if (document.activeElement === document.body) document.getElementById(last)?.focus();
  const download = document.getElementById("settlement-download");
  if (download instanceof HTMLAnchorElement) download.search = location.search;
});

// A module of its own, with names of its own.
export {};
