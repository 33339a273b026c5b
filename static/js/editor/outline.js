// The outline beside the paper: go to a section, move it by dragging or by Alt+↑/↓, change its level, fold, rename, delete it.
import { closeHistory } from "prosemirror-history";
import Sortable from "sortablejs";
import { pointAt } from "editor/counts.js";
import { closingStart, deleteRange, headingLevel, move, moveSection, sectionAt } from "editor/moving.js";
import { keep, kept } from "editor/keeping.js";
import { openPlaceholders } from "editor/placeholders.js";
import { around, quoted } from "editor/page.js";
import { placeAt, placeOf, segments } from "editor/paragraphs.js";
import { selected } from "editor/ranges.js";
import { shiftHeading } from "editor/structure.js";

/** @typedef {import("prosemirror-view").EditorView} EditorView */

const ROW = "li[data-key]";
const MOST_FOLDED = 200;
const FOLDED = "folded";

/** @param {Element} row */
const keyOf = (row) => (row instanceof HTMLElement && row.dataset.key) || "";

/**
 * @param {EditorView} view
 * @param {HTMLElement} pane
 * @param {(sentence: string, undoable: boolean) => void} announce
 */
export function createOutline(view, pane, announce) {
  /** @type {Sortable | null} */
  let sortable = null;
  const scroller = /** @type {HTMLElement} */ (view.dom.parentElement);
  let frame = 0;

  /** @param {string} key */
  function goTo(key) {
    const { doc } = view.state;
    const place = placeOf(doc, key) || segments(doc)[0];
    select(place, place.pos + 1, place.pos + 1);
  }

  /** Select the first open placeholder of a paragraph. @param {string} key */
  function fillIn(key) {
    const place = placeOf(view.state.doc, key);
    const open = place && openPlaceholders(view.state.doc).find(({ from, to }) => from > place.pos && to < place.pos + place.node.nodeSize);
    if (place && open) select(place, open.from, open.to);
    else goTo(key);
  }

  /** Show a count that does not agree, and say so. @param {DOMStringMap} data key, count and counted */
  function explainCount({ key = "", count = "", counted = "" }) {
    const place = placeOf(view.state.doc, key);
    const at = place ? place.node.textContent.indexOf(count) : -1;
    if (!place || at < 0) {
      goTo(key);
      return;
    }
    const from = place.pos + 1 + at;
    select(place, from, from + count.length);
    pointAt(view, from, from + count.length);
    announce(`${count}：后面数出来是 ${counted} 条，按 Alt+Enter 改过来`, false);
  }

  /** @param {import("editor/paragraphs.js").Place} place @param {number} from @param {number} to */
  function select(place, from, to) {
    view.dispatch(selected(view.state, { from, to }));
    view.focus();
    const dom = view.nodeDOM(place.linePos);
    if (dom instanceof HTMLElement) dom.scrollIntoView({ block: "center" });
  }

  /** @param {string} key @param {string | null} before */
  function moveBefore(key, before) {
    const tr = moveSection(view.state, key, before);
    if (tr) view.dispatch(tr);
    return Boolean(tr);
  }

  /** @param {string} key */
  function remove(key) {
    const place = placeOf(view.state.doc, key);
    if (!place || !headingLevel(view.state.doc.child(place.line))) return;
    const range = sectionAt(view.state.doc, place.line);
    view.dispatch(deleteRange(view.state, range));
    announce(`已删去${quoted(place.node.textContent.slice(0, 16))}一节`, true);
  }

  /** @param {string} key @param {number} step */
  function shift(key, step) {
    const place = placeOf(view.state.doc, key);
    if (!place || !headingLevel(view.state.doc.child(place.line))) return;
    const before = view.state.selection;
    view.dispatch(selected(view.state, { from: place.pos + 1, to: place.pos + 1 }));
    if (!move(step)(view.state, view.dispatch)) {
      view.dispatch(view.state.tr.setSelection(before));
      announce(step < 0 ? "已是第一节" : "已是最后一节", false);
    }
  }

  /** The whole section goes a level up or down, the headings inside it too. @param {string} key @param {number} step */
  function level(key, step) {
    const { doc } = view.state;
    const place = placeOf(doc, key);
    if (!place || !headingLevel(doc.child(place.line))) return;
    const { start, end } = sectionAt(doc, place.line);
    const heads = doc.children.slice(start, end).filter(headingLevel);
    if (heads.some((line) => headingLevel(line) + step < 1 || headingLevel(line) + step > 4)) {
      announce(step < 0 ? "已是最高一级" : "再降就超过四级标题了", false);
      return;
    }
    const { tr } = view.state;
    for (const line of heads) shiftHeading(tr, line.firstChild?.attrs.key, step);
    view.dispatch(closeHistory(tr));
  }

  /** The heading's words are selected on the paper: what is typed takes their place. @param {string} key */
  function rename(key) {
    const place = placeOf(view.state.doc, key);
    if (place && headingLevel(view.state.doc.child(place.line))) select(place, place.pos + 1, place.pos + place.node.nodeSize - 1);
  }

  /** @param {Element} row @param {boolean} isFolded */
  function fold(row, isFolded) {
    const key = keyOf(row);
    const all = new Set(kept(FOLDED).split(",").filter(Boolean));
    if (isFolded && row.querySelector("[data-fold]")) all.add(key);
    else all.delete(key);
    keep(FOLDED, [...all].slice(-MOST_FOLDED).join(","));
    showFolds();
  }

  /** Rows inside a folded section are hidden. */
  function showFolds() {
    const folded = new Set(kept(FOLDED).split(","));
    let above = 0;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll(ROW))) {
      const own = Number(row.dataset.level);
      row.hidden = above > 0 && own > above;
      if (row.hidden) continue;
      const isFolded = folded.has(keyOf(row));
      above = isFolded ? own : 0;
      row.querySelector("[data-fold]")?.setAttribute("aria-expanded", String(!isFolded));
    }
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const row = around(event, ROW);
    if (!row) return;
    const key = keyOf(row);
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const side = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.altKey && step && key) shift(key, step);
    else if (event.altKey && side) level(key, side);
    else if (side) fold(row, side < 0);
    else if (event.key === "F2") rename(key);
    else if (event.key === "Delete" && key) remove(key);
    else if (step) focusRow(row, step);
    else if (event.key === "Escape") view.focus();
    else return;
    event.preventDefault();
  }

  /** @param {Element} row @param {number} step */
  function focusRow(row, step) {
    const rows = [...pane.querySelectorAll(ROW)];
    const next = rows[rows.indexOf(row) + step];
    const link = next && (next.querySelector("a, button") || next);
    if (link instanceof HTMLElement) link.focus();
  }

  /** After each swap the list is a new one. */
  function attach() {
    sortable?.destroy();
    const row = pane.querySelector(ROW);
    sortable = row && row.parentElement ? Sortable.create(row.parentElement, options()) : null;
    showFolds();
    mark();
  }

  /** @returns {import("sortablejs").Options} */
  function options() {
    return {
      draggable: ROW,
      filter: "li:not([data-movable])",
      preventOnFilter: false,
      animation: 120,
      delayOnTouchOnly: true,
      delay: 200,
      onEnd: ({ item, oldIndex, newIndex }) => {
        const next = item.nextElementSibling;
        if (oldIndex === newIndex) return;
        const isMoved = moveBefore(keyOf(item), next && next.matches("[data-movable]") ? keyOf(next) : null);
        // Put back: the list is redrawn by the server once the move is saved.
        if (!isMoved) document.body.dispatchEvent(new CustomEvent("draft-saved"));
      },
    };
  }

  /** Show in which section the caret is. */
  function mark() {
    markRow(currentSection());
  }

  /** While one reads on without the caret: show what section is in sight. */
  function markSeen() {
    const { top, bottom } = scroller.getBoundingClientRect();
    const caret = view.coordsAtPos(view.state.selection.head);
    if (caret.bottom > top && caret.top < bottom) {
      mark();
      return;
    }
    const line = top + (bottom - top) / 3;
    const rows = [...pane.querySelectorAll(ROW)].map(keyOf);
    const seen = rows.filter((key) => {
      const place = placeOf(view.state.doc, key);
      const dom = place && view.nodeDOM(place.pos);
      return dom instanceof HTMLElement && dom.getBoundingClientRect().top <= line;
    });
    markRow(seen.pop() || rows[0]);
  }

  /** @param {string | null | undefined} current */
  function markRow(current) {
    for (const row of pane.querySelectorAll(ROW)) {
      if (keyOf(row) === current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  function currentSection() {
    const place = placeAt(view.state.selection.$head);
    const closing = closingStart(view.state.doc);
    if (place && place.line >= closing) return view.state.doc.child(closing).firstChild?.attrs.key;
    for (let line = place ? place.line : -1; line >= 0; line -= 1) {
      const node = view.state.doc.child(line);
      if (headingLevel(node)) return node.firstChild?.attrs.key;
    }
    // The row of what precedes all headings; its key may be that of a paragraph that is gone by now.
    const opening = pane.querySelector(ROW);
    return opening && keyOf(opening);
  }

  pane.addEventListener("keydown", onKey);
  pane.addEventListener("dblclick", (event) => {
    const row = around(event, ".section-title")?.closest(ROW);
    if (row) rename(keyOf(row));
  });
  scroller.addEventListener("scroll", () => {
    window.cancelAnimationFrame(frame);
    frame = window.requestAnimationFrame(markSeen);
  });
  // Links to a paragraph stand in the outline, among the facts and in the export menu.
  document.addEventListener("click", (event) => {
    const doomed = around(event, "[data-delete-section]")?.closest(ROW);
    if (doomed) remove(keyOf(doomed));
    const folding = around(event, "[data-fold]");
    const owner = folding?.closest(ROW);
    if (folding && owner) fold(owner, folding.getAttribute("aria-expanded") === "true");
    const link = around(event, "a[data-key]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const key = link.dataset.key || "";
    if (link.dataset.count) explainCount(link.dataset);
    else if (link.closest(ROW)) goTo(key);
    else fillIn(key);
  });
  document.body.addEventListener("htmx:after:swap", () => attach());
  attach();
  return { mark, goTo };
}
