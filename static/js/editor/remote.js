// What comes from the server into the open paper: other people's changes, merged texts, counts tied to their lists.
// Outside the undo history, paragraph by paragraph, so that neither caret nor text being typed is disturbed.
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { FRONT_KEY, applyEdit, areEqual, unmoved } from "editor/changes.js";
import { canonical, placeAt, placeOf, readManuscript, toDocument, toLines, toSegment } from "editor/paragraphs.js";
import { FRONT } from "editor/schema.js";
import { withCounts } from "editor/saving.js";
import { asFromServer } from "editor/transactions.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("editor/paragraphs.js").Paragraph} Paragraph */
/** @typedef {import("editor/changes.js").Upsert} Upsert */
/** @typedef {import("editor/saving.js").Saver} Saver */

/** So many characters around the caret say where it is in a text that changed on both sides of it. */
const CONTEXT = 12;

/**
 * Make the smallest change that turns a node's content into another one's.
 * @param {Transaction} tr
 * @param {number} at where the content starts
 * @param {Node} now
 * @param {Node} target
 */
export function become(tr, at, now, target) {
  const start = now.content.findDiffStart(target.content);
  const end = now.content.findDiffEnd(target.content);
  if (start === null || !end) return;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const [from, to] = [at + start, at + end.a + overlap];
  const { $anchor, $head } = tr.selection;
  const marks = [$anchor, $head].map(($pos) => ($pos.pos > from && $pos.pos < to ? bookmark($pos) : null));
  const slice = target.slice(start, end.b + overlap);
  const result = tr.maybeStep(new ReplaceStep(from, to, slice));
  if (result.failed) tr.step(new ReplaceStep(at, at + now.content.size, new Slice(target.content, 0, 0)));
  // A caret outside what was replaced is mapped; one within is found again by its paragraph and the words before it.
  if (!marks.some(Boolean)) return;
  const [anchor, head] = marks.map((mark, end_) => (mark && placed(tr.doc, mark)) ?? (end_ ? tr.selection.head : tr.selection.anchor));
  tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
}

/** @typedef {{key: string, offset: number, text: string}} Mark */

/** @param {import("prosemirror-model").ResolvedPos} $pos @returns {Mark | null} */
function bookmark($pos) {
  const place = placeAt($pos);
  return place && { key: place.node.attrs.key, offset: $pos.parentOffset, text: place.node.textContent };
}

/** @param {Node} doc @param {Mark} mark */
function placed(doc, { key, offset, text }) {
  const place = placeOf(doc, key);
  return place ? place.pos + 1 + follow(offset, text, place.node.textContent) : null;
}

/** Where the characters before an offset have gone. @param {number} offset @param {string} old @param {string} text */
function follow(offset, old, text) {
  if (old === text) return offset;
  for (let length = Math.min(offset, CONTEXT); length; length -= 1) {
    const found = text.indexOf(old.slice(offset - length, offset));
    if (found >= 0) return found + length;
  }
  return Math.min(offset, text.length);
}

/**
 * Write or delete one paragraph; one that keeps its place is changed where it stands.
 * @param {Transaction} tr
 * @param {string} key
 * @param {Upsert | null} paragraph null: delete
 */
export function writeParagraph(tr, key, paragraph) {
  const at = placeOf(tr.doc, key);
  if (at && paragraph && paragraph.after === undefined && Boolean(paragraph.run_in) === at.index > 0) {
    const node = toSegment(paragraph);
    become(tr, at.pos + 1, at.node, node);
    if (!node.hasMarkup(at.node.type, at.node.attrs)) tr.setNodeMarkup(at.pos, null, node.attrs);
    return;
  }
  writeAll(tr, applyEdit(readManuscript(tr.doc).paragraphs, { key, paragraph }));
}

/** @param {Transaction} tr @param {Paragraph[]} paragraphs */
function writeAll(tr, paragraphs) {
  /** @type {Node[]} */
  const front = [];
  tr.doc.forEach((node) => {
    if (node.type === FRONT) front.push(node);
  });
  const lines = paragraphs.length ? toLines(paragraphs) : toDocument({ front: [], paragraphs }).children;
  become(tr, 0, tr.doc, tr.doc.copy(Fragment.from([...front, ...lines])));
}

/** @param {Transaction} tr @param {import("editor/paragraphs.js").FrontLine[]} front */
export function writeFront(tr, front) {
  become(tr, 0, tr.doc, toDocument({ front, paragraphs: readManuscript(tr.doc).paragraphs }));
}

/** @param {Paragraph[]} paragraphs @param {string} key */
const find = (paragraphs, key) => paragraphs.find((one) => one.key === key) || null;

/** The key before a paragraph, null at the start, undefined where it is not. @param {Paragraph[]} paragraphs @param {string} key */
function before(paragraphs, key) {
  const at = paragraphs.findIndex((one) => one.key === key);
  return at < 0 ? undefined : at ? paragraphs[at - 1].key : null;
}

/**
 * Write a paragraph as the server has it, after the nearest one before it that is still on the paper.
 * @param {Transaction} tr @param {Saver} saver @param {string} key
 */
export function writeStored(tr, saver, key) {
  if (key === FRONT_KEY) {
    writeFront(tr, saver.stored.front);
    return;
  }
  const paragraph = find(saver.stored.paragraphs, key);
  let after = before(saver.stored.paragraphs, key);
  while (after && !placeOf(tr.doc, after)) after = before(saver.stored.paragraphs, after);
  writeParagraph(tr, key, paragraph && { ...paragraph, after });
}

/**
 * Take over what others have stored. Where this person has something unsent in the same place it waits: the next save
 * brings back the texts merged, or a clash.
 * @param {import("prosemirror-view").EditorView} view
 * @param {Saver} saver
 */
export function takeNews(view, saver) {
  const tr = asFromServer(view.state.tr);
  for (const [key, theirs] of saver.news) {
    if (saver.held.has(key)) continue;
    const { stored } = saver;
    const now = readManuscript(tr.doc);
    if (key === FRONT_KEY) {
      if (![stored.front, theirs].some((front) => JSON.stringify(front) === JSON.stringify(now.front))) continue;
      saver.accept(key);
      writeFront(tr, theirs);
      continue;
    }
    const mine = find(now.paragraphs, key);
    if (!areEqual(mine, find(stored.paragraphs, key)) && !areEqual(mine, theirs && canonical(theirs))) continue;
    saver.accept(key);
    if (mine && theirs) writeParagraph(tr, key, canonical(theirs));
    else writeStored(tr, saver, key);
  }
  takeOrder(tr, saver);
  if (tr.docChanged) view.dispatch(tr);
}

/** Put the paragraphs in the server's order. @param {Transaction} tr @param {Saver} saver */
function takeOrder(tr, saver) {
  if (!saver.order) return;
  const rank = new Map(saver.order.map((key, at) => [key, at]));
  const now = readManuscript(tr.doc);
  /** What is placed here otherwise, or not there yet, follows the one before it. @param {Paragraph[]} paragraphs @param {Set<string>} fixed */
  const sorted = (paragraphs, fixed) => {
    const groups = [{ at: -1, list: /** @type {Paragraph[]} */ ([]) }];
    for (const one of paragraphs) {
      const at = fixed.has(one.key) ? rank.get(one.key) : undefined;
      if (at !== undefined) groups.push({ at, list: [] });
      groups[groups.length - 1].list.push(one);
    }
    return groups.sort((one, other) => one.at - other.at).flatMap(({ list }) => list);
  };
  const paper = sorted(now.paragraphs, unmoved(saver.stored, now));
  saver.stored = { ...saver.stored, paragraphs: sorted(saver.stored.paragraphs, new Set(rank.keys())) };
  saver.order = null;
  if (paper.some((one, at) => one !== now.paragraphs[at])) writeAll(tr, paper);
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
    const mine = find(readManuscript(tr.doc).paragraphs, key);
    // Typed on since it was sent: the next answer brings the marks for the text as it is then.
    if (mine && mine.text === find(saver.stored.paragraphs, key)?.text) writeParagraph(tr, key, withCounts(mine, spans));
  }
  if (tr.docChanged) view.dispatch(tr);
}
