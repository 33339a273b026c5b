/**
 * Menus made of <details class="menu">: a click elsewhere or Escape closes them, as people expect of a menu.
 */

/** @param {EventTarget | null} kept  the menu around this target stays open */
function closeMenus(kept) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!(kept instanceof Node && menu.contains(kept))) menu.removeAttribute("open");
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));
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
