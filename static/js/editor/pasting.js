// Pasted lines become headings, items and paragraphs: the server reads them, the paper takes them as one change.
import { closeHistory, undo } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Fragment } from "prosemirror-model";
import { LINE_BREAK, pastePlain } from "editor/clipboard.js";
import { newKey } from "editor/keys.js";
import { placeAt, placeOf, readManuscript, segments, toDocument, toLines } from "editor/paragraphs.js";
import { FRONT, LINE } from "editor/schema.js";
import { afterDivision } from "editor/splitting.js";
import { NOTICE_TIME } from "editor/status.js";
import { isFromServer } from "editor/transactions.js";
import { typedMarker } from "editor/typed.js";
import { ask } from "editor/wire.js";

/** @typedef {import("prosemirror-view").EditorView} EditorView */
/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("editor/paragraphs.js").Paragraph} Paragraph */
/** @typedef {{front: import("editor/paragraphs.js").FrontLine[], paragraphs: Paragraph[], lines: number, dropped: number}} Read */
/** @typedef {{from: number, to: number}} Range */

/** Nobody waits longer for a paste to appear. Milliseconds. */
const PATIENCE = 5000;

/** Where the paste will go while the server reads it. @type {PluginKey<Range | null>} */
const placeKey = new PluginKey("pasting");

/**
 * @param {object} desk
 * @param {string} desk.url
 * @param {() => Promise<void>} desk.settled resolves when no input method is at work
 * @param {(sentence: string, act?: () => void, label?: string) => void} desk.announce
 * @param {() => void} desk.withdraw what was announced is true no more
 */
export function createPasting({ url, settled, announce, withdraw }) {
  let isOffered = false;
  /** One paste after the other: each has its place from the one before. */
  let last = Promise.resolve();

  const plugin = new Plugin({
    key: placeKey,
    state: {
      init: () => /** @type {Range | null} */ (null),
      apply(tr, range) {
        const set = tr.getMeta(placeKey);
        if (set !== undefined) return set;
        return range && { from: tr.mapping.map(range.from, -1), to: tr.mapping.map(range.to, 1) };
      },
    },
    appendTransaction(transactions) {
      // Written on: the text as it was pasted cannot simply take the place of what was made of it.
      const isTouched = transactions.some((tr) => tr.docChanged && !isFromServer(tr) && !tr.getMeta("appendedTransaction") && !tr.getMeta("pasted"));
      if (isOffered && isTouched) {
        isOffered = false;
        withdraw();
      }
      return null;
    },
  });

  /** @param {EditorView} view @param {string} text */
  async function fetchAndInsert(view, text) {
    const { from, to } = view.state.selection;
    view.dispatch(view.state.tr.setMeta(placeKey, { from, to }));
    const isWhole = isEmpty(view.state.doc);
    const late = new Promise((resolve) => window.setTimeout(() => resolve({ outcome: "offline" }), PATIENCE));
    const answer = await Promise.race([ask(url, { text, whole: isWhole }), late]);
    await settled();
    const range = placeKey.getState(view.state);
    if (!range) return;
    const tr = view.state.tr.setSelection(TextSelection.between(view.state.doc.resolve(range.from), view.state.doc.resolve(range.to)));
    view.dispatch(tr.setMeta(placeKey, null));
    if (answer.outcome !== "ok" || !isRecognised(answer.body)) {
      pastePlain(view, text);
      if (answer.outcome === "refused" && answer.sentence) announce(answer.sentence);
      return;
    }
    insertRead(view, answer.body);
    offerPlain(view, answer.body, text);
  }

  /** @param {EditorView} view @param {Read} read @param {string} text */
  function offerPlain(view, read, text) {
    const left = read.dropped ? `，略去网页杂项 ${read.dropped} 行` : "";
    announce(
      `已识别为 ${read.lines} 段${left}`,
      () => {
        isOffered = false;
        undo(view.state, view.dispatch);
        pastePlain(view, text);
        view.focus();
      },
      "保留原样",
    );
    isOffered = true;
    window.setTimeout(() => {
      isOffered = false;
    }, NOTICE_TIME);
  }

  return {
    plugin,
    /** @param {EditorView} view @param {string} text */
    read(view, text) {
      const lines = text.split(LINE_BREAK).map((line) => line.trim()).filter(Boolean);
      if (view.state.selection.$from.parent.type === FRONT || !(lines.length > 1 || typedMarker(lines[0] || ""))) return false;
      last = last.then(() => fetchAndInsert(view, text));
      return true;
    },
  };
}

/** Whether nothing has been written below the title block. @param {Node} doc */
const isEmpty = (doc) => segments(doc).every(({ node }) => !node.content.size);

/** @param {Read} read */
const isRecognised = ({ front, paragraphs }) => front.length > 0 || paragraphs.some(({ role }) => role !== "body");

/** @param {EditorView} view @param {Read} read */
function insertRead(view, read) {
  const tr = closeHistory(view.state.tr);
  if (!tr.selection.empty) tr.deleteSelection();
  const place = placeAt(tr.selection.$from);
  if (!place) return;
  const paragraphs = fitted(tr.doc, place.line, read.paragraphs);
  const lines = [...takeFront(tr, read.front), ...toLines(paragraphs)];
  const here = /** @type {import("editor/paragraphs.js").Place} */ (placeAt(tr.selection.$from));
  replaceLine(tr, here, tr.selection.$from.parentOffset, lines);
  const last = placeOf(tr.doc, paragraphs[paragraphs.length - 1].key);
  if (last) tr.setSelection(TextSelection.create(tr.doc, last.pos + 1 + paragraphs[paragraphs.length - 1].text.length));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("pasted", true));
}

/**
 * A salutation opens a speech and a closing ends it; amid other paragraphs both are body.
 * @param {Node} doc @param {number} line of the caret @param {Paragraph[]} paragraphs
 */
function fitted(doc, line, paragraphs) {
  const written = segments(doc).filter(({ node }) => node.content.size);
  const isFirst = !written.some((place) => place.line < line);
  const isLast = !written.some((place) => place.line > line);
  return paragraphs.map((one) => {
    const isMisplaced = (one.role === "salutation" && !isFirst) || (one.role === "closing" && !isLast);
    return isMisplaced ? { ...one, role: "body" } : one;
  });
}

/**
 * Write the title block where there is none yet; otherwise its lines are text like any other.
 * @param {Transaction} tr @param {import("editor/paragraphs.js").FrontLine[]} front
 * @returns {Node[]} the lines that go into the text
 */
function takeFront(tr, front) {
  const written = readManuscript(tr.doc).front;
  if (!written.length) {
    let end = 0;
    tr.doc.forEach((node) => {
      if (node.type === FRONT) end += node.nodeSize;
    });
    if (front.length) tr.replaceWith(0, end, toDocument({ front, paragraphs: [] }).children.filter(({ type }) => type === FRONT));
    return [];
  }
  const known = new Set(written.map(([, text]) => text));
  const others = front.filter(([, text]) => !known.has(text));
  return toLines(others.map(([, text]) => ({ key: newKey(), role: "body", text })));
}

/**
 * Put lines at a place of a paragraph: plain text joins what stands before and after it there, the rest stands alone.
 * @param {Transaction} tr @param {import("editor/paragraphs.js").Place} place @param {number} offset @param {Node[]} lines
 */
function replaceLine(tr, place, offset, lines) {
  const line = tr.doc.child(place.line);
  const all = line.children;
  const before = offset || place.index ? [...all.slice(0, place.index), place.node.cut(0, offset)] : [];
  const rest = place.node.cut(offset);
  const isBare = !before.length;
  const after = rest.content.size || place.index < all.length - 1 ? [rest, ...all.slice(place.index + 1)] : [];
  const middle = lines.map((one) => [...one.children]);
  const [first] = middle;
  if (before.length && isPlain(first[0])) {
    const [joint, text] = [/** @type {Node} */ (before.pop()), /** @type {Node} */ (first.shift())];
    middle[0] = [...before, joint.copy(joint.content.append(text.content)), ...first];
  } else if (before.length) middle.unshift(before);
  const last = middle[middle.length - 1];
  if (after.length && isPlain(last[last.length - 1])) {
    const [joint, text] = [/** @type {Node} */ (last.pop()), /** @type {Node} */ (after.shift())];
    last.push(joint.copy(joint.content.append(text.content)), ...after);
  } else if (after.length) middle.push([isBare ? rest : rest.type.create(afterDivision(rest), rest.content), ...after.slice(1)]);
  tr.replaceWith(place.linePos, place.linePos + line.nodeSize, Fragment.from(middle.map((children) => LINE.create(null, children))));
}

/** @param {Node} segment */
const isPlain = (segment) => segment.attrs.role === "body";
