// The document: a title block, then printed lines; a line holds one paragraph and whatever runs in after it.
import { Schema } from "prosemirror-model";

/** @typedef {import("prosemirror-model").Node} Node */

/**
 * @typedef {object} SegmentAttrs
 * @property {string} key
 * @property {string} role
 * @property {number} level
 * @property {string} series
 * @property {string} list
 * @property {number} depth
 * @property {string | null} typed
 * @property {string} entry
 * @property {number} entryVersion
 */

/** The data attributes of a segment, in the order in which the server writes them too. */
const SEGMENT_DATA = /** @type {const} */ ([
  ["key", "data-key"],
  ["role", "data-role"],
  ["level", "data-level"],
  ["series", "data-series"],
  ["list", "data-list"],
  ["depth", "data-depth"],
  ["typed", "data-typed"],
  ["entry", "data-entry"],
  ["entryVersion", "data-entry-version"],
]);

/** @param {Node} node */
function segmentToDOM(node) {
  /** @type {Record<string, string>} */
  const attrs = { class: "segment" };
  for (const [name, attribute] of SEGMENT_DATA) {
    const value = node.attrs[name];
    // An empty typed marker says "printed without one", which is not the same as "not typed".
    if (value || (name === "typed" && value !== null)) attrs[attribute] = String(value);
  }
  return /** @type {import("prosemirror-model").DOMOutputSpec} */ (["span", attrs, 0]);
}

/** @param {HTMLElement} dom */
function segmentFromDOM(dom) {
  const data = dom.dataset;
  return {
    key: data.key || "",
    role: data.role || "body",
    level: Number(data.level || 0),
    series: data.series || "",
    list: data.list || "",
    depth: Number(data.depth || 0),
    typed: data.typed ?? null,
    entry: data.entry || "",
    entryVersion: Number(data.entryVersion || 0),
  };
}

/**
 * A span of text tied to something: a count to the group it announces, a filled-in fact to its name.
 * @param {string} kind
 * @returns {import("prosemirror-model").MarkSpec}
 */
function bound(kind) {
  return {
    attrs: { ref: { default: "" } },
    inclusive: false,
    parseDOM: [{ tag: `span.${kind}`, getAttrs: (dom) => ({ ref: dom.getAttribute("data-ref") || "" }) }],
    toDOM: (mark) => ["span", { class: kind, "data-ref": mark.attrs.ref }, 0],
  };
}

export const schema = new Schema({
  nodes: {
    doc: { content: "front* line+" },
    front: {
      content: "text*",
      marks: "",
      whitespace: "pre",
      attrs: { kind: { default: "title" } },
      parseDOM: [{ tag: "p.front", getAttrs: (dom) => ({ kind: dom.dataset.front || "title" }) }],
      toDOM: (node) => ["p", { class: "front", "data-front": node.attrs.kind }, 0],
    },
    line: {
      content: "segment+",
      parseDOM: [{ tag: "p.line" }],
      toDOM: () => ["p", { class: "line" }, 0],
    },
    // A block for ProseMirror (so that borders, joining and the caret follow its well-trodden rules), drawn in line by CSS.
    segment: {
      content: "text*",
      marks: "_",
      whitespace: "pre",
      attrs: {
        key: { default: "" },
        role: { default: "body" },
        level: { default: 0 },
        series: { default: "" },
        list: { default: "" },
        depth: { default: 0 },
        typed: { default: null },
        entry: { default: "" },
        entryVersion: { default: 0 },
      },
      parseDOM: [
        { tag: "span.segment", getAttrs: segmentFromDOM },
        // What a copied paragraph carries for other programs only.
        { tag: "span.copied-marker", ignore: true },
      ],
      toDOM: segmentToDOM,
    },
    text: {},
  },
  marks: { count: bound("count"), fact: bound("fact") },
});

export const { front: FRONT, line: LINE, segment: SEGMENT } = schema.nodes;
