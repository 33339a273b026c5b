// What stands around the paper: the tabs of the right pane (← and → as people know them), the facts, the header.
import { keep, kept } from "editor/keeping.js";
import { around, byId } from "editor/page.js";

/** @param {HTMLElement} pane */
export function createTabs(pane) {
  const tabs = /** @type {HTMLElement[]} */ ([...pane.querySelectorAll('[role="tab"]')]);

  /** @param {HTMLElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") || "");
      if (panel) panel.hidden = !isChosen;
    }
  }

  pane.addEventListener("click", (event) => {
    const tab = around(event, '[role="tab"]');
    if (tab) choose(tab);
  });
  pane.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (at < 0 || !step) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
  return {
    /** @param {string} id of a tab */
    show(id) {
      choose(byId(id));
    },
  };
}

/** A block stays open or closed as this person left it. @param {HTMLDetailsElement} block */
export function keepOpen(block) {
  const name = `open.${block.id}`;
  if (kept(name)) block.open = kept(name) === "yes";
  block.addEventListener("toggle", () => keep(name, block.open ? "yes" : "no"));
}

/** The window is named after the speech, as the header is. */
export function keepTitle() {
  const suffix = document.title.slice(document.title.lastIndexOf(" · "));
  document.body.addEventListener("htmx:after:swap", () => {
    const title = document.querySelector("#draft-head .name")?.textContent;
    if (title) document.title = title + suffix;
  });
}

/** When the file of an export has been made. Milliseconds after the click; a download tells nobody when it is done. */
const EXPORT_TIMES = [1500, 6000];

/** Exports and the form of the versions keep a version. */
export function tellOfVersions() {
  const tell = () => document.body.dispatchEvent(new CustomEvent("revision-kept"));
  document.addEventListener("click", (event) => {
    if (!around(event, "a[download]")) return;
    for (const time of EXPORT_TIMES) window.setTimeout(tell, time);
  });
  document.getElementById("revisions-panel")?.addEventListener("submit", () => window.setTimeout(tell, EXPORT_TIMES[0]));
}
