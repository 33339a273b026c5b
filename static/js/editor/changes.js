// What has changed between two states of a manuscript, as the server wants to hear it. Pure.

/** @typedef {import("editor/paragraphs.js").Paragraph} Paragraph */
/** @typedef {import("editor/paragraphs.js").Manuscript} Manuscript */
/** @typedef {Paragraph & {after?: string | null}} Upsert */

/**
 * @typedef {object} Changes
 * @property {import("editor/paragraphs.js").FrontLine[]} [front]
 * @property {Upsert[]} upserts
 * @property {string[]} deletions
 * @property {Record<string, string>} merged
 * @property {Paragraph[]} [was] what is changed or deleted, as it was
 * @property {import("editor/paragraphs.js").FrontLine[]} [front_was]
 */

/** @type {WeakMap<Paragraph, string>} */
const known = new WeakMap();

/** @param {Paragraph} paragraph */
function asText(paragraph) {
  let text = known.get(paragraph);
  if (text === undefined) {
    text = JSON.stringify(paragraph);
    known.set(paragraph, text);
  }
  return text;
}

/** @param {Paragraph | undefined | null} one @param {Paragraph | undefined | null} other */
export function areEqual(one, other) {
  return one === other || Boolean(one && other && asText(one) === asText(other));
}

/** What a clash over the title block is called beside the keys of paragraphs. */
export const FRONT_KEY = "front";

/**
 * Return the changes that make `before` into `after`; paragraphs in `held` (an undecided clash) are left out.
 * @param {Manuscript} before
 * @param {Manuscript} after
 * @param {{merged?: Map<string, string>, held?: Set<string>}} [context]
 * @returns {Changes | null} null where nothing changed
 */
export function difference(before, after, { merged = new Map(), held = new Set() } = {}) {
  const old = new Map(before.paragraphs.map((paragraph) => [paragraph.key, paragraph]));
  const now = new Set(after.paragraphs.map(({ key }) => key));
  const fixed = unmoved(before, after);
  /** @type {Upsert[]} */
  const upserts = [];
  /** @type {string | null} */
  let previous = null;
  for (const paragraph of after.paragraphs) {
    const isPlaced = fixed.has(paragraph.key);
    if (!held.has(paragraph.key) && (!isPlaced || !areEqual(old.get(paragraph.key), paragraph))) {
      upserts.push(isPlaced ? paragraph : { ...paragraph, after: previous });
    }
    previous = paragraph.key;
  }
  const deletions = [...old.keys()].filter((key) => !now.has(key) && !held.has(key));
  const isSameFront = held.has(FRONT_KEY) || JSON.stringify(before.front) === JSON.stringify(after.front);
  if (isSameFront && !upserts.length && !deletions.length) return null;
  const survivors = Object.fromEntries(deletions.filter((key) => merged.has(key)).map((key) => [key, survivor(key, merged)]));
  const was = [...upserts.map(({ key }) => key), ...deletions].flatMap((key) => old.get(key) || []);
  const front = isSameFront ? {} : { front: after.front, front_was: before.front };
  return { ...front, upserts, deletions, merged: survivors, was };
}

/** Where a merged paragraph's text is now, over several merges. @param {string} key @param {Map<string, string>} merged */
function survivor(key, merged) {
  const seen = new Set([key]);
  let home = /** @type {string} */ (merged.get(key));
  while (merged.has(home) && !seen.has(home)) {
    seen.add(home);
    home = /** @type {string} */ (merged.get(home));
  }
  return home;
}

/**
 * Return the keys whose place need not be told: the longest run of common keys that kept their order.
 * @param {Manuscript} before
 * @param {Manuscript} after
 */
export function unmoved(before, after) {
  const place = new Map(before.paragraphs.map(({ key }, at) => [key, at]));
  const common = after.paragraphs.map(({ key }) => key).filter((key) => place.has(key));
  /** @type {string[]} last key of the best run of each length */
  const tails = [];
  /** @type {Map<string, string | undefined>} */
  const previous = new Map();
  for (const key of common) {
    const at = /** @type {number} */ (place.get(key));
    let length = 0;
    let high = tails.length;
    while (length < high) {
      const middle = (length + high) >> 1;
      if (/** @type {number} */ (place.get(tails[middle])) < at) length = middle + 1;
      else high = middle;
    }
    previous.set(key, tails[length - 1]);
    tails[length] = key;
  }
  const kept = new Set();
  for (let key = tails[tails.length - 1]; key; key = /** @type {string} */ (previous.get(key))) kept.add(key);
  return kept;
}

/**
 * Return the paragraphs with one of them written or deleted, as the server does it.
 * @param {Paragraph[]} paragraphs
 * @param {{key: string, paragraph: Upsert | null}} edit paragraph null: deleted
 */
export function applyEdit(paragraphs, { key, paragraph }) {
  const at = paragraphs.findIndex((one) => one.key === key);
  if (!paragraph) return paragraphs.filter((one) => one.key !== key);
  const { after, ...plain } = paragraph;
  const isPlaced = at >= 0 && (after === undefined || (at ? paragraphs[at - 1].key : null) === after);
  if (isPlaced) return paragraphs.map((one) => (one.key === key ? plain : one));
  const others = paragraphs.filter((one) => one.key !== key);
  const before = after ? others.findIndex((one) => one.key === after) : -1;
  // Behind a paragraph that is not here any more, or nowhere: at the end, where it is seen.
  const index = after === null || before >= 0 ? before + 1 : others.length;
  return [...others.slice(0, index), plain, ...others.slice(index)];
}

/**
 * @param {Manuscript} manuscript
 * @param {Changes} changes
 * @returns {Manuscript}
 */
export function applyChanges(manuscript, changes) {
  let { paragraphs } = manuscript;
  for (const key of changes.deletions) paragraphs = applyEdit(paragraphs, { key, paragraph: null });
  for (const paragraph of changes.upserts) paragraphs = applyEdit(paragraphs, { key: paragraph.key, paragraph });
  return { front: changes.front || manuscript.front, paragraphs };
}
