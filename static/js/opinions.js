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

const panel = document.getElementById("opinions-panel");

/** What the page loads beside us. */
const { htmx } = /** @type {{htmx: {process(element: Element): void}}} */ (/** @type {unknown} */ (window));

/** Whether somebody is at work in the list: what was typed or opened must not go. */
const isAnswering = () => {
  const areas = /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("#opinions textarea"));
  const isTyped = [...areas].some(({ value, dataset }) => value !== (dataset.original || ""));
  return isTyped || Boolean(document.activeElement?.matches("#opinions textarea, #opinions summary"));
};

/** Asked anew, unless meanwhile an answer was begun or sent. */
async function renew() {
  const shown = panel?.firstElementChild;
  if (!panel || isAnswering()) return;
  const response = await fetch(panel.getAttribute("hx-get") || "", { headers: { "HX-Request": "true", "HX-Current-URL": location.href } }).catch(() => null);
  const html = response?.ok ? await response.text() : "";
  if (!html || panel.firstElementChild !== shown || isAnswering()) return;
  panel.innerHTML = html;
  htmx.process(panel);
}
document.getElementById("tab-opinions")?.addEventListener("click", renew);
document.body.addEventListener("draft-saved", renew);

// An address may name a paragraph: from the settlement and the sheet of figures one comes to its place.
const named = location.hash.length > 1 && document.querySelector(`#paper [data-key="${CSS.escape(location.hash.slice(1))}"]`);
if (named) named.scrollIntoView({ block: "center" });

panel?.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-key]") : null;
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  const { key = "", start = "0", end = "0", quote = "" } = link.dataset;
  const segment = document.querySelector(`#paper [data-key="${CSS.escape(key)}"]`);
  if (!segment) return;
  segment.scrollIntoView({ block: "center" });
  document.getElementById("paper")?.focus({ preventScroll: true });
  window.setTimeout(() => {
    const words = [...(segment.textContent || "")].slice(Number(start), Number(end)).join("");
    // Edited since the list was made: to the paragraph only.
    if (words !== quote) return;
    document.getSelection()?.setBaseAndExtent(...placeAt(segment, Number(start)), ...placeAt(segment, Number(end)));
  }, SETTLED);
});

// A module of its own, with names of its own.
export {};
