// 出处: the open tab tells where the paragraph of the caret came from, and follows the caret and the saves.
import { placeAt } from "editor/paragraphs.js";

const CALM = 400;

/**
 * @param {() => import("prosemirror-view").EditorView} view
 * @param {HTMLElement} panel
 * @param {{flush: () => Promise<void>, load: (url: string) => Promise<void>}} desk
 */
export function createProvenance(view, panel, { flush, load }) {
  /** @type {string | null} */
  let shown = null;
  let timer = 0;

  async function show() {
    const key = placeAt(view().state.selection.$head)?.node.attrs.key || "";
    if (panel.hidden || key === shown) return;
    shown = key;
    await flush();
    await load(`${panel.dataset.url}?key=${key}`);
  }

  /** @param {boolean} isNews what is known of the same paragraph may be another now */
  function soon(isNews) {
    if (isNews) shown = null;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void show(), CALM);
  }

  document.addEventListener("selectionchange", () => soon(false));
  document.body.addEventListener("draft-saved", () => soon(true));
  document.getElementById("tab-provenance")?.addEventListener("click", () => soon(true));
}
