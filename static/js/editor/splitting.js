// Enter: where a paragraph is divided, and what the new one is.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { newKey } from "editor/keys.js";
import { placeAt } from "editor/paragraphs.js";
import { FRONT, LINE, SEGMENT, schema } from "editor/schema.js";

/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("editor/paragraphs.js").Place} Place */
/** @typedef {import("prosemirror-model").Node} Node */

/** Attributes of a new paragraph with this role. @param {object} [attrs] */
function fresh(attrs = {}) {
  return { ...SEGMENT.create().attrs, ...attrs, key: newKey() };
}

/** A new member of an item's list. @param {Node} item */
function nextItem(item) {
  const { list, series, depth } = item.attrs;
  return fresh({ role: "item", list, series, depth });
}

/** @type {Command} */
export const enter = (state, dispatch) => {
  const tr = closeHistory(state.tr);
  if (!state.selection.empty) tr.deleteSelection();
  const $pos = tr.selection.$from;
  if ($pos.parent.type === FRONT) splitFront(tr);
  else {
    const place = placeAt($pos);
    if (!place) return false;
    splitParagraph(tr, place, $pos.parentOffset);
  }
  if (dispatch) dispatch(tr.scrollIntoView());
  return true;
};

/** @param {Transaction} tr */
function splitFront(tr) {
  const $pos = tr.selection.$from;
  const next = tr.doc.resolve($pos.after(1)).nodeAfter;
  const isBlank = next && next.type === LINE && !next.textContent;
  if ($pos.parent.content.size && $pos.parentOffset === $pos.parent.content.size && isBlank) {
    // The title is written and below it nothing yet: on to the text.
    tr.setSelection(TextSelection.near(tr.doc.resolve($pos.after(1)), 1));
    return;
  }
  if ($pos.parent.content.size) {
    tr.split($pos.pos);
    return;
  }
  // Enter in an empty line of the title block: on to what follows it.
  const from = $pos.before(1);
  tr.delete(from, from + $pos.parent.nodeSize);
  tr.setSelection(TextSelection.near(tr.doc.resolve(from), 1));
}

/**
 * @param {Transaction} tr
 * @param {Place} place
 * @param {number} offset
 */
function splitParagraph(tr, place, offset) {
  const size = place.node.content.size;
  const { role } = place.node.attrs;
  const line = tr.doc.child(place.line);
  if (!size && (role === "heading" || role === "item")) leave(tr, place);
  else if (!size && place.index > 0) caretTo(tr, tr.split(place.pos, 1), place.pos + 2);
  else if (offset === 0 && size) openBefore(tr, place);
  else if (isBeforeSalutation(place, offset)) splitBeforeSalutation(tr, place, offset);
  else if (offset === size && place.index < line.childCount - 1) breakAfter(tr, place);
  else {
    const attrs = offset === size ? following(line.firstChild || place.node, place) : afterDivision(place.node);
    tr.split(place.pos + 1 + offset, 2, [{ type: LINE }, { type: SEGMENT, attrs }]);
  }
}

/** Something was written in front of 同志们： and ends here. @param {Place} place @param {number} offset */
function isBeforeSalutation({ node, index }, offset) {
  const text = node.textContent;
  return index === 0 && node.attrs.role === "salutation" && /[：:]$/.test(text.slice(offset)) && !/[：:，,、]$/.test(text.slice(0, offset));
}

/**
 * The salutation stays one; what stands before it is the title where there is none yet, else a paragraph.
 * @param {Transaction} tr @param {Place} place @param {number} offset
 */
function splitBeforeSalutation(tr, place, offset) {
  const line = tr.doc.child(place.line);
  const above = tr.doc.resolve(place.linePos).nodeBefore;
  const text = place.node.content.cut(0, offset);
  const written = above ? LINE.create(null, SEGMENT.create(fresh(), text)) : FRONT.create({ kind: "title" }, schema.text(place.node.textContent.slice(0, offset)));
  const rest = line.copy(line.content.replaceChild(0, place.node.cut(offset)));
  tr.replaceWith(place.linePos, place.linePos + line.nodeSize, [written, rest]);
  tr.setSelection(TextSelection.create(tr.doc, place.linePos + written.nodeSize + 2));
}

/** An empty item or heading: the list or section ends here. @param {Transaction} tr @param {Place} place */
function leave(tr, place) {
  const pos = place.pos;
  tr.setNodeMarkup(pos, null, { ...fresh(), key: place.node.attrs.key });
  if (place.index > 0) caretTo(tr, tr.split(pos, 1), pos + 2);
}

/** @param {Transaction} tr @param {Place} place */
function openBefore(tr, place) {
  if (place.index > 0) {
    caretTo(tr, tr.split(place.pos, 1), place.pos + 2);
    return;
  }
  const attrs = place.node.attrs.role === "item" ? nextItem(place.node) : fresh();
  tr.insert(place.linePos, LINE.create(null, SEGMENT.create(attrs)));
}

/** End the line after a run-in head: what followed it gets its own line. @param {Transaction} tr @param {Place} place */
function breakAfter(tr, place) {
  const end = place.pos + place.node.nodeSize;
  caretTo(tr, tr.split(end, 1), end + 2);
}

/** What follows a finished line: another item after an item, else body. @param {Node} leading @param {Place} place */
function following(leading, place) {
  if (leading.attrs.role !== "item") return fresh();
  return nextItem(place.node.attrs.role === "item" ? place.node : leading);
}

/** What the right half of a divided paragraph is. @param {Node} node */
export function afterDivision(node) {
  const { role, level, series, entry, entryVersion } = node.attrs;
  const origin = { entry, entryVersion };
  if (role === "item") return { ...nextItem(node), ...origin };
  if (role === "heading") return fresh({ role, level, series, ...origin });
  return fresh({ role: role === "closing" ? role : "body", ...origin });
}

/** @param {Transaction} tr @param {Transaction} _done @param {number} inside */
function caretTo(tr, _done, inside) {
  tr.setSelection(TextSelection.near(tr.doc.resolve(inside), 1));
}
