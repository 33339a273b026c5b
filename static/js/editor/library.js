// The library beside the paper: what is chosen there comes in as one undoable change.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { placeAt, placeOf, segments, toLines } from "editor/paragraphs.js";
import { around, fetched } from "editor/page.js";
import { writeFront, writeParagraph } from "editor/remote.js";
import { LINE } from "editor/schema.js";

/** @typedef {import("prosemirror-view").EditorView} EditorView */
/** @typedef {import("editor/paragraphs.js").Paragraph} Paragraph */

/** Told when paragraphs have come in: their keys. */
export const INSERTED = "paragraphs-inserted";

/**
 * Insert paragraphs after the line of the caret; an empty line there, or what they are to replace, is used up.
 * @param {EditorView} view
 * @param {Paragraph[]} paragraphs
 * @param {(tr: import("prosemirror-state").Transaction) => void} [also] what changes with them
 */
export function insertParagraphs(view, paragraphs, also = () => {}, isReplacing = false) {
  const { state } = view;
  const { $from, $to, $head } = state.selection;
  const lines = toLines(paragraphs);
  const tr = closeHistory(state.tr);
  const line = $head.node(1);
  const isEmptyLine = line.type === LINE && line.childCount === 1 && !line.textContent;
  if (isReplacing && $from.node(1).type === LINE) tr.replaceWith($from.before(1), $to.after(1), lines);
  else if (isEmptyLine) tr.replaceWith($head.before(1), $head.after(1), lines);
  else tr.insert(line.type === LINE ? $head.after(1) : segments(state.doc)[0].linePos, lines);
  const last = placeOf(tr.doc, paragraphs[paragraphs.length - 1].key);
  if (last) tr.setSelection(TextSelection.create(tr.doc, last.pos + last.node.nodeSize - 1));
  also(tr);
  view.dispatch(tr.scrollIntoView());
  document.dispatchEvent(new CustomEvent(INSERTED, { detail: { keys: paragraphs.map(({ key }) => key) } }));
}

/**
 * @param {EditorView} view
 * @param {object} desk
 * @param {string} desk.proposalUrl with an all-zero id in the entry's place
 * @param {string} desk.fillUrl
 * @param {() => Promise<void>} desk.flush
 * @param {(sentence: string) => void} desk.announce
 */
export function createLibrary(view, { proposalUrl, fillUrl, flush, announce }) {
  /** @param {string} entry @param {string} [mode] after, inline or replace */
  async function insert(entry, mode) {
    const body = await fetched(announce, proposalUrl.replace(/0{8}-[0-]+/, entry));
    if (!body?.paragraphs.length) return;
    // Several paragraphs cannot stand within one.
    const isInline = mode === "inline" && body.paragraphs.length === 1 && placeAt(view.state.selection.$from);
    if (isInline) view.dispatch(closeHistory(view.state.tr).insertText(body.paragraphs[0].text).scrollIntoView());
    else insertParagraphs(view, body.paragraphs, undefined, mode === "replace");
    view.focus();
    announce(`已${body.label}`);
  }

  /** The facts have changed: fill them in wherever they stand, as one change that can be undone. */
  async function fill() {
    await flush();
    const body = await fetched(announce, fillUrl);
    if (!body) return;
    const tr = closeHistory(view.state.tr);
    for (const paragraph of body.updates) {
      if (placeOf(tr.doc, paragraph.key)) writeParagraph(tr, paragraph.key, paragraph);
    }
    if (body.front) writeFront(tr, body.front);
    if (tr.docChanged) view.dispatch(tr);
    announce(tr.docChanged ? "已按要素填入全文，可撤销" : "要素已保存");
  }

  document.addEventListener("click", (event) => {
    const button = around(event, "[data-insert-entry]");
    if (button) void insert(button.dataset.entry || "", button.dataset.insertEntry);
  });
  // On a card's “插入”: Alt+Enter at the caret, Ctrl+Enter instead of what is selected.
  document.addEventListener("keydown", (event) => {
    const button = around(event, "[data-insert-entry=after]");
    if (!button || event.key !== "Enter" || !(event.altKey || event.ctrlKey)) return;
    event.preventDefault();
    void insert(button.dataset.entry || "", event.altKey ? "inline" : "replace");
  });
  document.body.addEventListener("facts-changed", () => void fill());
  return { insert };
}

/** Where the library is searched. */
function searchField() {
  return /** @type {HTMLInputElement | null} */ (document.querySelector("#library input[type=search], #library input[name=q]"));
}

export function openLibrary() {
  const tab = document.getElementById("tab-library");
  if (tab instanceof HTMLElement) tab.click();
  const field = searchField();
  if (field) {
    field.focus();
    field.select();
  }
}

/** The panel by keyboard: ↓ and ↑ walk the results, Esc goes back to the paper. @param {HTMLElement} panel @param {() => void} leave */
export function panelKeys(panel, leave) {
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("[data-insert-entry=after]")]);
    const field = searchField();
    const stops = field ? [field, ...buttons] : buttons;
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
  });
}
