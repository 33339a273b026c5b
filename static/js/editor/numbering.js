// Markers (序号) from a paragraph's place. The same rules as speeches/manuscript/numbering.py;
// tests/cases/markers.json holds both to them.

/** @typedef {{role: string, level: number, series: string, list: string, typed: string | null}} Numbered */

const DIGITS = "零一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];
const ADVERBS = ["首先", "其次", "再次"];
const LAST_ADVERB = "最后";
/** @type {Record<string, string>} */
const STANDARD = { "(": "（", ")": "）", "．": ".", ",": "，", "１": "1" };

/**
 * Return a number below 10,000 in Chinese numerals, as counted aloud in lists: 十, 十二, 二十, 一百零五.
 * @param {number} number
 */
export function chinese(number) {
  let text = "";
  let gap = false;
  const digits = [...String(number)].map(Number);
  digits.forEach((digit, at) => {
    if (digit) text += (gap ? "零" : "") + DIGITS[digit] + UNITS[digits.length - 1 - at];
    gap = digit === 0;
  });
  return number >= 10 && number < 20 ? text.slice(1) : text || DIGITS[0];
}

/**
 * Return ① … ㊿; beyond fifty there is no such character.
 * @param {number} number
 */
export function circled(number) {
  for (const [first, last, base] of [[1, 20, 0x2460], [21, 35, 0x3251], [36, 50, 0x32b1]]) {
    if (first <= number && number <= last) return String.fromCodePoint(base + number - first);
  }
  return `（${number}）`;
}

/** @type {Record<string, (number: number) => string>} */
const SCRIPTS = {
  一: chinese,
  1: String,
  "１": (number) => [...String(number)].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(""),
  "①": circled,
};

/**
 * @param {number} number
 * @param {number} size
 */
function adverb(number, size) {
  if (number === size && size > 2) return LAST_ADVERB;
  return ADVERBS[number - 1] || "其" + chinese(number);
}

/**
 * Return the number-th marker of a family; `size` is the length of the list.
 * @param {string} series
 * @param {number} number
 * @param {number} [size]
 */
export function marker(series, number, size = 0) {
  if (series.startsWith(ADVERBS[0])) return adverb(number, size) + series.slice(ADVERBS[0].length);
  const characters = [...series];
  const place = characters.findIndex((character) => character in SCRIPTS);
  if (place >= 0) characters[place] = SCRIPTS[characters[place]](number);
  return characters.join("");
}

/** @param {string} series */
export function standardSeries(series) {
  const standard = [...series].map((character) => STANDARD[character] || character).join("");
  return standard === "1、" ? "1." : standard;
}

/**
 * Return each paragraph's place in its list or among the headings of its section; 0 where nothing is numbered.
 * @param {Numbered[]} paragraphs
 */
export function ordinals(paragraphs) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {Map<number, {family: string, count: number}>} */
  const levels = new Map();
  return paragraphs.map(({ role, level, series, list }) => {
    if (role === "heading") {
      for (const open of [...levels.keys()]) if (open > level) levels.delete(open);
      if (!series) return 0;
      const family = standardSeries(series);
      const before = levels.get(level);
      const count = before && before.family === family ? before.count + 1 : 1;
      levels.set(level, { family, count });
      return count;
    }
    if (role !== "item" || !series) return 0;
    counts.set(list, (counts.get(list) || 0) + 1);
    return counts.get(list) || 0;
  });
}

/**
 * Return the marker printed before each paragraph: the typed one while it is kept, else the derived one.
 * @param {Numbered[]} paragraphs
 * @returns {string[]}
 */
export function markers(paragraphs) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const { role, list } of paragraphs) if (role === "item") sizes.set(list, (sizes.get(list) || 0) + 1);
  return ordinals(paragraphs).map((place, at) => {
    const { series, list, typed } = paragraphs[at];
    return typed ?? (place ? marker(series, place, sizes.get(list) || 0) : "");
  });
}
