// Copying takes the markers along; pasting takes text and never foreign formatting. What lines mean is read elsewhere.
import { closeHistory } from "prosemirror-history";
import { Plugin, TextSelection } from "prosemirror-state";
import { DOMSerializer, Fragment, Slice } from "prosemirror-model";
import { newKey } from "editor/keys.js";
import { markersByKey } from "editor/markers.js";
import { placeAt, segments } from "editor/paragraphs.js";
import { FRONT, LINE, SEGMENT, schema } from "editor/schema.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-state").EditorState} EditorState */

/**
 * @typedef {object} Reader what makes paragraphs of pasted lines
 * @property {(view: import("prosemirror-view").EditorView, text: string) => boolean} read false where the text is for the plain way
 */

const INDENT = /^[\s\u3000\u00a0]+/;
export const LINE_BREAK = /\r\n?|[\n\u2028\u2029\u0085\u000b\u000c]/;

/** @param {EditorState} state @param {Node} segment */
function printed(state, segment) {
  return (markersByKey(state.doc).get(segment.attrs.key) || "") + segment.textContent;
}

/** @param {EditorState} state @param {Slice} slice */
function toText(state, slice) {
  /** @type {string[]} */
  const lines = [];
  let isFirst = true;
  slice.content.forEach((block) => {
    let text = "";
    if (block.type === LINE) {
      block.forEach((segment) => {
        // A copy that starts inside a paragraph does not begin with its marker.
        const isCut = isFirst && slice.openStart > 1 && !startsWhole(state);
        text += isCut ? segment.textContent : printed(state, segment);
        isFirst = false;
      });
    } else text = block.textContent;
    isFirst = false;
    lines.push(text);
  });
  return lines.join("\n");
}

/** @param {EditorState} state */
const startsWhole = (state) => state.selection.$from.parentOffset === 0 && !state.selection.$from.sameParent(state.selection.$to);

/**
 * As HTML: our own attributes for pasting here, the marker as text for Word and WPS.
 * @param {() => EditorState} current
 */
function htmlSerializer(current) {
  const standard = DOMSerializer.fromSchema(schema);
  /** @param {Node} node */
  const segment = (node) => {
    const [tag, attrs] = /** @type {any} */ (standard.nodes.segment(node));
    const mark = markersByKey(current().doc).get(node.attrs.key);
    const content = ["span", { class: "copied-text" }, 0];
    return mark ? [tag, attrs, ["span", { class: "copied-marker" }, mark], content] : [tag, attrs, content];
  };
  return new DOMSerializer({ ...standard.nodes, segment: /** @type {any} */ (segment) }, standard.marks);
}

/** @param {string} html */
const isOurs = (html) => html.includes("data-pm-slice") && html.includes("data-key=");

/**
 * Return plain text as lines of body text, open at both ends. Markers typed in it stay text.
 * @param {string} text
 */
export function textToSlice(text) {
  const lines = text.split(LINE_BREAK).map((line) => line.replace(INDENT, "").trimEnd()).filter(Boolean);
  const nodes = lines.map((line) => LINE.create(null, SEGMENT.create(null, schema.text(line))));
  return nodes.length ? new Slice(Fragment.from(nodes), 2, 2) : Slice.empty;
}

/** Pasted paragraphs are new ones; a list still in the text is not continued by its copy, but where it is pasted in. @param {Slice} slice @param {EditorState} state */
function withFreshKeys(slice, state) {
  const present = new Set(segments(state.doc).map(({ node }) => node.attrs.list));
  const here = placeAt(state.selection.$from)?.node.attrs;
  /** @type {Map<string, string>} */
  const lists = new Map();
  /** @param {string} list */
  const listOf = (list) => {
    if (!list || !present.has(list)) return list;
    if (!lists.has(list)) lists.set(list, newKey());
    return lists.get(list);
  };
  /** @param {Fragment} fragment @returns {Fragment} */
  const rekey = (fragment) => {
    /** @type {Node[]} */
    const nodes = [];
    fragment.forEach((node) => {
      if (node.type === SEGMENT) {
        const { role, depth, list } = node.attrs;
        const joins = here && here.role === role && here.depth && here.depth === depth;
        const joined = joins ? { list: here.list, series: here.series, typed: null } : { list: listOf(list) };
        nodes.push(SEGMENT.create({ ...node.attrs, key: newKey(), ...joined }, node.content));
      } else nodes.push(node.isText ? node : node.copy(rekey(node.content)));
    });
    return Fragment.from(nodes);
  };
  return new Slice(rekey(slice.content), slice.openStart, slice.openEnd);
}

/** @param {string} text */
const oneLine = (text) => text.split(LINE_BREAK).map((line) => line.replace(INDENT, "").trimEnd()).filter(Boolean).join("");

/** @param {Reader} reader */
export function clipboard(reader) {
  /** @type {import("prosemirror-view").EditorView} */
  let view;
  return new Plugin({
    view(created) {
      view = created;
      return {};
    },
    props: {
      clipboardTextSerializer: (slice) => toText(view.state, slice),
      clipboardSerializer: htmlSerializer(() => view.state),
      clipboardTextParser: (text) => textToSlice(text),
      transformPasted: (slice) => withFreshKeys(slice, view.state),
      handlePaste: (_view, event, slice) => pasteText(view, event.clipboardData, reader) || pasteLines(view, slice),
    },
  });
}

/** @param {import("prosemirror-view").EditorView} view @param {DataTransfer | null} data @param {Reader} reader */
function pasteText(view, data, reader) {
  if (!data || isOurs(data.getData("text/html"))) return false;
  const text = data.getData("text/plain");
  if (!reader.read(view, text)) pastePlain(view, text);
  return true;
}

/** @param {import("prosemirror-view").EditorView} view @param {string} text */
export function pastePlain(view, text) {
  const { state } = view;
  const tr = state.tr;
  if (state.selection.$from.parent.type === FRONT) tr.insertText(oneLine(text));
  else tr.replaceSelection(withFreshKeys(textToSlice(text), state));
  view.dispatch(closeHistory(tr).scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
}

/** Our own paragraphs, pasted into an empty one, take its place: their first keeps its role. @param {import("prosemirror-view").EditorView} view @param {Slice} slice */
function pasteLines(view, slice) {
  const { $from, empty } = view.state.selection;
  const line = $from.depth > 1 ? $from.node(1) : null;
  const first = slice.content.firstChild;
  if (!empty || !line || line.childCount > 1 || line.textContent || !first || first.type !== LINE) return false;
  const tr = view.state.tr.replaceWith($from.before(1), $from.after(1), slice.content);
  tr.setSelection(TextSelection.near(tr.doc.resolve($from.before(1) + slice.content.size), -1));
  view.dispatch(tr.scrollIntoView());
  return true;
}
