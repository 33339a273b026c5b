// Dragging onto the paper: entries from the panel, and lines (a heading's whole section) by the handle beside them.
import { TextSelection } from "prosemirror-state";
import { headingLevel, moveLines, sectionAt, unit } from "editor/moving.js";
import { LINE } from "editor/schema.js";

const ENTRY = "application/x-zhibi-entry";
const LINES = "application/x-zhibi-lines";

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {(entry: string) => Promise<void>} insert after the line of the caret
 */
export function createDragging(view, insert) {
  const scroller = /** @type {HTMLElement} */ (view.dom.parentElement);
  const handle = document.createElement("div");
  handle.className = "drag-handle";
  handle.draggable = true;
  handle.textContent = "⠿";
  handle.title = "拖动这一段；标题带着整节";
  scroller.append(handle);
  /** @type {HTMLElement | null} */
  let beside = null;
  /** @type {HTMLElement | null} */
  let target = null;

  /** The printed line under a point, its index, and whether the point is in its lower half. @param {{clientX: number, clientY: number}} point */
  function lineAt({ clientX, clientY }) {
    const place = view.posAtCoords({ left: clientX, top: clientY });
    const $pos = place && view.state.doc.resolve(place.pos);
    if (!$pos || !$pos.depth || $pos.node(1).type !== LINE) return null;
    const dom = view.nodeDOM($pos.before(1));
    if (!(dom instanceof HTMLElement)) return null;
    const { top, bottom } = dom.getBoundingClientRect();
    return { dom, index: $pos.index(0), pos: place.pos, isLower: clientY > (top + bottom) / 2 };
  }

  /** @param {HTMLElement | null} line @param {boolean} [isLower] */
  function aim(line, isLower = true) {
    target?.classList.remove("drop-after", "drop-before");
    target = line;
    target?.classList.add(isLower ? "drop-after" : "drop-before");
  }

  /** What goes with a line: the selected ones, or its section. @param {number} index */
  function rangeOf(index) {
    const { doc } = view.state;
    const selected = unit(view.state);
    if (selected && !view.state.selection.empty && index >= selected.start && index < selected.end) return selected;
    return headingLevel(doc.child(index)) ? sectionAt(doc, index) : { start: index, end: index + 1 };
  }

  view.dom.addEventListener("mousemove", (event) => {
    // A handle that is being pulled stays under the hand.
    const found = event.buttons ? null : lineAt(event);
    if (!found) return;
    beside = found.dom;
    handle.hidden = false;
    const frame = scroller.getBoundingClientRect();
    const { top } = beside.getBoundingClientRect();
    handle.style.setProperty("top", `${top - frame.top + scroller.scrollTop + 6}px`);
    handle.style.setProperty("left", `${view.dom.getBoundingClientRect().left - frame.left + 30}px`);
  });
  // Lines came or went: what the handle stood beside may be elsewhere now, or nowhere.
  new MutationObserver(() => (handle.hidden = !handle.matches(":active"))).observe(view.dom, { childList: true });
  document.addEventListener("dragstart", (event) => {
    const { target: from, dataTransfer } = event;
    if (!(from instanceof HTMLElement) || !dataTransfer) return;
    const card = from.closest("[data-drag-entry]");
    if (card instanceof HTMLElement) dataTransfer.setData(ENTRY, card.dataset.dragEntry || "");
    if (from === handle && beside) {
      const { start, end } = rangeOf(view.state.doc.resolve(view.posAtDOM(beside, 0)).index(0));
      dataTransfer.setData(LINES, `${start},${end}`);
      dataTransfer.setDragImage(beside, 0, 0);
    }
  });
  scroller.addEventListener("dragover", (event) => {
    const types = event.dataTransfer?.types || [];
    if (!types.includes(ENTRY) && !types.includes(LINES)) return;
    const found = lineAt(event);
    aim(found && found.dom, types.includes(ENTRY) || Boolean(found?.isLower));
    event.preventDefault();
  });
  for (const end of ["dragend", "dragleave"]) document.addEventListener(end, () => aim(null));
  // Before ProseMirror's own drop, which would insert text.
  scroller.addEventListener(
    "drop",
    (event) => {
      const entry = event.dataTransfer?.getData(ENTRY);
      const lines = event.dataTransfer?.getData(LINES);
      if (!entry && !lines) return;
      event.preventDefault();
      event.stopPropagation();
      aim(null);
      const found = lineAt(event);
      if (entry) {
        if (found) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(found.pos))));
        void insert(entry);
      } else if (found && lines) {
        const [start, end] = lines.split(",").map(Number);
        const before = found.index + (found.isLower ? 1 : 0);
        if (before < start || before > end) view.dispatch(moveLines(view.state, { start, end }, before));
        view.focus();
      }
    },
    true,
  );
}
