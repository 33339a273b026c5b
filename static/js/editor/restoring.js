// What the server proposes for several paragraphs at once (an old version or a section of it, an entry's new wording):
// the paper takes it as one change that can be undone. Its forms work without us too, where there is no paper.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { applyChanges } from "editor/changes.js";
import { readManuscript, toDocument } from "editor/paragraphs.js";
import { around, fetched } from "editor/page.js";
import { become } from "editor/remote.js";
import { asWritten } from "editor/transactions.js";

/** @typedef {import("prosemirror-view").EditorView} EditorView */

const UNSAVED = "还没有恢复：有改动未能保存。保存后再试。";
const NOTHING = "现在的文字已经是这样，没有要改的。";

/** Make the document into another one. @param {EditorView} view @param {import("prosemirror-model").Node} target */
export function take(view, target) {
  const { doc, tr } = view.state;
  become(tr, 0, doc, target);
  if (!tr.docChanged) return false;
  const at = Math.min(doc.content.findDiffStart(target.content) || 0, tr.doc.content.size);
  tr.setSelection(TextSelection.near(tr.doc.resolve(at)));
  view.dispatch(asWritten(closeHistory(tr)).scrollIntoView());
  return true;
}

/**
 * @param {() => EditorView} view
 * @param {HTMLDialogElement} dialog
 * @param {{save: () => Promise<boolean>, announce: (sentence: string, undoable?: () => void) => void}} desk
 */
export function createRestoring(view, dialog, { save, announce }) {
  /** @param {HTMLFormElement} form @param {HTMLElement | null} pressed */
  async function propose(form, pressed) {
    if (!(await save())) {
      announce(UNSAVED);
      return;
    }
    const fields = Object.fromEntries(new FormData(form));
    if (pressed instanceof HTMLButtonElement && pressed.name) fields[pressed.name] = pressed.value;
    const body = await fetched(announce, form.dataset.proposal || "", fields);
    if (!body) return;
    dialog.close();
    document.body.dispatchEvent(new CustomEvent("revision-kept"));
    const now = readManuscript(view().state.doc);
    const isChanged = take(view(), toDocument(applyChanges(now, { ...body, merged: {} })));
    view().focus();
    announce(isChanged ? `已${body.label}，可撤销` : NOTHING);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.proposal) return;
    event.preventDefault();
    void propose(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    if (around(event, "[data-compare]")) dialog.showModal();
  });
}
