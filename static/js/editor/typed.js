// Markers that stand in the text because somebody typed or pasted them: “（一）”, “1.”, “一是”, “首先，”.

const HAN = "[一二三四五六七八九十百]{1,4}";

/** What a heading or an item may begin with; the same families as in speeches/manuscript/marks.py. */
const MARKER = new RegExp(
  [
    `第${HAN}(?:部分|章|节|[，,、：:]|(?=[是要]))`,
    `[（(](?:${HAN}|[0-9０-９]{1,2})[）)]、?`,
    `${HAN}(?:[是要]|[、．.](?!${HAN}[、和至到]))`,
    "[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、|[）)])",
    "[①-⑳][、.．]?",
    `(?:首先|其次|再次|最后|其${HAN})[，,、：:]`,
  ].join("|"),
);
const AT_START = new RegExp(`^(?:${MARKER.source})\\s*(?=.)`);
const IDIOM = /^(?:一是一|二是二|一要就)/;

/**
 * Return the marker a text begins with, "" for none.
 * @param {string} text
 */
export function typedMarker(text) {
  const found = IDIOM.test(text) ? null : AT_START.exec(text);
  return found ? found[0] : "";
}

/**
 * Return the family of a marker: the first of its kind, as a list of its own would begin.
 * @param {string} marker
 */
export function firstOf(marker) {
  const bare = marker.trim();
  if (/^(?:其次|再次|最后)/.test(bare)) return bare.replace(/^../, "首先");
  return bare.replace(/[一二三四五六七八九十百]{1,4}/, "一").replace(/[0-9]{1,2}/, "1").replace(/[①-⑳]/, "①");
}
