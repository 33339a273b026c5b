// The page of somebody who only reads: the tabs work, and links to a paragraph go there.
import { createTabs } from "editor/panel.js";

/** @param {HTMLElement} paper @param {HTMLElement} pane */
export function createReading(paper, pane) {
  createTabs(pane);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-key]") : null;
    if (!(link instanceof HTMLElement)) return;
    event.preventDefault();
    const place = paper.querySelector(`[data-key="${CSS.escape(link.dataset.key || "")}"]`) || paper;
    place.scrollIntoView({ block: "center" });
  });
}
