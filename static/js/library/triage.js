/**
 * The triage by keyboard: a key presses the button or link that names it in data-key, so that every key can also
 * be clicked and nothing is there for one hand only. In a text field only Escape and Ctrl+Enter are ours.
 */

/** @param {EventTarget | null} target */
const isWriting = (target) =>
  target instanceof Element && target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");

/** @param {KeyboardEvent} event */
function keyOf(event) {
  if (event.isComposing || event.altKey) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.key === "Enter") return ctrl ? "Enter" : null;
  if (ctrl || (isWriting(event.target) && event.key !== "Escape")) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

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
  const place = document.querySelector(`#triage [data-key="${key}"]`);
  if (!(place instanceof HTMLElement) || document.querySelector("#triage .htmx-request")) return;
  // A held key must not decide again and again; turning pages may repeat.
  if (!isRepeated || "jk".includes(key)) place.click();
}

document.addEventListener("keydown", (event) => {
  const key = keyOf(event);
  if (!key || !/^([a-z]|Enter|Escape)$/.test(key) || !document.querySelector(`#triage [data-key="${key}"]`)) return;
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

/** Keep the current row in sight, and put the caret into what is to be written. */
function settle() {
  document.querySelector(".triage-queue li.on")?.scrollIntoView({ block: "nearest" });
  const field = document.querySelector("#triage [data-focus]");
  if (field instanceof HTMLElement) field.focus();
}

document.addEventListener("htmx:after:swap", settle);
settle();
