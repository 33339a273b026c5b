/**
 * Menus made of <details class="menu">: a click elsewhere or Escape closes them, as people expect of a menu.
 */

/** @param {EventTarget | null} kept  the menu around this target stays open */
function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!(kept instanceof Node && menu.contains(kept))) menu.removeAttribute("open");
  }
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  // What a card's menu does is done with one click; other menus hold small forms.
  closeMenus(target?.closest(".panel-more .menu-list button") ? null : target);
  target?.closest("[data-put-away]")?.closest(".message")?.remove();
  if (target?.closest("[data-print]")) window.print();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  closeMenus(null);
  const summary = menu?.querySelector("summary");
  if (summary instanceof HTMLElement) summary.focus();
});

// A page that nobody looks at does not ask for news; it asks as soon as it is looked at again.
document.addEventListener("htmx:config:request", (event) => {
  if (document.hidden && event.target instanceof Element && event.target.id === "notice-bell") event.preventDefault();
});

// What a press could not send is told of, and forgotten once the house answers again. Polling goes on silently.
const UNSENT = "没有连上执笔，这一步没有执行。写的内容还在这一页上，等网络恢复后请再试一次。";

/** @param {string} sentence */
function tell(sentence) {
  const told = document.createElement("p");
  Object.assign(told, { id: "told", className: "message error", textContent: sentence });
  document.getElementById("told")?.remove();
  document.getElementById("messages")?.append(told);
}
document.addEventListener("tell", (event) => tell(/** @type {CustomEvent} */ (event).detail));
document.addEventListener("htmx:error", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  if (ctx && !ctx.response && !ctx.sourceElement?.matches("[hx-trigger*=every]")) tell(UNSENT);
});
document.addEventListener("htmx:after:request", () => document.getElementById("told")?.remove());
