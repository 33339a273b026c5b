// How the paper is looked at: its size, nothing else beside it, the sheet of keys.
import { kept, keep } from "editor/keeping.js";
import { around, part } from "editor/page.js";

const [SMALLEST, LARGEST] = [0.7, 2];

/** @param {HTMLElement} menu @param {HTMLElement} desk @param {HTMLElement} paper @param {HTMLDialogElement} help */
export function createViewing(menu, desk, paper, help) {
  const shown = part(menu, "output");
  const focus = part(menu, "[data-view=focus]");
  let size = Number(kept("zoom")) || 1;

  /** @param {number} wanted */
  function zoom(wanted) {
    size = Math.min(LARGEST, Math.max(SMALLEST, Math.round(wanted * 10) / 10));
    paper.style.setProperty("--zoom", String(size));
    shown.textContent = `${Math.round(size * 100)}%`;
    keep("zoom", String(size));
  }

  function toggleFocus(isOn = !desk.classList.contains("focus")) {
    desk.classList.toggle("focus", isOn);
    focus.setAttribute("aria-pressed", String(isOn));
    keep("focus", isOn ? "yes" : "");
  }

  menu.addEventListener("click", (event) => {
    const button = around(event, "button");
    if (button?.dataset.zoom) zoom(size + Number(button.dataset.zoom));
    else if (button === focus) toggleFocus();
    else if (button?.dataset.view) help.showModal();
  });
  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const isZoom = (event.ctrlKey || event.metaKey) && ["=", "+", "-", "0"].includes(event.key) && !event.altKey;
    if (isPlain && event.key === "F1") help.open ? help.close() : help.showModal();
    else if (isPlain && event.key === "F9") toggleFocus();
    else if (isZoom) zoom(event.key === "0" ? 1 : size + (event.key === "-" ? -0.1 : 0.1));
    else return;
    event.preventDefault();
  });
  zoom(size);
  toggleFocus(kept("focus") === "yes");
}
