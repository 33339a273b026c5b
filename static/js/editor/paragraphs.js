// Between the document on screen and the paragraphs of the manuscript, as they are stored and sent.
import { schema, FRONT, LINE, SEGMENT } from "editor/schema.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {[number, number, string, string]} Span start and end in code points, kind, ref */

/**
 * @typedef {object} Paragraph
 * @property {string} key
 * @property {string} role
 * @property {string} text
 * @property {number} [level]
 * @property {string} [series]
 * @property {string} [list]
 * @property {number} [depth]
 * @property {boolean} [run_in]
 * @property {Span[]} [spans]
 * @property {[string, number]} [origin]
 * @property {string | null} [typed_marker]
 */

/** @typedef {[string, string]} FrontLine kind and text */
/** @typedef {{front: FrontLine[], paragraphs: Paragraph[]}} Manuscript */

/**
 * @typedef {object} Place a segment and where it stands
 * @property {Node} node
 * @property {number} pos before the segment
 * @property {number} line index of its line among the children of the document
 * @property {number} linePos before the line
 * @property {number} index its place in the line; from 1 on it runs in
 */

/** @type {WeakMap<Node, Place[]>} */
const known = new WeakMap();

/**
 * Return the segments of a document in reading order. Kept per document, which never changes.
 * @param {Node} doc
 * @returns {Place[]}
 */
export function segments(doc) {
  let places = known.get(doc);
  if (!places) {
    places = [];
    const found = places;
    doc.forEach((line, linePos, number) => {
      if (line.type !== LINE) return;
      line.forEach((node, offset, index) => found.push({ node, pos: linePos + 1 + offset, line: number, linePos, index }));
    });
    known.set(doc, places);
  }
  return places;
}

/**
 * @param {Node} doc
 * @param {string} key
 */
export function placeOf(doc, key) {
  return segments(doc).find((place) => place.node.attrs.key === key);
}

/**
 * Return the place of the segment around a position, if it is in one.
 * @param {import("prosemirror-model").ResolvedPos} $pos
 * @returns {Place | null}
 */
export function placeAt($pos) {
  if ($pos.depth < 2) return null;
  return { node: $pos.node(2), pos: $pos.before(2), line: $pos.index(0), linePos: $pos.before(1), index: $pos.index(1) };
}

/** One paragraph object for one node, so that comparing what did not change costs nothing. @type {WeakMap<Node, Paragraph[]>} */
const read = new WeakMap();

/** @param {Node} node @param {boolean} runIn */
function paragraphOf(node, runIn) {
  const both = read.get(node) || [];
  const paragraph = both[Number(runIn)] || readParagraph(node, runIn);
  both[Number(runIn)] = paragraph;
  read.set(node, both);
  return paragraph;
}

/** What is written of the title block. @param {Node} doc */
export function frontLines(doc) {
  /** @type {{node: Node, pos: number}[]} */
  const lines = [];
  doc.forEach((node, pos) => void (node.type === FRONT && node.textContent && lines.push({ node, pos })));
  return lines;
}

/** @param {Node} doc @returns {Manuscript} */
export function readManuscript(doc) {
  const front = frontLines(doc).map(({ node }) => /** @type {FrontLine} */ ([node.attrs.kind, node.textContent]));
  return { front, paragraphs: segments(doc).map(({ node, index }) => paragraphOf(node, index > 0)) };
}

/**
 * Return a segment as it is stored; fields at their default are left out.
 * @param {Node} node
 * @param {boolean} runIn
 * @returns {Paragraph}
 */
export function readParagraph(node, runIn) {
  const { key, role, level, series, list, depth, typed, entry, entryVersion } = node.attrs;
  const spans = readSpans(node);
  return {
    key,
    role,
    text: node.textContent,
    ...(level && { level }),
    ...(series && { series }),
    ...(list && { list }),
    ...(depth && { depth }),
    ...(runIn && { run_in: true }),
    ...(spans.length && { spans }),
    ...(entry && { origin: /** @type {[string, number]} */ ([entry, entryVersion]) }),
    ...(typed !== null && { typed_marker: typed }),
  };
}

/** @param {Node} segment @returns {Span[]} */
function readSpans(segment) {
  /** @type {Span[]} */
  const spans = [];
  let start = 0;
  segment.forEach((text) => {
    const end = start + [...(text.text || "")].length;
    for (const mark of text.marks) {
      const open = spans.find((span) => span[1] === start && span[2] === mark.type.name && span[3] === mark.attrs.ref);
      if (open) open[1] = end;
      else spans.push([start, end, mark.type.name, mark.attrs.ref]);
    }
    start = end;
  });
  return spans.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}

/**
 * Return a paragraph with its fields in our order and no defaults, so that equal paragraphs are equal as JSON.
 * @param {Paragraph} paragraph
 */
export function canonical(paragraph) {
  return readParagraph(toSegment(paragraph), Boolean(paragraph.run_in));
}

/** @param {Paragraph} paragraph */
export function toSegment(paragraph) {
  return SEGMENT.create(
    {
      key: paragraph.key,
      role: paragraph.role,
      level: paragraph.level || 0,
      series: paragraph.series || "",
      list: paragraph.list || "",
      depth: paragraph.depth || 0,
      typed: paragraph.typed_marker ?? null,
      entry: paragraph.origin ? paragraph.origin[0] : "",
      entryVersion: paragraph.origin ? paragraph.origin[1] : 0,
    },
    toText(paragraph.text, paragraph.spans || []),
  );
}

/**
 * @param {string} text
 * @param {Span[]} spans
 */
function toText(text, spans) {
  const characters = [...text];
  const borders = [...new Set([0, characters.length, ...spans.flatMap(([start, end]) => [start, end])])];
  borders.sort((one, other) => one - other);
  const nodes = [];
  for (let at = 1; at < borders.length; at += 1) {
    const [start, end] = [borders[at - 1], borders[at]];
    const piece = characters.slice(start, end).join("");
    const marks = spans
      .filter((span) => span[0] <= start && end <= span[1] && schema.marks[span[2]])
      .map((span) => schema.marks[span[2]].create({ ref: span[3] }));
    if (piece) nodes.push(schema.text(piece, marks));
  }
  return nodes;
}

/**
 * Return printed lines for paragraphs; one that runs in continues the line before it.
 * @param {Paragraph[]} paragraphs
 * @returns {Node[]}
 */
export function toLines(paragraphs) {
  /** @type {Node[][]} */
  const lines = [];
  for (const paragraph of paragraphs) {
    if (paragraph.run_in && lines.length) lines[lines.length - 1].push(toSegment(paragraph));
    else lines.push([toSegment(paragraph)]);
  }
  return lines.map((line) => LINE.create(null, line));
}

/** @param {Manuscript} manuscript */
export function toDocument({ front, paragraphs }) {
  const head = front.map(([kind, text]) => FRONT.create({ kind }, text ? schema.text(text) : null));
  const lines = paragraphs.length ? toLines(paragraphs) : [LINE.create(null, SEGMENT.create())];
  return schema.nodes.doc.create(null, [...head, ...lines]);
}
