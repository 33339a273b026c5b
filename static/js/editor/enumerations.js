// 选条目: of an enumeration in the library, which items come in, in what order and form. The server draws the choices.
import { toldCounts } from "editor/announced.js";
import { heal } from "editor/counts.js";
import { insertParagraphs } from "editor/library.js";
import { around, fetched, htmx } from "editor/page.js";
import Sortable from "sortablejs";

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

  document.addEventListener("click", async (event) => {
    const button = around(event, "[data-arrange]");
    if (!button) return;
    await htmx.ajax("GET", `${proposalUrl.replace(/0{8}-[0-]+/, button.dataset.entry || "")}choice/`, { target: "#enumeration", swap: "innerHTML" });
    const list = dialog.querySelector("ol");
    if (!list) return;
    Sortable.create(list, { onEnd: changed });
    dialog.showModal();
    /** @type {HTMLElement | null} */ (list.querySelector("label input"))?.focus();
  });
  // Enter inserts all of it; Shift+Enter lets choose.
  document.addEventListener("keydown", (event) => {
    if (!event.shiftKey || event.key !== "Enter") return;
    const choose = around(event, "[data-insert-entry]")?.parentElement?.querySelector("[data-arrange]");
    if (!(choose instanceof HTMLElement)) return;
    event.preventDefault();
    choose.click();
  });
  dialog.addEventListener("click", (event) => {
    const button = around(event, "button");
    if (button && "close" in button.dataset) dialog.close();
    if (button?.dataset.move) move(button.closest("li"), Number(button.dataset.move));
  });
  dialog.addEventListener("keydown", (event) => {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    move(around(event, "li"), event.key === "ArrowUp" ? -1 : 1);
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    // Enter held down asks again and again; one answer is wanted.
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    const body = await fetched(announce, `${form.action}?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`);
    form.ariaBusy = null;
    if (!body) return;
    dialog.close();
    const counts = toldCounts(view.state.doc, body.healing);
    insertParagraphs(view, body.paragraphs, (tr) => counts.length && heal(tr, counts));
    view.focus();
    announce(`已${body.label}`);
  });
}
