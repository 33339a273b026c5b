/**
 * The list of entries by keyboard: ↓ goes from the field into the results, ↑ and ↓ walk them, Enter opens
 * the one in focus, and ↑ on the first goes back to the field with what was typed selected.
 */

/** @returns {HTMLInputElement | null} */
const field = () => document.querySelector("form.filter input[type=search]");

/** @returns {HTMLElement[]} */
const results = () => [...document.querySelectorAll("#entries .entry-title a")].filter((link) => link instanceof HTMLElement);

/** @param {KeyboardEvent} event */
function walk(event) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const search = field();
  if (!step || !search || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [search, ...results()];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  const next = stops[Math.max(0, Math.min(stops.length - 1, at + step))];
  next.focus();
  if (next === search) search.select();
}

document.addEventListener("keydown", walk);
