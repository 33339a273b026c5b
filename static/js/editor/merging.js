// Backspace at the start and Delete at the end of a paragraph.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { placeAt } from "editor/paragraphs.js";
import { FRONT, LINE, SEGMENT } from "editor/schema.js";

/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("editor/paragraphs.js").Place} Place */
/** @typedef {import("prosemirror-model").Node} Node */

/** @param {Node} node */
const isNumbered = (node) => node.attrs.role === "heading" || node.attrs.role === "item";

/** Halves of what Enter divided: headings of one level, items of one list. @param {Node} one @param {Node} other */
function areSiblings(one, other) {
  const [a, b] = [one.attrs, other.attrs];
  return isNumbered(one) && a.role === b.role && a.level === b.level && a.list === b.list;
}

/** @param {(tr: Transaction, place: Place) => void} inLine @param {"start" | "end"} edge @returns {Command} */
function atEdge(inLine, edge) {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    const isThere = edge === "start" ? !$from.parentOffset : $from.parentOffset === $from.parent.content.size;
    if (!empty || !isThere) return false;
    const tr = closeHistory(state.tr);
    const place = placeAt($from);
    if (place) inLine(tr, place);
    else if ($from.parent.type === FRONT) joinFront(tr, edge === "start" ? $from.before(1) : $from.after(1));
    if (dispatch && (tr.docChanged || tr.selectionSet)) dispatch(tr.scrollIntoView());
    return true;
  };
}

/** @param {Transaction} tr @param {number} border */
function joinFront(tr, border) {
  const { nodeBefore, nodeAfter } = tr.doc.resolve(border);
  const isFront = nodeBefore && nodeAfter && nodeBefore.type === FRONT && nodeAfter.type === FRONT;
  const here = tr.selection.$from.parent;
  if (isFront) tr.join(border);
  else if (!here.content.size) tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1));
}

/** @param {Transaction} tr @param {Place} place */
function backward(tr, place) {
  const line = tr.doc.child(place.line);
  if (place.index > 0) backwardInLine(tr, place, line.child(place.index - 1));
  else {
    const above = tr.doc.resolve(place.linePos).nodeBefore;
    backwardAcrossLines(tr, place, line, above && above.type === LINE ? above : null);
  }
}

/** @param {Transaction} tr @param {Place} place @param {Node} before */
function backwardInLine(tr, place, before) {
  const { node, pos } = place;
  if (isNumbered(node) && !areSiblings(before, node)) {
    toBody(tr, place);
    if (!isNumbered(before)) tr.join(pos);
  } else if (!isNumbered(before) || areSiblings(before, node)) tr.join(pos);
  else if (!node.content.size) tr.delete(pos, pos + node.nodeSize).setSelection(TextSelection.near(tr.doc.resolve(pos - 1), -1));
  // The head keeps to itself: Backspace takes its last character instead of mixing head and text.
  else if (before.content.size > 1) tr.delete(pos - 1 - lastCharacter(before), pos - 1);
  else tr.delete(pos - before.nodeSize, pos);
}

/** @param {Transaction} tr @param {Place} place @param {Node} line @param {Node | null} above */
function backwardAcrossLines(tr, place, line, above) {
  const { node, linePos } = place;
  const last = above && above.lastChild;
  if (isNumbered(node) && !(last && areSiblings(last, node))) toBody(tr, place);
  else if (!above || !last) return;
  else if (isBlank(above)) tr.delete(linePos - above.nodeSize, linePos);
  else if (isBlank(line)) removeLine(tr, linePos, line, -1);
  else if (isNumbered(last) && !areSiblings(last, node)) tr.join(linePos);
  else tr.join(linePos, 2);
}

/** @param {Transaction} tr @param {Place} place */
function forward(tr, place) {
  const line = tr.doc.child(place.line);
  const end = place.pos + place.node.nodeSize;
  if (place.index < line.childCount - 1) forwardInLine(tr, place, line.child(place.index + 1), end);
  else if (place.line < tr.doc.childCount - 1) {
    const below = tr.doc.child(place.line + 1);
    const first = /** @type {Node} */ (below.firstChild);
    const border = place.linePos + line.nodeSize;
    if (isBlank(line)) removeLine(tr, place.linePos, line, 1);
    else if (isBlank(below)) tr.delete(border, border + below.nodeSize);
    else if (isNumbered(place.node) && !isNumbered(first)) tr.join(border);
    else tr.join(border, 2);
  }
}

/** @param {Transaction} tr @param {Place} place @param {Node} next @param {number} border */
function forwardInLine(tr, place, next, border) {
  if (!isNumbered(place.node) || isNumbered(next)) tr.join(border);
  else if (next.content.size > 1) tr.delete(border + 1, border + 1 + firstCharacter(next));
  else tr.delete(border, border + next.nodeSize);
}

/** @param {Node} line */
const isBlank = (line) => line.childCount === 1 && !line.textContent;

/** @param {Transaction} tr @param {number} linePos @param {Node} line @param {1 | -1} side where the caret goes */
function removeLine(tr, linePos, line, side) {
  tr.delete(linePos, linePos + line.nodeSize);
  tr.setSelection(TextSelection.near(tr.doc.resolve(linePos), side));
}

/** @param {Transaction} tr @param {Place} place */
function toBody(tr, place) {
  const { key, entry, entryVersion } = place.node.attrs;
  tr.setNodeMarkup(place.pos, null, { ...SEGMENT.create().attrs, key, entry, entryVersion });
}

/** Length of the last character: two units beyond the basic plane. @param {Node} node */
const lastCharacter = (node) => /** @type {string} */ ([...node.textContent].pop()).length;
/** @param {Node} node */
const firstCharacter = (node) => [...node.textContent][0].length;

export const mergeBackward = atEdge(backward, "start");
export const mergeForward = atEdge(forward, "end");
