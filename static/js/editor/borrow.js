// 取自别稿: a section of another draft comes in as one undoable change; moved, it leaves the other one once it is stored here.
import { insertParagraphs } from "editor/library.js";
import { around, fetched } from "editor/page.js";
import { ask } from "editor/wire.js";

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLDialogElement} dialog
 * @param {{save: () => Promise<boolean>, announce: (sentence: string) => void}} desk `save` resolves to whether all is stored
 */
export function createBorrowing(view, dialog, { save, announce }) {
  /** @param {DOMStringMap} data */
  async function take({ take: url = "", remove = "" }) {
    const body = await fetched(announce, url);
    if (!body) return;
    dialog.close();
    insertParagraphs(view, body.paragraphs);
    view.focus();
    if (!remove) announce(`已${body.label}`);
    else if (!(await save())) announce(`已${body.label}；这里还没有存上，原稿没有动`);
    else {
      const removed = await ask(remove, {});
      announce(removed.outcome === "ok" ? removed.body.sentence : removed.sentence || "已取来；原稿没有动");
    }
  }

  document.addEventListener("click", (event) => {
    if (around(event, "[data-borrow]")) dialog.showModal();
    const button = around(event, "[data-take]");
    if (button) void take(button.dataset);
  });
}
