// What comes from the server into the open paper: other people's changes, counts tied to their lists. Outside the undo
// history, paragraph by paragraph, so that neither caret nor text being typed is disturbed.
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { FRONT_KEY, applyEdit, areEqual } from "editor/changes.js";
import { canonical, placeAt, placeOf, readManuscript, toDocument, toLines } from "editor/paragraphs.js";
import { FRONT } from "editor/schema.js";
import { withCounts } from "editor/saving.js";
import { asFromServer } from "editor/transactions.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("editor/paragraphs.js").Paragraph} Paragraph */
/** @typedef {import("editor/changes.js").Upsert} Upsert */
/** @typedef {import("editor/saving.js").Saver} Saver */
/** @typedef {{key: string, mine: Paragraph | null, theirs: Paragraph | null}} Conflict */

/**
 * Make the smallest change that turns the document into another one.
 * @param {Transaction} tr
 * @param {Node} target
 */
function become(tr, target) {
  const start = tr.doc.content.findDiffStart(target.content);
  const end = tr.doc.content.findDiffEnd(target.content);
  if (start === null || !end) return;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const slice = target.slice(start, end.b + overlap);
  const caret = [bookmark(tr.selection.$anchor), bookmark(tr.selection.$head)];
  const result = tr.maybeStep(new ReplaceStep(start, end.a + overlap, slice));
  if (result.failed) tr.step(new ReplaceStep(0, tr.doc.content.size, new Slice(target.content, 0, 0)));
  restore(tr, caret);
}

/** @param {import("prosemirror-model").ResolvedPos} $pos */
function bookmark($pos) {
  const place = placeAt($pos);
  return place ? { key: place.node.attrs.key, offset: $pos.parentOffset } : null;
}

/** @param {Transaction} tr @param {({key: string, offset: number} | null)[]} caret */
function restore(tr, caret) {
  const ends = caret.map((mark) => {
    const place = mark && placeOf(tr.doc, mark.key);
    return place ? place.pos + 1 + Math.min(mark.offset, place.node.content.size) : null;
  });
  const [anchor, head] = ends;
  if (anchor === null || head === null) return;
  if (anchor !== tr.selection.anchor || head !== tr.selection.head) tr.setSelection(TextSelection.create(tr.doc, anchor, head));
}

/**
 * Write or delete one paragraph.
 * @param {Transaction} tr
 * @param {string} key
 * @param {Upsert | null} paragraph null: delete
 */
export function writeParagraph(tr, key, paragraph) {
  const paragraphs = applyEdit(readManuscript(tr.doc).paragraphs, { key, paragraph });
  /** @type {Node[]} */
  const front = [];
  tr.doc.forEach((node) => {
    if (node.type === FRONT) front.push(node);
  });
  const lines = paragraphs.length ? toLines(paragraphs) : toDocument({ front: [], paragraphs }).children;
  become(tr, tr.doc.copy(Fragment.from([...front, ...lines])));
}

/** @param {Transaction} tr @param {import("editor/paragraphs.js").FrontLine[]} front */
export function writeFront(tr, front) {
  become(tr, toDocument({ front, paragraphs: readManuscript(tr.doc).paragraphs }));
}

/**
 * Take over what others have stored; where this person has unsent words in the same paragraph, both are kept for a choice.
 * @param {import("prosemirror-view").EditorView} view
 * @param {Saver} saver
 * @param {{front: import("editor/paragraphs.js").FrontLine[] | null, upserts: Upsert[], deletions: string[]}} others
 * @returns {Conflict[]}
 */
export function takeOthers(view, saver, others) {
  const tr = asFromServer(view.state.tr);
  /** @type {Conflict[]} */
  const conflicts = [];
  const edits = [
    ...others.deletions.map((key) => ({ key, paragraph: /** @type {Upsert | null} */ (null) })),
    ...others.upserts.map((one) => ({ key: one.key, paragraph: { ...canonical(one), after: one.after } })),
  ];
  for (const { key, paragraph } of edits) {
    if (saver.held.has(key)) continue;
    const stored = saver.stored.paragraphs.find((one) => one.key === key) || null;
    const mine = readManuscript(tr.doc).paragraphs.find((one) => one.key === key) || null;
    const theirs = paragraph && canonical(paragraph);
    saver.stored = { ...saver.stored, paragraphs: applyEdit(saver.stored.paragraphs, { key, paragraph }) };
    if (areEqual(mine, stored) || (!mine && !stored)) writeParagraph(tr, key, paragraph);
    else if (!areEqual(theirs, stored) && !areEqual(theirs, mine) && !isSameText(theirs, stored)) {
      saver.held.add(key);
      conflicts.push({ key, mine, theirs });
    }
  }
  takeFront(tr, saver, others.front);
  if (tr.docChanged) view.dispatch(tr);
  return conflicts;
}

/** Only the marking of counts is new: nothing anybody would have to choose between. @param {Paragraph | null} one @param {Paragraph | null} other */
function isSameText(one, other) {
  return Boolean(one && other) && areEqual({ .../** @type {Paragraph} */ (one), spans: [] }, { .../** @type {Paragraph} */ (other), spans: [] });
}

/** @param {Transaction} tr @param {Saver} saver @param {import("editor/paragraphs.js").FrontLine[] | null} front */
function takeFront(tr, saver, front) {
  if (!front || saver.held.has(FRONT_KEY)) return;
  const isMine = JSON.stringify(readManuscript(tr.doc).front) === JSON.stringify(saver.stored.front);
  saver.stored = { ...saver.stored, front };
  if (isMine) writeFront(tr, front);
}

/**
 * Mark the counts that the server has tied to their lists.
 * @param {import("prosemirror-view").EditorView} view
 * @param {Saver} saver
 * @param {Record<string, any>} bindings
 */
export function takeBindings(view, saver, bindings) {
  const tr = asFromServer(view.state.tr);
  for (const [key, spans] of Object.entries(bindings)) {
    const mine = readManuscript(tr.doc).paragraphs.find((one) => one.key === key);
    const stored = saver.stored.paragraphs.find((one) => one.key === key);
    // Typed on since it was sent: the next answer brings the marks for the text as it is then.
    if (mine && stored && mine.text === stored.text) writeParagraph(tr, key, withCounts(mine, spans));
  }
  if (tr.docChanged) view.dispatch(tr);
}
