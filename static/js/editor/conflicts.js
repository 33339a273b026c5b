// Two people changed one paragraph: both texts are shown and a person chooses. Until then nothing is overwritten.
import { FRONT_KEY } from "editor/changes.js";
import { readManuscript } from "editor/paragraphs.js";
import { writeFront, writeParagraph } from "editor/remote.js";
import { asFromServer } from "editor/transactions.js";

/** @typedef {import("editor/remote.js").Conflict} Conflict */

/**
 * @param {HTMLElement} bar an empty, hidden region
 * @param {import("prosemirror-view").EditorView} view
 * @param {import("editor/saving.js").Saver} saver
 */
export function createConflicts(bar, view, saver) {
  /** @param {Conflict} conflict @param {HTMLElement} card */
  function takeTheirs({ key, theirs }, card) {
    const tr = asFromServer(view.state.tr);
    if (key === FRONT_KEY) writeFront(tr, saver.stored.front);
    else writeParagraph(tr, key, theirs && { ...theirs, after: storedBefore(key) });
    if (tr.docChanged) view.dispatch(tr);
    settle(key, card);
  }

  /** The paragraph after which the server has it. @param {string} key */
  function storedBefore(key) {
    const at = saver.stored.paragraphs.findIndex((one) => one.key === key);
    return at > 0 ? saver.stored.paragraphs[at - 1].key : null;
  }

  /** @param {string} key @param {HTMLElement} card */
  function settle(key, card) {
    card.remove();
    bar.hidden = !bar.childElementCount;
    saver.release(key);
    view.focus();
  }

  /** @param {Conflict} conflict */
  function show(conflict) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("conflict-template"));
    const card = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (card.querySelector(`[data-part="${name}"]`));
    part("mine").textContent = conflict.mine ? conflict.mine.text : "（我删去了这一段）";
    part("theirs").textContent = conflict.theirs ? conflict.theirs.text : "（对方删去了这一段）";
    part("take-mine").addEventListener("click", () => settle(conflict.key, card));
    part("take-theirs").addEventListener("click", () => takeTheirs(conflict, card));
    bar.append(card);
    bar.hidden = false;
  }

  return {
    /** @param {any} answer @param {Conflict[]} own found on this page */
    show(answer, own) {
      const paragraphs = readManuscript(view.state.doc).paragraphs;
      for (const { key, theirs } of answer.conflicts || []) {
        show({ key, theirs, mine: paragraphs.find((one) => one.key === key) || null });
      }
      for (const conflict of own) show(conflict);
      if (answer.front) show(frontConflict(answer.front));
    },
  };

  /** @param {[string, string][]} theirs @returns {Conflict} */
  function frontConflict(theirs) {
    const text = (/** @type {[string, string][]} */ front) => front.map((line) => line[1]).join("／");
    const paragraph = (/** @type {string} */ words) => ({ key: FRONT_KEY, role: "body", text: words });
    return { key: FRONT_KEY, mine: paragraph(text(readManuscript(view.state.doc).front)), theirs: paragraph(text(theirs)) };
  }
}
