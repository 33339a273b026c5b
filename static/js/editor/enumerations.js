// 选条目: of an enumeration in the library, which items come in, in what order and form. The server draws the choices.
import { toldCounts } from "editor/announced.js";
import { heal } from "editor/counts.js";
import { insertParagraphs } from "editor/library.js";
import { ask } from "editor/wire.js";
import Sortable from "sortablejs";

const NOT_REACHED = "素材没有取到：网络不通。稍后再点一次即可，稿子没有变化。";
/** What the page loads beside us. */
const { htmx } = /** @type {{htmx: {ajax(method: string, url: string, context: object): Promise<void>}}} */ (/** @type {unknown} */ (window));

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLDialogElement} dialog
 * @param {string} proposalUrl with an all-zero id in the entry's place
 * @param {(sentence: string) => void} announce
 */
export function createEnumerations(view, dialog, proposalUrl, announce) {
  const changed = () => dialog.querySelector("form")?.dispatchEvent(new Event("change"));

  /** @param {Element | null | undefined} item @param {number} step */
  function move(item, step) {
    const other = step < 0 ? item?.previousElementSibling : item?.nextElementSibling;
    if (!item || !other) return;
    const { activeElement } = document;
    if (step < 0) other.before(item);
    else other.after(item);
    if (activeElement instanceof HTMLElement) activeElement.focus();
    changed();
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-arrange]") : null;
    if (!(button instanceof HTMLElement)) return;
    await htmx.ajax("GET", `${proposalUrl.replace(/0{8}-[0-]+/, button.dataset.entry || "")}choice/`, { target: "#enumeration", swap: "innerHTML" });
    const list = dialog.querySelector("ol");
    if (!list) return;
    Sortable.create(list, { onEnd: changed });
    dialog.showModal();
    /** @type {HTMLElement | null} */ (list.querySelector("label input"))?.focus();
  });
  // Enter inserts all of it; Shift+Enter lets choose.
  document.addEventListener("keydown", (event) => {
    const button = event.target instanceof Element && event.shiftKey && event.key === "Enter" && event.target.closest("[data-insert-entry]");
    const choose = button && button.parentElement?.querySelector("[data-arrange]");
    if (!(choose instanceof HTMLElement)) return;
    event.preventDefault();
    choose.click();
  });
  dialog.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button && "close" in button.dataset) dialog.close();
    if (button?.dataset.move) move(button.closest("li"), Number(button.dataset.move));
  });
  dialog.addEventListener("keydown", (event) => {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key) || !(event.target instanceof Element)) return;
    event.preventDefault();
    move(event.target.closest("li"), event.key === "ArrowUp" ? -1 : 1);
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { outcome, body, sentence } = await ask(`${form.action}?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`);
    if (outcome !== "ok") return announce(sentence || NOT_REACHED);
    dialog.close();
    const counts = toldCounts(view.state.doc, body.healing);
    insertParagraphs(view, body.paragraphs, (tr) => counts.length && heal(tr, counts));
    view.focus();
    return announce(`已${body.label}`);
  });
}
