// 取自别稿: a section of another draft comes in as one undoable change; moved, it leaves the other one once it is stored here.
import { insertParagraphs } from "editor/library.js";
import { ask } from "editor/wire.js";

const NOT_REACHED = "没有取到：网络不通。稍后再点一次即可，稿子没有变化。";

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLDialogElement} dialog
 * @param {{save: () => Promise<boolean>, announce: (sentence: string) => void}} desk `save` resolves to whether all is stored
 */
export function createBorrowing(view, dialog, { save, announce }) {
  /** @param {DOMStringMap} data */
  async function take({ take: url = "", remove = "" }) {
    const { outcome, body, sentence } = await ask(url);
    if (outcome !== "ok") return announce(sentence || NOT_REACHED);
    dialog.close();
    insertParagraphs(view, body.paragraphs);
    view.focus();
    if (!remove) return announce(`已${body.label}`);
    if (!(await save())) return announce(`已${body.label}；这里还没有存上，原稿没有动`);
    const removed = await ask(remove, {});
    announce(removed.outcome === "ok" ? removed.body.sentence : removed.sentence || "已取来；原稿没有动");
  }

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-borrow]")) dialog.showModal();
    const button = target.closest("[data-take]");
    if (button instanceof HTMLElement) void take(button.dataset);
  });
}
