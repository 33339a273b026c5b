// A date in the title stays on one line of it: “2026” alone at a line's end reads as a number.
import { Plugin } from "prosemirror-state";
import { drawn, rangesIn } from "editor/ranges.js";

const DATE = /\d+年(?:\d+月(?:\d+日)?)?|\d+月\d+日/g;
const ATTRS = { class: "unbroken" };

/** @param {import("prosemirror-model").Node} node */
const dates = (node) =>
  node.attrs.kind === "title" ? [...node.textContent.matchAll(DATE)].map(({ index = 0, 0: text }) => ({ from: index, to: index + text.length })) : [];

/** @param {import("prosemirror-model").Node} doc */
const marks = (doc) => drawn(doc, rangesIn(doc, dates), () => ATTRS);

export const unbrokenDates = () => {
  /** @type {Plugin<import("prosemirror-view").DecorationSet>} */
  const plugin = new Plugin({
    state: { init: (_config, { doc }) => marks(doc), apply: (tr, old) => (tr.docChanged ? marks(tr.doc) : old) },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
};
