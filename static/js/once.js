/**
 * A double click on a button that starts something is one click: the second is swallowed wherever it falls, for by
 * then another thing may stand there. So is one while the first is under way. `data-repeat`: each press counts.
 */

/** A form that was just sent is not sent again by an impatient hand. Milliseconds. */
const PATIENCE = 2000;
let isStarted = false;
let sentAt = -PATIENCE;
/** @type {EventTarget | null} */
let sent = null;

/** Buttons that send or insert something, but for those made for pressing on. */
const STARTING = "button:not([type=button], [data-repeat]), button[hx-post]:not([data-repeat]), [data-insert-entry], [data-arrange]";

/** Asking again is no harm. */
const BUSY = ".htmx-request:not([hx-get])";

/** @param {EventTarget | null} target */
const starter = (target) => (target instanceof Element ? /** @type {HTMLButtonElement | null} */ (target.closest(STARTING)) : null);

/** @param {MouseEvent} event */
function swallow(event) {
  const button = starter(event.target);
  const isUnderWay = button?.matches(BUSY) || button?.form?.matches(BUSY);
  if (event.detail < 2 && event.type === "click") isStarted = Boolean(button);
  if (!isUnderWay && !(event.detail > 1 && isStarted)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
for (const type of ["mousedown", "click", "dblclick"]) document.addEventListener(type, (event) => swallow(/** @type {MouseEvent} */ (event)), true);

// Behind all that may stop a form before it goes.
window.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !(event.target instanceof HTMLFormElement) || event.target.method !== "post") return;
  if (event.target === sent && event.timeStamp - sentAt < PATIENCE) event.preventDefault();
  else [sent, sentAt] = [event.target, event.timeStamp];
});
window.addEventListener("pageshow", () => (sent = null));

// A module of its own, with names of its own.
export {};
