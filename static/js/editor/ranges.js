// Stretches of text on the paper: found block by block, drawn, gone to.
import { TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { frontLines, placeOf } from "editor/paragraphs.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {{from: number, to: number}} Range */

/** @template {Range} T @param {Node} doc @param {(block: Node) => Iterable<T>} find gives offsets in a block @returns {T[]} */
export function rangesIn(doc, find) {
  /** @type {T[]} */
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    for (const range of find(node)) found.push({ ...range, from: pos + 1 + range.from, to: pos + 1 + range.to });
    return false;
  });
  return found;
}

/** @template {Range} T @param {Node} doc @param {T[]} ranges @param {(range: T) => Record<string, string>} attrs */
export const drawn = (doc, ranges, attrs) => DecorationSet.create(doc, ranges.map((one) => Decoration.inline(one.from, one.to, attrs(one))));

/** Where the server's words stand: the key of a paragraph or of a line of the title block, code points in it. @param {Node} doc @param {DOMStringMap} data @returns {Range | null} */
export function rangeOf(doc, { key = "", start, end }) {
  const block = key.startsWith("front:") ? frontLines(doc)[Number(key.slice(6))] : placeOf(doc, key);
  if (!block) return null;
  const characters = [...block.node.textContent];
  const at = (/** @type {string | undefined} */ count) => block.pos + 1 + characters.slice(0, Number(count)).join("").length;
  return { from: at(start), to: at(end) };
}

/** @param {import("prosemirror-state").EditorState} state @param {Range} range */
export const selected = ({ tr, doc }, { from, to }) => tr.setSelection(TextSelection.create(doc, from, to));

/** Select, in the middle of what is seen. @param {import("prosemirror-view").EditorView} view @param {Range} range */
export function goTo(view, range) {
  view.dispatch(selected(view.state, range));
  const { node } = view.domAtPos(range.from);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
}
