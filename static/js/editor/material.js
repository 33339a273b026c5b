// 存为素材: what is selected, or at the caret (a heading's whole section, an item's whole list), is proposed to the library, in
// a tab of its own.
import { boundCounts } from "editor/announced.js";
import { unit } from "editor/moving.js";
import { placeAt, segments } from "editor/paragraphs.js";

/** @typedef {import("prosemirror-state").EditorState} EditorState */

/** The lines of the caret's list, and those around it that say how many its items are. @param {EditorState} state */
function wholeList({ doc, selection }) {
  const place = placeAt(selection.$head);
  if (!selection.empty || place?.node.attrs.role !== "item") return null;
  const { list } = place.node.attrs;
  const lines = segments(doc).filter(({ node }) => node.attrs.list === list).map(({ line }) => line);
  const saying = boundCounts(doc).filter(({ ref }) => ref === list).map(({ from }) => doc.resolve(from).index(0));
  const [start, end] = [Math.min(...lines), Math.max(...lines) + 1];
  return { start: start - Number(saying.includes(start - 1)), end: end + Number(saying.includes(end)) };
}

/** The paragraphs that a selection holds any of. @param {import("prosemirror-model").Node} doc @param {{from: number, to: number}} selection */
function selectedKeys(doc, { from, to }) {
  /** @type {string[]} */
  const keys = [];
  doc.nodesBetween(from, to, (node, pos) => {
    const isTouched = node.isTextblock && from < pos + node.nodeSize - 1 && to > pos + 1;
    if (isTouched && node.attrs.key) keys.push(node.attrs.key);
    return !node.isTextblock;
  });
  return keys;
}

/** @param {EditorState} state @returns {string[]} */
function chosenKeys(state) {
  const { doc, selection } = state;
  if (!selection.empty) return selectedKeys(doc, selection);
  const list = wholeList(state);
  const place = placeAt(selection.$head);
  // A heading may begin the line that its text goes on in: there the caret may be in either.
  const range = list || (place?.node.attrs.role === "heading" ? unit(state) : place && { start: place.line, end: place.line + 1 });
  const isSection = !list && range !== null && range.end - range.start > 1;
  /** @type {string[]} */
  const keys = [];
  doc.forEach((line, _offset, index) => {
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
