// The tab 批注 beside the paper: from an opinion to its paragraph, and to the very words while they stand there.

/** The paper puts its own selection back when it gets the focus. Milliseconds. */
const SETTLED = 60;

/** The place behind so many code points of an element's text. @param {Element} element @param {number} count @returns {[Node, number]} */
function placeAt(element, count) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Node} */
  let last = element;
  while (walker.nextNode()) {
    last = walker.currentNode;
    const characters = [...(last.textContent || "")];
    if (count <= characters.length) return [last, characters.slice(0, count).join("").length];
    count -= characters.length;
  }
  return [last, 0];
}

document.getElementById("opinions-panel")?.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-key]") : null;
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  const { key = "", start = "0", end = "0" } = link.dataset;
  const segment = document.querySelector(`#paper [data-key="${CSS.escape(key)}"]`);
  if (!segment) return;
  segment.scrollIntoView({ block: "center" });
  document.getElementById("paper")?.focus({ preventScroll: true });
  window.setTimeout(() => {
    document.getSelection()?.setBaseAndExtent(...placeAt(segment, Number(start)), ...placeAt(segment, Number(end)));
  }, SETTLED);
});
