// Announced counts on the paper: what they say, what they should say. The same rules as in speeches/manuscript (groups.py,
// echoes.py); tests/cases/counts.json holds both to them.
import { groups } from "editor/groups.js";
import { chinese } from "editor/numbering.js";
import { frontLines, segments } from "editor/paragraphs.js";
import { rangeOf } from "editor/ranges.js";
import { schema } from "editor/schema.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {{from: number, text: string, healed: string, counted: string | number}} Count a count, and what it should say */

const HAN = "一二三四五六七八九十两";
const NUMERAL = `(?!一[^${HAN}0-9][${HAN}])[${HAN}]+|\\d+|[０-９]+|[①-⑳]`;
const FIRST = new RegExp(NUMERAL);
const LAST = new RegExp(`(?:${NUMERAL})$`);
const QUOTES = "[“”‘’]";

/** The number that a count says, NaN for none. @param {string} text */
export function numberOf(text) {
  const numeral = FIRST.exec(text)?.[0] || "";
  if (!HAN.includes(numeral[0])) return Number(numeral.normalize("NFKC") || NaN);
  if (numeral === "两") return 2;
  for (let number = 1; number < 200; number += 1) if (chinese(number) === numeral) return number;
  return NaN;
}

/** Put a new number into a count, in the script of the old one. Counting things, two is 两. @param {string} text @param {number} number */
export function recount(text, number) {
  return text.replace(FIRST, ([first]) => (!HAN.includes(first) ? String(number) : number === 2 ? "两" : chinese(number)));
}

/** Return the counts that are tied to a group, with their places. @param {Node} doc */
export function boundCounts(doc) {
  /** @type {{from: number, text: string, ref: string}[]} */
  const counts = [];
  for (const { node, pos } of segments(doc)) {
    node.forEach(({ text = "", marks }, offset) => {
      const { ref } = schema.marks.count.isInSet(marks)?.attrs || {};
      const from = pos + 1 + offset;
      const last = counts[counts.length - 1];
      // One count may lie in several text nodes, and a numeral that was typed anew before its mark.
      if (ref && last?.ref === ref && last.from + last.text.length === from) last.text += text;
      else if (ref) {
        const typed = FIRST.test(text) ? "" : LAST.exec(node.textContent.slice(0, offset))?.[0] || "";
        counts.push({ from: from - typed.length, text: typed + text, ref });
      }
    });
  }
  return counts;
}

/**
 * Return what the server has told of counts, with their places; one whose words have changed since is left out.
 * @param {Node} doc
 * @param {DOMStringMap[]} told
 * @returns {Count[]}
 */
export function toldCounts(doc, told) {
  return told.flatMap((data) => {
    const { text = "", healed = "", counted = "" } = data;
    const from = rangeOf(doc, data)?.from;
    return from && doc.textBetween(from, Math.min(from + text.length, doc.content.size)) === text ? { from, text, healed, counted } : [];
  });
}

/**
 * Return the counts that do not agree with what they announce. `told` are those the server found where the items are no
 * paragraphs (a formula, parts of a sentence) or the count has no mark (the title).
 * @param {Node} doc
 * @param {DOMStringMap[]} [told]
 */
export function miscounts(doc, told = []) {
  const wrong = toldCounts(doc, told);
  for (const { from, text, ref } of boundCounts(doc)) {
    const counted = groups(doc).get(ref)?.length || 0;
    if (counted && numberOf(text) && numberOf(text) !== counted) wrong.push({ from, text, healed: recount(text, counted), counted });
  }
  return wrong.sort((one, other) => one.from - other.from);
}

/**
 * Return the counts that agreed with their groups before and do so no more, and the same words in the title block. One that
 * never agreed is for a person to judge.
 * @param {Node} before
 * @param {Node} doc
 */
export function overtaken(before, doc) {
  const [old, now] = [groups(before), groups(doc)];
  /** @type {Map<number, Count>} */
  const due = new Map();
  for (const { from, text, ref } of boundCounts(doc)) {
    const [was, counted] = [old.get(ref)?.length, now.get(ref)?.length];
    if (!was || !counted || was === counted || numberOf(text) !== was) continue;
    due.set(from, { from, text, healed: recount(text, counted), counted });
    const letters = [...text].filter((letter) => !QUOTES.includes(letter)).map((letter) => letter.replace(/[^\p{L}\p{N}]/u, "\\$&"));
    const said = new RegExp(`(?<![第每百千万亿余几数某\\d${HAN}])${letters.join(`${QUOTES}*`)}`, "g");
    for (const { node, pos } of frontLines(doc)) {
      for (const { 0: words, index = 0 } of node.textContent.matchAll(said)) {
        due.set(pos + 1 + index, { from: pos + 1 + index, text: words, healed: recount(words, counted), counted });
      }
    }
  }
  return [...due.values()];
}
