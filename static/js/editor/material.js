// 存为素材: what is selected (a heading's whole section) is proposed to the library, in a tab of its own.
import { unit } from "editor/moving.js";

/** @typedef {import("prosemirror-state").EditorState} EditorState */

/** @param {EditorState} state @returns {string[]} */
function chosenKeys(state) {
  const range = unit(state);
  const isSection = state.selection.empty && range !== null && range.end - range.start > 1;
  /** @type {string[]} */
  const keys = [];
  state.doc.forEach((line, _offset, index) => {
    if (!range || index < range.start || index >= range.end) return;
    // The thanks after the last section are not part of it.
    if (isSection && line.firstChild?.attrs.role === "closing") return;
    line.forEach((segment) => void keys.push(segment.attrs.key));
  });
  return keys.filter(Boolean);
}

/** Ask the page for it: the words have to be saved first. @type {import("prosemirror-state").Command} */
export const keepAsMaterial = (state, dispatch, view) => {
  const keys = chosenKeys(state);
  if (!keys.length) return false;
  if (dispatch && view) view.dom.dispatchEvent(new CustomEvent("keep-as-material", { detail: { keys } }));
  return true;
};

/**
 * @param {HTMLElement} paper
 * @param {string} url of the proposal page
 * @param {() => Promise<boolean>} save resolves to whether everything is stored
 * @param {(sentence: string) => void} announce
 */
export function createMaterial(paper, url, save, announce) {
  paper.addEventListener("keep-as-material", (event) => {
    const { keys } = /** @type {CustomEvent<{keys: string[]}>} */ (event).detail;
    // Opened at once, while the click still counts as one: later it would be stopped as a pop-up.
    const tab = window.open("", "_blank");
    void save().then((isStored) => {
      const address = `${url}?keys=${keys.join(",")}`;
      if (isStored && tab) tab.location.replace(address);
      else tab?.close();
      if (!isStored) announce("还没有存为素材：有改动未能保存");
      else if (!tab) announce("浏览器拦下了新标签页，请允许后再点“存为素材”");
    });
  });
}
