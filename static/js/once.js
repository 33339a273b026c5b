/**
 * A double click on a button that sends something is one click: the second is swallowed wherever it falls, for by
 * then another thing may stand there. So is one while the first is under way. `data-repeat`: each press counts.
 */

/** A form that was just sent is not sent again by an impatient hand. Milliseconds. */
const PATIENCE = 2000;
let isSending = false;
let sentAt = -PATIENCE;
/** @type {EventTarget | null} */
let sent = null;

/** The button under a press that sends something, if it is not made for pressing on. @param {EventTarget | null} target */
function sender(target) {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button || button.closest("[data-repeat]")) return null;
  const isPosting = button.type === "submit" && button.form?.matches("[method=post], [hx-post]");
  return isPosting || button.matches("[hx-post]") ? button : null;
}

/** @param {MouseEvent} event */
function swallow(event) {
  const button = sender(event.target);
  const isUnderWay = Boolean(button && (button.matches(".htmx-request") || button.form?.matches(".htmx-request")));
  if (event.detail < 2 && event.type === "click") isSending = Boolean(button);
  if (!isUnderWay && !(event.detail > 1 && isSending)) return;
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
