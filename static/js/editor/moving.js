// Moving paragraphs and sections. A section is a heading and all that follows until one of its level or higher, or the
// closing, as in speeches/manuscript/sections.py.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { placeAt, placeOf } from "editor/paragraphs.js";
import { LINE } from "editor/schema.js";

/** @typedef {import("prosemirror-state").EditorState} EditorState */
/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {{start: number, end: number}} Range indexes of lines, end exclusive */

/** Return the level of the heading that opens a line, 0 for none. @param {Node} line */
export function headingLevel(line) {
  const first = line.type === LINE ? line.firstChild : null;
  return first && first.attrs.role === "heading" ? first.attrs.level : 0;
}

/** Return the index of the line with which the closing (结束语) begins, the number of lines where there is none. @param {Node} doc */
export function closingStart(doc) {
  let start = doc.childCount;
  while (start > 0 && isClosing(doc.child(start - 1))) start -= 1;
  return start;
}

/** @param {Node} line */
const isClosing = (line) => line.type === LINE && line.children.every((segment) => segment.attrs.role === "closing");

/** @param {Node} doc @param {number} start index of the heading's line @returns {Range} */
export function sectionAt(doc, start) {
  const level = headingLevel(doc.child(start));
  const last = closingStart(doc);
  let end = start + 1;
  while (end < last && !isBorder(headingLevel(doc.child(end)), level)) end += 1;
  return { start, end };
}

/** @param {number} level @param {number} of */
const isBorder = (level, of) => level > 0 && level <= of;

/** @param {Node} doc @param {number} index */
function positionOf(doc, index) {
  let pos = 0;
  for (let at = 0; at < index; at += 1) pos += doc.child(at).nodeSize;
  return pos;
}

/** What the caret or selection would move: its lines, or the whole section of a heading. @param {EditorState} state */
export function unit(state) {
  const { $from, $to } = state.selection;
  const [start, last] = [$from.index(0), $to.index(0)];
  if (state.doc.child(start).type !== LINE) return null;
  return start === last && headingLevel(state.doc.child(start)) ? sectionAt(state.doc, start) : { start, end: last + 1 };
}

/** @param {EditorState} state @param {Range} range @param {number} step @returns {number | null} index to insert before */
function neighbour(state, range, step) {
  const { doc } = state;
  const level = headingLevel(doc.child(range.start));
  if (step > 0) {
    if (range.end >= doc.childCount) return null;
    if (!level) return range.end + 1;
    return headingLevel(doc.child(range.end)) === level ? sectionAt(doc, range.end).end : null;
  }
  let start = range.start - 1;
  while (level && start >= 0 && !isBorder(headingLevel(doc.child(start)), level)) start -= 1;
  if (start < 0 || doc.child(start).type !== LINE) return null;
  return !level || headingLevel(doc.child(start)) === level ? start : null;
}

/**
 * Return a transaction that moves lines before the line at an index; the caret goes with them.
 * @param {EditorState} state @param {Range} range @param {number} before
 */
export function moveLines(state, range, before) {
  const { doc, selection } = state;
  const [from, to] = [positionOf(doc, range.start), positionOf(doc, range.end)];
  const lines = doc.slice(from, to).content;
  const target = positionOf(doc, before);
  const tr = closeHistory(state.tr);
  // Insert first: a document that lost its only lines would get an empty one.
  tr.insert(target, lines);
  const shift = target <= from ? to - from : 0;
  tr.delete(from + shift, to + shift);
  const start = target <= from ? target : target - (to - from);
  if (selection.from >= from && selection.to <= to) {
    const [anchor, head] = [selection.anchor - from + start, selection.head - from + start];
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
  }
  return tr;
}

/** @param {number} step -1 up, 1 down @returns {Command} */
export function move(step) {
  return (state, dispatch) => {
    const inLine = moveInLine(state, step);
    if (inLine) {
      if (dispatch) dispatch(inLine.scrollIntoView());
      return true;
    }
    const range = unit(state);
    const before = range && neighbour(state, range, step);
    if (!range || before === null) return false;
    if (dispatch) dispatch(moveLines(state, range, before).scrollIntoView());
    return true;
  };
}

/** An item inside a running paragraph changes places with the item beside it. @param {EditorState} state @param {number} step */
function moveInLine(state, step) {
  const place = placeAt(state.selection.$head);
  if (!place || !state.selection.empty || place.index === 0 || place.node.attrs.role !== "item") return null;
  const line = state.doc.child(place.line);
  const other = place.index + step;
  if (other < 1 || other >= line.childCount || line.child(other).attrs.list !== place.node.attrs.list) return null;
  const target = step < 0 ? place.pos - line.child(other).nodeSize : place.pos + line.child(other).nodeSize;
  const tr = closeHistory(state.tr).delete(place.pos, place.pos + place.node.nodeSize).insert(target, place.node);
  return tr.setSelection(TextSelection.create(tr.doc, target + 1 + state.selection.$head.parentOffset));
}

/**
 * Move the section of a heading before another heading, or to the end, before the closing.
 * @param {EditorState} state @param {string} key @param {string | null} beforeKey
 */
export function moveSection(state, key, beforeKey) {
  const place = placeOf(state.doc, key);
  const target = beforeKey ? placeOf(state.doc, beforeKey) : null;
  if (!place || (beforeKey && !target)) return null;
  const range = sectionAt(state.doc, place.line);
  const before = target ? target.line : closingStart(state.doc);
  const isInside = before >= range.start && before <= range.end;
  return isInside ? null : moveLines(state, range, before);
}

/** Delete the paragraph at the caret, or all selected ones. @type {Command} */
export const deleteParagraphs = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const [start, last] = [$from.index(0), $to.index(0)];
  if (state.doc.child(start).type !== LINE) return false;
  if (dispatch) dispatch(deleteRange(state, { start, end: last + 1 }).scrollIntoView());
  return true;
};

/** Return a transaction without some lines. @param {EditorState} state @param {Range} range */
export function deleteRange(state, range) {
  const from = positionOf(state.doc, range.start);
  const tr = closeHistory(state.tr).delete(from, positionOf(state.doc, range.end));
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), 1));
}
