// The caret at the border of two paragraphs that share a line, and input methods over a selection.
import { Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { placeAt, segments } from "editor/paragraphs.js";

/** @typedef {import("prosemirror-view").EditorView} EditorView */

/**
 * For Chromium the end of one inline element and the start of the next are one place, and typing goes to the first.
 * An empty image at the start of what runs in makes them two.
 */
function separator() {
  const image = document.createElement("img");
  image.className = "ProseMirror-separator";
  image.alt = "";
  return image;
}

/** @param {import("prosemirror-model").Node} doc */
function draw(doc) {
  const places = segments(doc).filter(({ index }) => index > 0);
  const widgets = places.map(({ node, pos }) =>
    Decoration.widget(pos + 1, separator, /** @type {any} */ ({ side: -1, raw: true, key: `border-${node.attrs.key}` })),
  );
  return DecorationSet.create(doc, widgets);
}

/** @param {EditorView} view @param {number} pos */
function caretTo(view, pos) {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)).scrollIntoView());
  return true;
}

/**
 * Where the browser has the caret: under a held arrow key the editor hears of its moves late.
 * @param {EditorView} view
 */
function caretNow(view) {
  const selection = document.getSelection();
  if (!selection || !selection.anchorNode || !selection.isCollapsed || !view.dom.contains(selection.anchorNode)) return null;
  return view.state.doc.resolve(view.posAtDOM(selection.anchorNode, selection.anchorOffset));
}

/** Step over a border: it is a stop of its own. @param {EditorView} view @param {KeyboardEvent} event */
function onArrow(view, event) {
  if (!event.key.startsWith("Arrow") || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { doc } = view.state;
  const $head = caretNow(view);
  const place = $head && placeAt($head);
  if (!place) return false;
  const offset = $head.parentOffset;
  if (event.key === "ArrowRight" && offset === place.node.content.size) {
    return place.index < doc.child(place.line).childCount - 1 && caretTo(view, place.pos + place.node.nodeSize + 1);
  }
  if (event.key !== "ArrowLeft" || place.index === 0) return false;
  if (offset === 0) return caretTo(view, place.pos - 1);
  return offset === 1 && caretTo(view, place.pos + 1);
}

/** An input method must not start by deleting across paragraphs on its own: it does not know our structure. @param {EditorView} view */
function onCompositionStart(view) {
  const { selection, tr } = view.state;
  if (!selection.$from.sameParent(selection.$to)) view.dispatch(tr.deleteSelection());
  return false;
}

/** A selection may not rest on a line, between its paragraphs. @param {import("prosemirror-state").EditorState} state */
function intoParagraph(state) {
  const { $from, $to } = state.selection;
  if (!(state.selection instanceof TextSelection) || ($from.parent.inlineContent && $to.parent.inlineContent)) return null;
  return state.tr.setSelection(TextSelection.between($from, $to));
}

export function borders() {
  /** @type {Plugin<DecorationSet>} */
  const plugin = new Plugin({
    state: {
      init: (_config, state) => draw(state.doc),
      apply: (tr, set) => (tr.docChanged ? draw(tr.doc) : set),
    },
    props: {
      decorations: (state) => plugin.getState(state),
      handleKeyDown: onArrow,
      handleDOMEvents: { compositionstart: onCompositionStart },
    },
    appendTransaction: (_transactions, _before, state) => intoParagraph(state),
  });
  return plugin;
}
