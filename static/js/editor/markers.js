// Draws each paragraph's marker as an attribute of its element: no text, nothing the caret or an input method could meet.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { groups } from "editor/groups.js";
import { markers } from "editor/numbering.js";
import { segments } from "editor/paragraphs.js";
import { areOwnEdits } from "editor/transactions.js";

/** @typedef {import("prosemirror-model").Node} Node */

/** @type {WeakMap<Node, Map<string, string>>} */
const known = new WeakMap();

/**
 * Return the marker of every paragraph by its key.
 * @param {Node} doc
 */
export function markersByKey(doc) {
  let byKey = known.get(doc);
  if (!byKey) {
    const places = segments(doc);
    const marks = markers(places.map(({ node }) => /** @type {any} */ (node.attrs)));
    byKey = new Map(places.map(({ node }, at) => [node.attrs.key, marks[at]]));
    known.set(doc, byKey);
  }
  return byKey;
}

/** @param {Node} doc */
function draw(doc) {
  const byKey = markersByKey(doc);
  const decorations = segments(doc).map(({ node, pos }) => {
    /** @type {Record<string, string>} */
    const attrs = {};
    const mark = byKey.get(node.attrs.key);
    if (mark) attrs["data-marker"] = mark;
    if (!node.content.size) attrs.class = "blank";
    return Decoration.node(pos, pos + node.nodeSize, attrs);
  });
  return DecorationSet.create(doc, decorations);
}

/**
 * A marker kept as it was typed stands for a list nobody has touched: once members come, go or move, the list is
 * numbered as a whole.
 * @param {Node} before
 * @param {import("prosemirror-state").EditorState} state
 */
function clearTypedMarkers(before, state) {
  const old = groups(before);
  const tr = state.tr;
  for (const [ref, keys] of groups(state.doc)) {
    const was = old.get(ref);
    if (!was || was.join() === keys.join()) continue;
    for (const { node, pos } of segments(state.doc)) {
      if (node.attrs.typed !== null && keys.includes(node.attrs.key)) tr.setNodeAttribute(pos, "typed", null);
    }
  }
  return tr.docChanged ? tr : null;
}

export function drawnMarkers() {
  /** @type {PluginKey<DecorationSet>} */
  const key = new PluginKey("markers");
  return new Plugin({
    key,
    state: {
      init: (_config, state) => draw(state.doc),
      apply: (tr, set) => (tr.docChanged ? draw(tr.doc) : set),
    },
    props: { decorations: (state) => key.getState(state) },
    appendTransaction: (transactions, before, state) =>
      areOwnEdits(transactions) ? clearTypedMarkers(before.doc, state) : null,
  });
}
