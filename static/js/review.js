// The leader's page: words selected or a paragraph tapped bring up what can be said of them; a button fetches its form.

/** What the page loads beside us. */
const { htmx } = /** @type {{htmx: {ajax(method: string, url: string, context: object): Promise<void>}}} */ (/** @type {unknown} */ (window));
const button = document.getElementById("annotate");
const GAP = 8;
let asked = "";

/** @param {Node | null} node */
const segmentOf = (node) => /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node?.parentElement)?.closest("#text .segment") || null);

/** Code points before a place in a segment. @param {HTMLElement} segment @param {Range} range */
function before(segment, range) {
  const head = document.createRange();
  head.selectNodeContents(segment);
  head.setEnd(range.startContainer, range.startOffset);
  return [...head.toString()].length;
}

/** What is selected of the first segment that the selection is in; "" when only its paragraph is meant. @param {HTMLElement} segment @param {Range} range */
function wordsOf(segment, range) {
  const part = range.cloneRange();
  if (!segment.contains(part.endContainer)) part.setEnd(segment, segment.childNodes.length);
  return { start: String(before(segment, part)), quote: part.toString() };
}

/** Where words end that go on into other paragraphs; nothing for those of one. @param {HTMLElement} segment @param {Range} range @returns {Record<string, string>} */
function endOf(segment, range) {
  const over = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#text .segment")]).filter((one) => range.intersectsNode(one));
  const stopIn = (/** @type {HTMLElement} */ one) => {
    const end = range.cloneRange();
    end.collapse(false);
    return one.contains(range.endContainer) ? before(one, end) : [...(one.textContent || "")].length;
  };
  const last = over.reverse().find(stopIn);
  if (!last || last === segment) return {};
  return { until: last.dataset.key || "", stop: String(stopIn(last)) };
}

/** @param {HTMLElement | null} segment @param {Record<string, string>} words @param {DOMRect} [box] @param {Record<string, string>} [end] */
function offer(segment, words = {}, box, end = {}) {
  if (!button) return;
  for (const one of document.querySelectorAll(".segment.chosen")) one.classList.remove("chosen");
  button.hidden = !segment || !box;
  if (!segment || !box) return;
  if (!words.quote) segment.classList.add("chosen");
  asked = new URLSearchParams({ key: segment.dataset.key || "", ...words }).toString();
  Object.assign(button.dataset, { asked: `${asked}&${new URLSearchParams(end)}`, of: words.quote ? "words" : "paragraph", role: segment.dataset.role });
  const label = /** @type {HTMLElement} */ (button.querySelector("span"));
  label.textContent = words.quote ? "批注所选" : "批注这一段";
  const left = Math.min(box.left, window.innerWidth - button.offsetWidth - GAP);
  button.style.left = `${Math.max(GAP, left) + window.scrollX}px`;
  // Above, where it would come behind the decision.
  const isLow = box.bottom + GAP + button.offsetHeight > (document.querySelector(".decide")?.getBoundingClientRect().top ?? window.innerHeight);
  button.style.top = `${(isLow ? box.top - GAP - button.offsetHeight : box.bottom + GAP) + window.scrollY}px`;
}

/** The words stay marked while one writes about them, wherever the caret is. @param {Range} [range] */
function mark(range) {
  // Browsers before 105 have no such marks.
  if (!("highlights" in CSS)) return;
  CSS.highlights.clear();
  if (range) CSS.highlights.set("chosen", new Highlight(range));
}

function offerSelected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const segment = segmentOf(range.startContainer);
  if (!segment) return;
  offer(segment, wordsOf(segment, range), [...range.getClientRects()].pop(), endOf(segment, range));
  mark(range.cloneRange());
}
document.addEventListener("selectionchange", offerSelected);
document.addEventListener("click", ({ target, clientX, clientY }) => {
  if (!(target instanceof Element) || target.closest("#annotate")) return;
  if (target.closest("[data-cancel]")) document.getElementById("comment-place")?.replaceChildren();
  if (document.getSelection()?.isCollapsed === false) return;
  if (!document.querySelector(".comment-form")) mark();
  // The indent of a line is its paragraph's, too.
  const segment = target.closest("a") ? null : segmentOf(target) || segmentOf(target.closest("#text .line")?.querySelector(".segment") || null);
  offer(segment, {}, segment ? new DOMRect(clientX, clientY, 0, GAP) : undefined);
});
/** Fetch the form; what was typed into the one before it goes along. @param {string} about */
async function open(about) {
  if (!button) return;
  // What is commented on stays marked while the form is open.
  button.hidden = true;
  const box = () => /** @type {HTMLTextAreaElement | null} */ (document.getElementById("id_text"));
  const typed = box()?.value || "";
  await htmx.ajax("GET", `${button.dataset.url}?${about}`, { target: "#comment-place", swap: "innerHTML" });
  const text = box();
  if (text) text.value = typed;
  text?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-cancel], .annotate-line");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  if (!link.dataset.key) return;
  // By key there is no tapping a paragraph: all that can be said of it comes up.
  if (!event.detail && button?.querySelector("[data-suggest]")) {
    offer(segmentOf(link.parentElement?.querySelector(".segment") || null), {}, link.getBoundingClientRect());
    button.querySelector("button")?.focus();
  } else void open(new URLSearchParams({ key: link.dataset.key }).toString());
});
// The press must not take the selection away before it was read.
button?.addEventListener("pointerdown", (event) => event.preventDefault());
button?.querySelector("[data-comment]")?.addEventListener("click", () => open(asked));
document.addEventListener("htmx:after:swap", () => document.querySelector(".comment-form") || mark());
// Words may have been chosen before this came.
offerSelected();

// A module of its own, with names of its own.
export {};
