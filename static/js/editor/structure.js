// Roles, levels and lists of the selected paragraphs.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { newKey } from "editor/keys.js";
import { standardSeries } from "editor/numbering.js";
import { placeAt, placeOf, segments } from "editor/paragraphs.js";
import { groupOf, groups } from "editor/groups.js";
import { FRONT, LINE, SEGMENT, schema } from "editor/schema.js";
import { firstOf, typedMarker } from "editor/typed.js";

/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-state").EditorState} EditorState */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("editor/paragraphs.js").Place} Place */
/** @typedef {Partial<import("editor/schema.js").SegmentAttrs>} Attrs */

const HEADING_SERIES = ["", "一、", "（一）", "1.", "（1）"];
const ITEM_SERIES = "一是";
const FAMILIES = [ITEM_SERIES, "一要", "第一，", "首先，", "其一，", "（一）", "1.", "①"];
const MOST_LEVELS = 4;
/** What a list inside an item is numbered with, by the family of the item. */
const NESTED_SERIES = /** @type {Record<string, string>} */ ({
  一是: "一要",
  "第一，": "一是",
  "首先，": "一是",
  "（一）": "1.",
  "1.": "（1）",
  "（1）": "①",
});

/** A paragraph without number: what is not a heading or an item. @type {Attrs} */
const PLAIN = { level: 0, series: "", list: "", depth: 0, typed: null };

/** @param {EditorState} state @returns {Place[]} */
function selectedPlaces(state) {
  const { from, to, $head } = state.selection;
  const here = placeAt($head);
  if (from === to) return here ? [here] : [];
  return segments(state.doc).filter(({ node, pos }) => pos + node.nodeSize > from && pos < to);
}

/** @param {Transaction} tr @param {string} key @param {Attrs} attrs */
function change(tr, key, attrs) {
  const place = placeOf(tr.doc, key);
  if (!place) return;
  for (const [name, value] of Object.entries(attrs)) {
    if (place.node.attrs[name] !== value) tr.setNodeAttribute(place.pos, name, value);
  }
}

/** Let a paragraph that runs in start a line of its own. @param {Transaction} tr @param {string} key */
function breakLine(tr, key) {
  const place = placeOf(tr.doc, key);
  if (place && place.index > 0) tr.split(place.pos, 1);
}

/**
 * @param {(tr: Transaction, places: Place[]) => void} write
 * @returns {Command}
 */
function onSelected(write) {
  return (state, dispatch) => {
    const places = selectedPlaces(state);
    if (!places.length) return false;
    const tr = closeHistory(state.tr);
    write(tr, places);
    if (dispatch) dispatch(tr.scrollIntoView());
    return true;
  };
}

/**
 * Return the family of the nearest heading of a level, or the standard one.
 * @param {import("prosemirror-model").Node} doc
 * @param {number} level
 * @param {number} pos
 */
function headingSeries(doc, level, pos) {
  const same = segments(doc).filter(({ node }) => node.attrs.role === "heading" && node.attrs.level === level);
  const before = same.filter((place) => place.pos < pos).pop();
  return (before || same[0])?.node.attrs.series ?? HEADING_SERIES[level];
}

/** The marker that was typed would be printed beside the derived one. @param {Transaction} tr @param {string} key */
function dropTypedMarker(tr, key) {
  const place = placeOf(tr.doc, key);
  const typed = place ? typedMarker(place.node.textContent) : "";
  if (place && typed) tr.delete(place.pos + 1, place.pos + 1 + typed.length);
}

/** @param {number} level @returns {Command} */
export function setHeading(level) {
  return onSelected((tr, places) => {
    for (const { node, pos } of places) {
      breakLine(tr, node.attrs.key);
      const series = headingSeries(tr.doc, level, pos);
      change(tr, node.attrs.key, { ...PLAIN, role: "heading", level, series });
      dropTypedMarker(tr, node.attrs.key);
    }
  });
}

/** @param {string} role body, salutation or closing @returns {Command} */
export function setPlain(role) {
  return onSelected((tr, places) => {
    for (const { node } of places) {
      if (role !== "body") breakLine(tr, node.attrs.key);
      change(tr, node.attrs.key, { ...PLAIN, role });
    }
  });
}

/**
 * Return the list that paragraphs next to an item would join.
 * @param {import("prosemirror-model").Node} doc
 * @param {Place[]} places
 * @returns {Attrs | null}
 */
function neighbouringList(doc, places) {
  const all = segments(doc);
  const first = all.findIndex(({ pos }) => pos === places[0].pos);
  const last = all.findIndex(({ pos }) => pos === places[places.length - 1].pos);
  const before = all.slice(0, first).filter((place) => place.index === 0 || place.line === places[0].line).pop();
  for (const neighbour of [before, all[last + 1]]) {
    if (neighbour && neighbour.node.attrs.role === "item") {
      const { list, series, depth } = neighbour.node.attrs;
      return { list, series, depth };
    }
  }
  return null;
}

/** Where in a text the members of a list begin that somebody typed: …：一是…；二是…. @param {string} text */
function typedMembers(text) {
  const starts = [0, ...[...text.matchAll(/[：；。，]/g)].map(({ index = 0 }) => index + 1)];
  const members = starts.filter((at) => typedMarker(text.slice(at)));
  const family = (/** @type {number} */ at) => firstOf(typedMarker(text.slice(at)));
  return members.filter((at) => family(at) === family(members[0]));
}

/** Divide a paragraph before the members of its typed list. @param {Transaction} tr @param {Place} place @returns {Place[]} the members */
function divide(tr, { node, pos }) {
  const starts = typedMembers(node.textContent);
  const { entry, entryVersion } = node.attrs;
  const attrs = { ...PLAIN, role: "body", entry, entryVersion };
  const keys = starts.map((at) => (at ? newKey() : node.attrs.key));
  for (const at of starts.filter(Boolean).reverse()) tr.split(pos + 1 + at, 1, [{ type: SEGMENT, attrs: { ...attrs, key: keys[starts.indexOf(at)] } }]);
  return segments(tr.doc).filter((place) => keys.includes(place.node.attrs.key));
}

/**
 * Make items of paragraphs: of the list beside them, or of a new one; of a single paragraph, what it lists itself. Of several
 * lines each is one item, with what runs in it; a typed marker gives way to the derived one.
 * @param {Transaction} tr @param {Place[]} places @param {string} [family]
 */
function enumerate(tr, places, family) {
  const heads = places.filter(({ node, index }) => !index && node.content.size);
  const whole = heads.length > 1 ? heads : places;
  const lists = whole.length === 1 && typedMembers(whole[0].node.textContent).length > 1;
  const chosen = lists ? divide(tr, whole[0]) : whole;
  const series = family || firstOf(typedMarker(chosen[0].node.textContent)) || ITEM_SERIES;
  const depth = lists ? whole[0].node.attrs.depth + 1 : 1;
  const list = (!family && !lists && neighbouringList(tr.doc, chosen)) || { list: newKey(), series, depth };
  for (const { node } of chosen) {
    if (node.attrs.role === "item" && !family && !lists) continue;
    change(tr, node.attrs.key, { ...PLAIN, role: "item", ...list });
    dropTypedMarker(tr, node.attrs.key);
  }
}

/** @type {Command} */
export const setItem = onSelected((tr, places) => enumerate(tr, places));

/** @param {string} role a role, with its level for headings ("heading1") @returns {Command} */
export function setRole(role) {
  if (role === "item") return setItem;
  if (role.startsWith("heading")) return setHeading(Number(role.slice(-1)));
  return setPlain(role);
}

/** @param {number} step 1 deeper, -1 higher @returns {Command} */
export function changeLevel(step) {
  return onSelected((tr, places) => {
    for (const { node } of places) {
      if (node.attrs.role === "heading") shiftHeading(tr, node.attrs.key, step);
      else if (node.attrs.role === "item") shiftItem(tr, node.attrs.key, step);
    }
  });
}

/** @param {Transaction} tr @param {string} key @param {number} step */
export function shiftHeading(tr, key, step) {
  const place = placeOf(tr.doc, key);
  if (!place) return;
  const level = Math.min(MOST_LEVELS, Math.max(1, place.node.attrs.level + step));
  if (level !== place.node.attrs.level) {
    change(tr, key, { level, series: headingSeries(tr.doc, level, place.pos), typed: null });
  }
}

/** @param {Transaction} tr @param {string} key @param {number} step */
function shiftItem(tr, key, step) {
  const all = segments(tr.doc);
  const at = all.findIndex(({ node }) => node.attrs.key === key);
  const { depth, series } = all[at].node.attrs;
  if (depth + step < 1) {
    change(tr, key, { ...PLAIN, role: "body" });
    return;
  }
  const target = depth + step;
  // The list to join: the last one of that depth before it, as long as no outer item lies between.
  let joined = null;
  for (const { node } of all.slice(0, at).reverse()) {
    if (node.attrs.role === "heading") break;
    if (node.attrs.role !== "item") continue;
    if (node.attrs.depth === target) joined = { list: node.attrs.list, series: node.attrs.series };
    if (node.attrs.depth <= target) break;
  }
  if (!joined && step < 0) joined = { list: newKey(), series: ITEM_SERIES };
  const fresh = { list: newKey(), series: NESTED_SERIES[standardSeries(series)] || ITEM_SERIES };
  change(tr, key, { ...(joined || fresh), depth: target, typed: null });
}

/**
 * Change the family of markers of the whole list, or of all headings beside this one; make a list of other paragraphs.
 * @param {string} series
 * @returns {Command}
 */
export function setSeries(series) {
  return onSelected((tr, places) => {
    const group = groups(tr.doc).get(groupOf(tr.doc, places[0].node.attrs.key));
    if (!group && series) enumerate(tr, places, series);
    for (const key of group || []) {
      change(tr, key, { series, typed: null });
      if (series) dropTypedMarker(tr, key);
    }
  });
}

/** The next family of markers for the whole list. @type {Command} */
export const nextSeries = (state, dispatch) => {
  const [{ node } = { node: null }] = selectedPlaces(state);
  if (!node || node.attrs.role === "heading") return false;
  const at = node.attrs.role === "item" ? FAMILIES.indexOf(standardSeries(node.attrs.series)) : -1;
  return setSeries(FAMILIES[(at + 1) % FAMILIES.length])(state, dispatch);
};

/** 接排: run in after the paragraph before, or start a line of its own again; of several lines make one, and of one several. @type {Command} */
export const toggleRunIn = (state, dispatch) => {
  const places = selectedPlaces(state);
  const [place] = places;
  if (!place) return false;
  const lines = places.filter(({ index }) => !index).slice(1).reverse();
  const items = places.filter(({ node, index }) => index && node.attrs.role === "item").reverse();
  const tr = closeHistory(state.tr);
  if (lines.length) lines.forEach(({ linePos }) => tr.join(linePos, 1));
  else if (places.length > 1 && items.length) items.forEach(({ pos }) => tr.split(pos, 1));
  else if (place.index > 0) tr.split(place.pos, 1);
  else if (state.doc.resolve(place.linePos).nodeBefore?.type === LINE) tr.join(place.linePos, 1);
  if (!tr.docChanged) return false;
  if (dispatch) dispatch(tr.scrollIntoView());
  return true;
};

/**
 * Turn the first line into a line of the title block, or change what a line of it is.
 * @param {string} kind
 * @returns {Command}
 */
export function setFront(kind) {
  return (state, dispatch) => {
    const { $head } = state.selection;
    if ($head.parent.type === FRONT) {
      if (dispatch) dispatch(closeHistory(state.tr).setNodeAttribute($head.before(1), "kind", kind));
      return true;
    }
    const place = placeAt($head);
    const above = place && state.doc.resolve(place.linePos).nodeBefore;
    if (!place || (above && above.type === LINE)) return false;
    const line = state.doc.child(place.line);
    const text = line.textContent;
    const tr = closeHistory(state.tr);
    const isLast = place.line === state.doc.childCount - 1;
    const nodes = [FRONT.create({ kind }, text ? schema.text(text) : null)];
    if (isLast) nodes.push(LINE.create(null, SEGMENT.create()));
    tr.replaceWith(place.linePos, place.linePos + line.nodeSize, nodes);
    tr.setSelection(TextSelection.create(tr.doc, place.linePos + 1 + text.length));
    if (dispatch) dispatch(tr);
    return true;
  };
}
