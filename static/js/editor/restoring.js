// What the server proposes for several paragraphs at once (an old version or a section of it, an entry's new wording):
// the paper takes it as one change that can be undone. Its forms work without us too, where there is no paper.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { applyChanges } from "editor/changes.js";
import { readManuscript, toDocument } from "editor/paragraphs.js";
import { asWritten } from "editor/transactions.js";
import { ask } from "editor/wire.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-view").EditorView} EditorView */

const UNSAVED = "还没有恢复：有改动未能保存。保存后再试。";
const NOT_REACHED = "没有取到：网络不通。稍后再点一次即可，稿子没有变化。";
const NOTHING = "现在的文字已经是这样，没有要改的。";

/** Make the document into another one: the lines between what both begin and end with. @param {EditorView} view @param {Node} target */
function become(view, target) {
  const { doc, tr } = view.state;
  const least = Math.min(doc.childCount, target.childCount);
  let [start, end] = [0, 0];
  while (start < least && doc.child(start).eq(target.child(start))) start += 1;
  while (end < least - start && doc.child(doc.childCount - 1 - end).eq(target.child(target.childCount - 1 - end))) end += 1;
  const [from, to] = [startOf(doc, start), startOf(doc, doc.childCount - end)];
  if (from === to && target.childCount - end === start) return false;
  closeHistory(tr).replaceWith(from, to, target.children.slice(start, target.childCount - end));
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from + 1, tr.doc.content.size))));
  view.dispatch(asWritten(tr).scrollIntoView());
  return true;
}

/** @param {Node} doc @param {number} index of a child */
const startOf = (doc, index) => doc.children.slice(0, index).reduce((size, child) => size + child.nodeSize, 0);

/**
 * @param {() => EditorView} view
 * @param {HTMLDialogElement} dialog
 * @param {{save: () => Promise<boolean>, announce: (sentence: string, undoable?: () => void) => void}} desk
 */
export function createRestoring(view, dialog, { save, announce }) {
  /** @param {HTMLFormElement} form @param {HTMLElement | null} pressed */
  async function take(form, pressed) {
    if (!(await save())) return announce(UNSAVED);
    const fields = Object.fromEntries(new FormData(form));
    if (pressed instanceof HTMLButtonElement && pressed.name) fields[pressed.name] = pressed.value;
    const { outcome, body, sentence } = await ask(form.dataset.proposal || "", fields);
    if (outcome !== "ok") return announce(sentence || NOT_REACHED);
    dialog.close();
    document.body.dispatchEvent(new CustomEvent("revision-kept"));
    const now = readManuscript(view().state.doc);
    const isChanged = become(view(), toDocument(applyChanges(now, { ...body, merged: {} })));
    view().focus();
    announce(isChanged ? `已${body.label}，可撤销` : NOTHING);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.proposal) return;
    event.preventDefault();
    void take(form, event.submitter);
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-compare]")) dialog.showModal();
  });
}
