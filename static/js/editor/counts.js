// An announced count ("三点意见") follows the list or headings it announces, visibly and in the same undo step. One that a
// person wrote otherwise is marked where it stands, and put right when asked: number after items, never the other way.
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { miscounts, overtaken } from "editor/announced.js";
import { areOwnEdits } from "editor/transactions.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-state").EditorState} EditorState */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("prosemirror-view").EditorView} EditorView */
/** @typedef {import("editor/announced.js").Count} Count */
/** @typedef {{news: Count[], healed: Count[], flashes: DecorationSet, wrong: Count[], marks: DecorationSet}} Value `healed` follows the text */

const POINTING_TIME = 3000;
/** How long after a composition its last change has surely arrived. */
const COMPOSED = 60;
const NONE = DecorationSet.empty;

/** @type {PluginKey<Value>} */
const countsKey = new PluginKey("counts");

/** What the server counted, in the outline. */
const told = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#miscounts > li")]).map(({ dataset }) => dataset);
/** @param {EditorState} state */
const wrongIn = (state) => countsKey.getState(state)?.wrong || [];
/** @param {Count} count */
const endOf = ({ from, text }) => from + text.length;

/** Write what counts should say: only what differs, so that marks and caret stay. @param {Transaction} tr @param {Count[]} counts as they were before the transaction */
export function heal(tr, counts) {
  const healed = counts.map(({ from, text, healed: now, counted }) => {
    let [start, end] = [0, 0];
    while (text[start] === now[start]) start += 1;
    while (end < Math.min(text.length, now.length) - start && text.at(-1 - end) === now.at(-1 - end)) end += 1;
    const at = tr.mapping.map(from, -1);
    tr.insertText(now.slice(start, now.length - end), at + start, at + text.length - end);
    return { from: at, text: now, healed: text, counted };
  });
  return tr.setMeta(countsKey, healed);
}

/**
 * Put right what the selection touches, else what its line says; elsewhere go to the next count that is wrong.
 * @type {import("prosemirror-state").Command}
 */
export const healCounts = (state, dispatch) => {
  const wrong = wrongIn(state);
  if (!wrong.length) return false;
  const { from, to, $from } = state.selection;
  const within = (/** @type {number} */ start, /** @type {number} */ end) => wrong.filter((one) => one.from <= end && start <= endOf(one));
  const here = [within(from, to), $from.depth ? within($from.before(1), $from.after(1)) : []].find((some) => some.length);
  const next = wrong.find((one) => one.from > to) || wrong[0];
  const tr = here ? heal(closeHistory(state.tr), here) : state.tr.setSelection(TextSelection.create(state.doc, next.from, endOf(next)));
  if (dispatch) dispatch(tr.scrollIntoView());
  return true;
};

/** @param {EditorState} state */
export const wrongCounts = (state) => wrongIn(state).length;

/** @param {Node} doc @param {Count[]} counts @param {(count: Count) => Record<string, string>} attrs */
function drawn(doc, counts, attrs) {
  return DecorationSet.create(doc, counts.map((one) => Decoration.inline(one.from, endOf(one), attrs(one))));
}

/** @param {Count} count */
const asWrong = ({ healed, counted }) => ({
  class: "miscount",
  "data-healed": healed,
  title: `后面数出来是 ${counted}。点下面的“改为”，或按 Alt+Enter，改为${healed}`,
});

/** A click on the offer, which is drawn below the count and is no text. @param {EditorView} view @param {MouseEvent} event */
function takeOffer(view, event) {
  const count = event.target instanceof Element && event.target.closest(".miscount");
  if (!count || [...count.getClientRects()].some(({ top, bottom }) => top <= event.clientY && event.clientY <= bottom)) return false;
  const at = view.posAtDOM(count, 0);
  event.preventDefault();
  view.dispatch(heal(closeHistory(view.state.tr), wrongIn(view.state).filter((one) => one.from <= at && at < endOf(one))));
  return true;
}

/** @param {EditorView} view @param {object | string} news */
const tell = (view, news) => view.dispatch(view.state.tr.setMeta(countsKey, news).setMeta("addToHistory", false));

/** @param {(healed: Count[]) => void} onHealed is told what was changed, after it is drawn */
export function followingCounts(onHealed) {
  /** @type {EditorView | null} */
  let editor = null;
  /** The text before a composition that changed a list, and that change. @type {{doc: Node, root: Transaction} | null} */
  let waiting = null;

  /** @param {readonly Transaction[]} transactions @param {EditorState} before @param {EditorState} state */
  function follow(transactions, before, state) {
    if (!areOwnEdits(transactions)) return null;
    const { doc } = (waiting ??= { doc: before.doc, root: transactions[0] });
    if (editor?.composing) return null;
    waiting = null;
    const due = overtaken(doc, state.doc);
    return due.length ? heal(state.tr, due) : null;
  }

  /** A composition has ended, or the server has counted. */
  function look() {
    if (!editor || editor.composing) return;
    const due = waiting ? overtaken(waiting.doc, editor.state.doc) : [];
    // Of one undo step with what was composed.
    if (waiting && due.length) editor.dispatch(heal(editor.state.tr, due).setMeta("appendedTransaction", waiting.root));
    else tell(editor, "look");
    waiting = null;
  }

  /** @param {Transaction} tr @param {Value} value @returns {Value} */
  function apply(tr, value) {
    const news = tr.getMeta(countsKey);
    if (!news && !tr.docChanged) return value;
    const next = { ...value, healed: value.healed.map((one) => ({ ...one, from: tr.mapping.map(one.from) })), flashes: value.flashes.map(tr.mapping, tr.doc) };
    if (Array.isArray(news)) Object.assign(next, { news, healed: news, flashes: drawn(tr.doc, news, () => ({ class: "healed" })) });
    else if (news?.to) next.flashes = DecorationSet.create(tr.doc, [Decoration.inline(news.from, news.to, { class: "pointed" })]);
    else if (news === "over") next.flashes = NONE;
    if (editor?.composing) return { ...next, marks: next.marks.map(tr.mapping, tr.doc) };
    const wrong = miscounts(tr.doc, told());
    return { ...next, wrong, marks: drawn(tr.doc, wrong, asWrong) };
  }

  return new Plugin({
    key: countsKey,
    state: {
      init: (_config, { doc }) => {
        const wrong = miscounts(doc, told());
        return { news: [], healed: [], flashes: NONE, wrong, marks: drawn(doc, wrong, asWrong) };
      },
      apply,
    },
    props: {
      decorations(state) {
        const { flashes, marks } = /** @type {Value} */ (countsKey.getState(state));
        return marks.add(state.doc, flashes.find());
      },
      handleDOMEvents: { mousedown: takeOffer, compositionend: () => void window.setTimeout(look, COMPOSED) },
    },
    appendTransaction: follow,
    view(view) {
      editor = view;
      document.body.addEventListener("htmx:after:swap", look);
      return {
        update(now, before) {
          const news = countsKey.getState(now.state)?.news || [];
          if (news.length && news !== countsKey.getState(before)?.news) onHealed(news);
        },
      };
    },
  });
}

/** Draw the eye to a stretch of text. @param {EditorView} view @param {number} from @param {number} to */
export function pointAt(view, from, to) {
  tell(view, { from, to });
  window.setTimeout(() => endFlash(view), POINTING_TIME);
}

/** End the flash of the last correction. @param {EditorView} view */
export const endFlash = (view) => tell(view, "over");

/** Put the numerals back as they were typed; what caused the change stays. @param {EditorView} view */
export function unhealCounts({ state, dispatch }) {
  const healed = countsKey.getState(state)?.healed || [];
  const still = healed.filter((one) => state.doc.textBetween(one.from, endOf(one)) === one.text);
  dispatch(heal(state.tr, still).setMeta(countsKey, []));
}
