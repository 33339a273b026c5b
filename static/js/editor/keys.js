// Every paragraph keeps one key for life: a split keeps it on the left, a merge remembers where the other one went.
import { Plugin, PluginKey } from "prosemirror-state";
import { segments } from "editor/paragraphs.js";
import { SEGMENT } from "editor/schema.js";
import { isFromServer } from "editor/transactions.js";

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 12;

/** Return a fresh key: 12 letters and digits, 60 bits. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return [...bytes].map((byte) => ALPHABET[byte & 31]).join("");
}

/** @type {PluginKey<Map<string, string>>} */
const mergedKey = new PluginKey("merged");

/**
 * Return which paragraphs were merged into which since the page was opened: dead key → surviving key.
 * @param {import("prosemirror-state").EditorState} state
 */
export function mergedParagraphs(state) {
  return mergedKey.getState(state) || new Map();
}

/**
 * @param {import("prosemirror-state").Transaction} tr
 * @param {Map<string, string>} merged
 */
function withMerges(tr, merged) {
  const alive = new Set(segments(tr.doc).map(({ node }) => node.attrs.key));
  const dead = segments(tr.before).filter(({ node }) => !alive.has(node.attrs.key));
  if (!dead.length) return merged;
  const next = new Map(merged);
  for (const { node, pos } of dead) {
    const end = tr.mapping.mapResult(pos + node.nodeSize - 1, 1);
    const home = end.deleted ? null : tr.doc.resolve(end.pos).parent;
    // Its last characters live on in another paragraph: that is a merge; otherwise it was deleted.
    if (home && home.type === SEGMENT && home.attrs.key) next.set(node.attrs.key, home.attrs.key);
  }
  return next;
}

/** Give a key to every paragraph without one or with one that another already has. */
export function uniqueKeys() {
  return new Plugin({
    key: mergedKey,
    state: {
      init: () => new Map(),
      apply: (tr, merged) => (tr.docChanged && !isFromServer(tr) ? withMerges(tr, merged) : merged),
    },
    appendTransaction: (transactions, _before, state) => (transactions.some((tr) => tr.docChanged) ? mintKeys(state.tr) : null),
  });
}

/** @param {import("prosemirror-state").Transaction} tr */
export function mintKeys(tr) {
  const seen = new Set();
  for (const { node, pos } of segments(tr.doc)) {
    let { key } = node.attrs;
    if (!key || seen.has(key)) {
      key = newKey();
      tr.setNodeAttribute(pos, "key", key);
    }
    seen.add(key);
  }
  return tr.docChanged ? tr : null;
}
