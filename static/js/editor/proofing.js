// 校对: what the panel lists is marked on the paper while its words stand there; gone to, put right, left as it is.
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { around, part, quoted } from "editor/page.js";
import { openPlaceholders } from "editor/placeholders.js";
import { goTo, rangeOf, selected } from "editor/ranges.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("editor/ranges.js").Range} Range */
/** @typedef {(set: DecorationSet, doc: Node) => DecorationSet} Redraw */

/** What the page loads beside us. */
const { htmx } = /** @type {{htmx: {config: {morphIgnore: string[]}}}} */ (/** @type {unknown} */ (window));
/** @type {PluginKey<DecorationSet>} */
const MARKS = new PluginKey("proof");
const ROW = ".finding[data-rule]";
const CHANGED = "这处文字刚刚改过，校对结果马上更新。";

/** @param {import("prosemirror-state").EditorState} state @param {(spec: any) => boolean} [wanted] */
const marks = (state, wanted = ({ id }) => id) => (MARKS.getState(state) || DecorationSet.empty).find(undefined, undefined, wanted);

/** What was marked and has been changed is marked no more. @param {DecorationSet} set @param {Node} doc */
const standing = (set, doc) => set.remove(set.find().filter(({ from, to, spec }) => doc.textBetween(from, to) !== spec.text));

export function shownFindings() {
  return new Plugin({
    key: MARKS,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, old) {
        /** @type {Redraw | undefined} */
        const redraw = tr.getMeta(MARKS);
        const set = tr.docChanged ? standing(old.map(tr.mapping, tr.doc), tr.doc) : old;
        return redraw ? redraw(set, tr.doc) : set;
      },
    },
    props: { decorations: (state) => MARKS.getState(state) },
  });
}

/**
 * Select the next finding or open placeholder in the order of the text, from the other end again after the last.
 * What is advice only is passed over.
 * @param {1 | -1} step
 * @returns {import("prosemirror-state").Command}
 */
export const nextOpen = (step) => (state, dispatch) => {
  const all = [...marks(state, ({ severity }) => severity && severity !== "polish"), ...openPlaceholders(state.doc)];
  all.sort((one, other) => step * (one.from - other.from));
  const next = all.find(({ from }) => step * (from - state.selection.from) > 0) || all[0];
  if (!next) return false;
  if (dispatch) dispatch(selected(state, next).scrollIntoView());
  return true;
};

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLElement} panel
 * @param {HTMLDialogElement} dialog
 * @param {{isUnsettled: () => boolean, announce: (sentence: string, undoable?: boolean) => void}} desk
 */
export function createProofing(view, panel, dialog, { isUnsettled, announce }) {
  const rows = () => /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(ROW)]);
  /** @param {Redraw} redraw */
  const redraw = (redraw) => view.dispatch(view.state.tr.setMeta(MARKS, redraw));
  let drawn = "";
  /** @type {HTMLElement | null} */
  let pointed = null;

  /** The list speaks of the text as it was saved: where that is not the text on the paper, the next save asks again. */
  function draw() {
    const list = rows();
    const sequence = /** @type {HTMLElement | null} */ (panel.firstElementChild)?.dataset.sequence;
    const now = [sequence, ...list.map(({ id }) => id)].join();
    if (now === drawn || isUnsettled()) return;
    drawn = now;
    const { doc } = view.state;
    const found = list.flatMap(({ id, dataset }) => {
      const range = rangeOf(doc, dataset);
      if (!range || doc.textBetween(range.from, range.to) !== dataset.text) return [];
      const { severity, text, title } = dataset;
      return Decoration.inline(range.from, range.to, { class: `proof ${severity}`, title: title || "", "data-row": id }, { id, severity, text });
    });
    redraw(() => DecorationSet.create(doc, found));
    pointed = null;
  }

  /** Where a row or one of its related places stands now. @param {HTMLElement} one */
  const placeOf = (one) => (one.id ? marks(view.state, ({ id }) => id === one.id)[0] : rangeOf(view.state.doc, one.dataset));

  /** Light up a finding's place with those related to it. @param {HTMLElement | null} row */
  function point(row) {
    if (row === pointed) return;
    pointed = row;
    const ranges = row ? [row, ...row.querySelectorAll("[data-go][data-key]")].map((one) => placeOf(/** @type {HTMLElement} */ (one))) : [];
    redraw((set, doc) => {
      const others = set.remove(set.find(undefined, undefined, ({ id }) => !id));
      const shown = ranges.filter((range) => range && range.from < range.to);
      return others.add(doc, shown.map((range) => {
        const { from, to } = /** @type {Range} */ (range);
        return Decoration.inline(from, to, { class: "proof-hover" }, { text: doc.textBetween(from, to) });
      }));
    });
  }

  /** @param {HTMLElement[]} some @param {string} text */
  function fix(some, text) {
    const ids = new Set(some.map(({ id }) => id));
    const tr = closeHistory(view.state.tr);
    const found = marks(view.state, ({ id }) => ids.has(id)).sort((one, other) => other.from - one.from);
    for (const { from, to } of found) {
      if (text) tr.insertText(text, from, to);
      else tr.delete(from, to);
    }
    if (!found.length) return announce(CHANGED);
    const last = found[found.length - 1].from;
    view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(last))).scrollIntoView());
    for (const row of some) row.classList.add("settled");
    return announce(found.length > 1 ? `已改 ${found.length} 处` : text ? `已改为${quoted(text)}` : "已删去", true);
  }

  /** @param {HTMLElement} row @param {DOMStringMap} asked */
  function alike(row, { fix: text, all }) {
    const same = (/** @type {HTMLElement} */ { dataset }) => dataset.rule === row.dataset.rule && dataset.text === row.dataset.text;
    return all === undefined ? [row] : rows().filter((one) => same(one) && one.querySelector("[data-fix]")?.getAttribute("data-fix") === text);
  }

  /** @param {HTMLElement} row @param {string} identity */
  function dismiss(row, identity) {
    /** @type {HTMLInputElement} */ (dialog.querySelector("[name=identity]")).value = identity;
    part(dialog, "[data-part=text]").textContent = (row.dataset.text || "").slice(0, 40);
    dialog.showModal();
  }

  /** The row of a place is shown where its panel is open; elsewhere its words are said. @param {string} id */
  function showRow(id) {
    const row = document.getElementById(id);
    for (const one of rows()) one.classList.toggle("current", one === row);
    point(row);
    if (!row) return;
    const group = row.closest("details");
    if (group) group.open = true;
    if (panel.hidden) announce(row.dataset.title || "");
    else row.scrollIntoView({ block: "nearest" });
  }

  panel.addEventListener("click", (event) => {
    const button = around(event, "button");
    const row = around(event, ROW);
    if (!button || !row) return;
    const { dataset } = button;
    if (dataset.fix !== undefined) fix(alike(row, dataset), dataset.fix);
    else if (dataset.dismiss) dismiss(row, dataset.dismiss);
    else {
      const range = placeOf(dataset.key ? button : row);
      if (range) {
        goTo(view, range);
        view.focus();
      } else announce(CHANGED);
    }
  });
  for (const name of ["mouseover", "focusin"]) panel.addEventListener(name, (event) => point(around(event, ROW)));
  for (const name of ["mouseleave", "focusout"]) panel.addEventListener(name, () => point(null));
  dialog.addEventListener("click", (event) => around(event, "[data-close]") && dialog.close());
  dialog.addEventListener("submit", () => dialog.close());
  // A click on marked words, or F8, brings up what is said of them.
  // Where the click was: the browser tells of the new selection later.
  view.dom.addEventListener("click", ({ clientX: left, clientY: top }) => {
    const pos = view.posAtCoords({ left, top })?.pos || 0;
    follow({ from: pos, to: pos });
  });
  view.dom.addEventListener("mouseover", (event) => {
    const mark = around(event, "[data-row]");
    if (mark) point(document.getElementById(mark.dataset.row || ""));
  });
  view.dom.addEventListener("keyup", ({ key }) => key === "F8" && follow(view.state.selection));
  /** @param {Range} place */
  function follow({ from, to }) {
    const found = marks(view.state).find((mark) => mark.from <= from && to <= mark.to);
    showRow(found ? found.spec.id : "");
  }
  // What a person has opened or folded stays so when the list is renewed.
  htmx.config.morphIgnore.push("open");
  document.body.addEventListener("htmx:after:swap", draw);
  draw();
}
