/**
 * The triage by keyboard: a key presses the button or link that names it in data-key, so that every key can also
 * be clicked and nothing is there for one hand only. In a field only Ctrl+Enter is ours, and what leaves it.
 */

/** @param {EventTarget | null} target */
const isWriting = (target) =>
  target instanceof HTMLElement && target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");

/** Escape leaves a field beside the text, and so does Enter in one of a line: what was typed stays. @param {KeyboardEvent} event */
function leavesField({ key, target, isComposing, ctrlKey, metaKey }) {
  if (isComposing || ctrlKey || metaKey || !(target instanceof HTMLElement) || !target.closest("#deciding")) return false;
  if (target.matches("[data-focus]") || !isWriting(target)) return false;
  if (key !== "Escape" && (key !== "Enter" || !target.matches("input"))) return false;
  if (key === "Escape" || target.getAttribute("type") !== "search") target.blur();
  return true;
}

/** @param {KeyboardEvent} event */
function keyOf(event) {
  if (event.isComposing || event.altKey) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.key === "Enter") return ctrl ? "Enter" : null;
  if (ctrl || (isWriting(event.target) && event.key !== "Escape")) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** What a key presses; Ctrl+Enter takes in where nothing else is written. @param {string} key @returns {Element | null} */
const placeOf = (key) =>
  document.querySelector(`#triage [data-key="${key}"]`) ?? (key === "Enter" ? placeOf("a") : null);

const PATIENCE = 20;

/**
 * Press what a key names. Between a swap and htmx taking the new elements up, a click would be an ordinary one:
 * wait that moment. While an answer is under way keys are dropped: nobody decides on what they have not seen.
 * @param {string} key @param {boolean} isRepeated @param {number} [tries]
 */
function press(key, isRepeated, tries = 0) {
  if (document.querySelector("#triage.htmx-added, #triage .htmx-added") && tries < PATIENCE) {
    setTimeout(() => press(key, isRepeated, tries + 1), 10);
    return;
  }
  const place = placeOf(key);
  if (!(place instanceof HTMLElement) || document.querySelector("#triage .htmx-request")) return;
  // A held key must not decide again and again; turning pages may repeat.
  if (!isRepeated || "jk".includes(key)) place.click();
}

document.addEventListener("keydown", (event) => {
  if (leavesField(event)) {
    event.preventDefault();
    return;
  }
  const key = keyOf(event);
  if (!key || !/^([a-z]|Enter|Escape)$/.test(key) || !placeOf(key)) return;
  event.preventDefault();
  press(key, event.repeat);
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.matches("[data-all]")) return;
  for (const each of document.querySelectorAll('.triage-queue input[name="chosen"]')) {
    if (each instanceof HTMLInputElement) each.checked = box.checked;
  }
});

const MANY = 10;

/** Ask before a step on many. @param {MouseEvent} event */
function askForMany(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-many]") : null;
  const count = document.querySelectorAll('.triage-queue input[name="chosen"]:checked').length;
  if (!(button instanceof HTMLElement) || count <= MANY) return;
  if (confirm(button.dataset.many?.replace("{n}", String(count)))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
document.addEventListener("click", askForMany, true);

/** @type {Element | null} */
let settled = null;

/** Keep the current row in sight, and the caret in what is to be written: never in the fields of the next one. */
function settle() {
  const triage = document.querySelector("#triage");
  if (settled === triage) return;
  settled = triage;
  document.querySelector(".triage-queue li.on")?.scrollIntoView({ block: "nearest" });
  const field = document.querySelector("#triage [data-focus]");
  if (field instanceof HTMLElement) field.focus();
  else if (document.activeElement instanceof HTMLElement && isWriting(document.activeElement)) document.activeElement.blur();
}

document.addEventListener("htmx:after:swap", settle);
// A field drawn larger has a style of its own, which htmx would set on its successor: no page may do that here (CSP).
document.addEventListener("htmx:before:swap", () => {
  for (const each of document.querySelectorAll("#triage [style]")) each.removeAttribute("style");
});
settle();
