// An announced count ("三点意见") follows the list or headings it announces, visibly and in the same undo step.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { groups } from "editor/groups.js";
import { chinese } from "editor/numbering.js";
import { segments } from "editor/paragraphs.js";
import { schema } from "editor/schema.js";
import { areOwnEdits } from "editor/transactions.js";

/** @typedef {import("prosemirror-state").EditorState} EditorState */
/** @typedef {{from: number, to: number, was: string, text: string}} Healed was: the numeral before; text: the whole count now */

const POINTING_TIME = 3000;
const NUMERAL = /[一二两三四五六七八九十百]+|\d+|[０-９]+/;

/** @type {PluginKey<{healed: Healed[], flashes: DecorationSet}>} */
const countsKey = new PluginKey("counts");

/** @param {string} text */
export function numeralValue(text) {
  if (/^[\d０-９]+$/.test(text)) return Number(text.normalize("NFKC"));
  if (text === "两") return 2;
  for (let number = 1; number < 200; number += 1) if (chinese(number) === text) return number;
  return NaN;
}

/**
 * Return a number in the script of the numeral it takes the place of. Counting things, two is 两: 两点意见, 两个始终.
 * @param {number} number
 * @param {string} like
 */
function numeralLike(number, like) {
  if (/^\d+$/.test(like)) return String(number);
  if (/^[０-９]+$/.test(like)) return String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return number === 2 ? "两" : chinese(number);
}

/**
 * Return the bound counts of a document with their place; one count may lie in several text nodes.
 * @param {import("prosemirror-model").Node} doc
 */
function boundCounts(doc) {
  /** @type {{from: number, text: string, ref: string}[]} */
  const counts = [];
  for (const { node, pos } of segments(doc)) {
    node.forEach((text, offset) => {
      const mark = schema.marks.count.isInSet(text.marks);
      if (!mark) return;
      const from = pos + 1 + offset;
      const last = counts[counts.length - 1];
      if (last && last.ref === mark.attrs.ref && last.from + last.text.length === from) last.text += text.text;
      else counts.push({ from, text: text.text || "", ref: mark.attrs.ref });
    });
  }
  return counts;
}

/**
 * @param {EditorState} before
 * @param {EditorState} state
 */
function followGroups(before, state) {
  const [old, now] = [groups(before.doc), groups(state.doc)];
  const tr = state.tr;
  /** @type {Healed[]} */
  const healed = [];
  for (const { from, text, ref } of boundCounts(state.doc)) {
    const [was, is] = [old.get(ref)?.length, now.get(ref)?.length];
    const numeral = NUMERAL.exec(text);
    // Only a count that was right is kept right; one that never agreed is for a person to judge.
    if (!was || !is || was === is || !numeral || numeralValue(numeral[0]) !== was) continue;
    const replacement = numeralLike(is, numeral[0]);
    const start = tr.mapping.map(from + numeral.index);
    const end = start + numeral[0].length;
    const marks = tr.doc.resolve(start + 1).marks();
    tr.replaceWith(start, end, schema.text(replacement, marks));
    healed.push({ from: start, to: start + replacement.length, was: numeral[0], text: text.replace(numeral[0], replacement) });
  }
  return healed.length ? tr.setMeta(countsKey, healed) : null;
}

/**
 * @param {import("prosemirror-model").Node} doc
 * @param {Healed[]} healed
 */
function flash(doc, healed) {
  return DecorationSet.create(doc, healed.map(({ from, to }) => Decoration.inline(from, to, { class: "healed" })));
}

/** Draw the eye to a stretch of text. @param {import("prosemirror-view").EditorView} view @param {number} from @param {number} to */
export function pointAt(view, from, to) {
  view.dispatch(view.state.tr.setMeta(countsKey, { from, to }).setMeta("addToHistory", false));
  window.setTimeout(() => endFlash(view), POINTING_TIME);
}

/**
 * @param {(healed: Healed[]) => void} onHealed is told what was changed, after it is drawn
 */
export function followingCounts(onHealed) {
  return new Plugin({
    key: countsKey,
    state: {
      init: () => ({ healed: /** @type {Healed[]} */ ([]), flashes: DecorationSet.empty }),
      apply(tr, value) {
        const healed = tr.getMeta(countsKey);
        if (Array.isArray(healed)) return { healed, flashes: flash(tr.doc, healed) };
        if (healed) {
          const pointed = Decoration.inline(healed.from, healed.to, { class: "pointed" });
          return { healed: [], flashes: DecorationSet.create(tr.doc, [pointed]) };
        }
        if (!tr.docChanged) return value;
        return { healed: value.healed, flashes: value.flashes.map(tr.mapping, tr.doc) };
      },
    },
    props: { decorations: (state) => countsKey.getState(state)?.flashes },
    appendTransaction: (transactions, before, state) => (areOwnEdits(transactions) ? followGroups(before, state) : null),
    view: () => ({
      update(view, before) {
        const value = countsKey.getState(view.state);
        if (value && value.healed.length && value.healed !== countsKey.getState(before)?.healed) onHealed(value.healed);
      },
    }),
  });
}

/** End the flash of the last correction. @param {import("prosemirror-view").EditorView} view */
export function endFlash(view) {
  view.dispatch(view.state.tr.setMeta(countsKey, []).setMeta("addToHistory", false));
}

/**
 * Put the numerals back as they were typed; what caused the change stays.
 * @param {import("prosemirror-view").EditorView} view
 */
export function unhealCounts(view) {
  const value = countsKey.getState(view.state);
  if (!value) return;
  const { tr } = view.state;
  value.flashes.find().forEach(({ from, to }, at) => {
    const start = tr.mapping.map(from);
    const marks = tr.doc.resolve(start + 1).marks();
    tr.replaceWith(start, tr.mapping.map(to), schema.text(value.healed[at].was, marks));
  });
  view.dispatch(tr.setMeta(countsKey, []));
}
