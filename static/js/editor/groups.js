// What is counted together: the items of a list, or the headings of one level under one heading.
import { segments } from "editor/paragraphs.js";

/** @typedef {import("prosemirror-model").Node} Node */

/** @type {WeakMap<Node, Map<string, string[]>>} */
const known = new WeakMap();

/**
 * Return the keys of each group's members in order. The ref is a list's id, or "headings:<parent's key>:<level>".
 * @param {Node} doc
 * @returns {Map<string, string[]>}
 */
export function groups(doc) {
  let found = known.get(doc);
  if (!found) {
    found = new Map();
    /** @type {{level: number, key: string}[]} */
    const open = [];
    for (const { node } of segments(doc)) {
      const ref = groupRef(node, open);
      if (ref) found.set(ref, [...(found.get(ref) || []), node.attrs.key]);
    }
    known.set(doc, found);
  }
  return found;
}

/**
 * @param {Node} node
 * @param {{level: number, key: string}[]} open the headings around it, outermost first
 */
function groupRef(node, open) {
  const { key, role, level, list } = node.attrs;
  if (role === "item") return list;
  if (role !== "heading") return "";
  while (open.length && open[open.length - 1].level >= level) open.pop();
  const parent = open.length ? open[open.length - 1].key : "";
  open.push({ level, key });
  return `headings:${parent}:${level}`;
}

/**
 * Return the ref of the group a paragraph belongs to, "" for none.
 * @param {Node} doc
 * @param {string} key
 */
export function groupOf(doc, key) {
  for (const [ref, keys] of groups(doc)) if (keys.includes(key)) return ref;
  return "";
}
