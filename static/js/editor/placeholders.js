// What is still to be filled in: 【单位】, XX, ××, X月X日. Shown, counted, and reachable one after the other.
import { Plugin } from "prosemirror-state";
import { drawn, rangesIn, selected } from "editor/ranges.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("editor/ranges.js").Range} Range */

// The same as in speeches/manuscript/placeholders.py.
const MASK = "XxＸｘ×✕╳*＊";
const PLACEHOLDER = new RegExp(
  [
    "【(?!(?:典型)?(?:案例|事例|故事|镜头|场景|片段|链接)[一二三四五六七八九十\\d]{1,2}】)(?<name>[^【】\\n]{1,80})】",
    `(?<date>(?:[\\d${MASK}]{2,4}\\s?年\\s?)?(?:\\d{1,2}|[${MASK}]{1,2})\\s?月\\s?(?:\\d{1,2}|[${MASK}]{1,2})\\s?[日号]` +
      `|(?:20)?[${MASK}]{2,4}\\s?年(?:\\s?[${MASK}\\d]{1,2}\\s?月)?|\\d{2}[${MASK}]{2}(?!\\d)|[${MASK}]{1,2}\\s?月(?:份)?)`,
    "(?<mask>[XＸ×✕╳]+|[xｘ]{2,}|[*＊]+)",
    "(?:某某+|(?<![一二三四五六七八九〇零○\\d])○{2,}(?![一二三四五六七八九〇零○\\d])|_{2,}|＿{2,}|[（(]\\s*(?:待补充?|待定|待核实?|略)\\s*[）)])",
    "[（(]\\s*(?:此处|这里|请|可|可以|自行|根据|结合)[^（）()，。；]{0,20}(?:填写|填入|补充|插入|添加|列举|展开|替换|修改|删减|增减|略写)[^（）()。；]{0,20}[）)]",
  ].join("|"),
  "g",
);
const HAS_MASK = new RegExp(`[${MASK}]`);
// 5×8, X光, *.doc, 1×N are no placeholders.
const NOT_BEFORE = /[A-Za-z0-9.-]$/;
const NOT_AFTER = /^(?:[A-WYZa-wyz0-9.-]|光|射线|轴|染色体|级别)/;

/** @param {string} text @param {RegExpMatchArray} match */
function isOpen(text, match) {
  const { date, mask } = match.groups || {};
  if (date) return HAS_MASK.test(date);
  const start = match.index || 0;
  return !mask || !(NOT_BEFORE.test(text.slice(0, start)) || NOT_AFTER.test(text.slice(start + match[0].length)));
}

/** @type {WeakMap<Node, Range[]>} */
const known = new WeakMap();

/** Offsets in one paragraph. @param {Node} block @returns {Range[]} */
function inBlock(block) {
  let found = known.get(block);
  if (!found) {
    const text = block.textContent;
    found = [...text.matchAll(PLACEHOLDER)]
      .filter((match) => isOpen(text, match))
      .map((match) => ({ from: match.index || 0, to: (match.index || 0) + match[0].length }));
    known.set(block, found);
  }
  return found;
}

/** @param {Node} doc */
export const openPlaceholders = (doc) => rangesIn(doc, inBlock);

export function shownPlaceholders() {
  return new Plugin({
    props: {
      decorations: ({ doc }) => drawn(doc, openPlaceholders(doc), () => ({ class: "placeholder" })),
    },
  });
}

/** Select the next open placeholder, from the top again after the last. @type {import("prosemirror-state").Command} */
export const nextPlaceholder = (state, dispatch) => {
  const all = openPlaceholders(state.doc);
  const next = all.find(({ from }) => from > state.selection.from) || all[0];
  if (!next) return false;
  if (dispatch) dispatch(selected(state, next).scrollIntoView());
  return true;
};
