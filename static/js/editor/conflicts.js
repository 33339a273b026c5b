// Two people wrote over each other in one paragraph: both texts are shown, the difference marked, and a person chooses.
// Until then nothing is overwritten; the server keeps a version of either text.
import { closeHistory } from "prosemirror-history";
import { FRONT_KEY } from "editor/changes.js";
import { newKey } from "editor/keys.js";
import { byId, part } from "editor/page.js";
import { readManuscript } from "editor/paragraphs.js";
import { writeFront, writeParagraph, writeStored } from "editor/remote.js";

/** @typedef {import("editor/changes.js").Upsert} Upsert */
/** @typedef {{key: string, mine: any, theirs: any, difference?: [number, string][]}} Conflict */

/**
 * @param {HTMLElement} bar an empty, hidden region
 * @param {import("prosemirror-view").EditorView} view
 * @param {import("editor/saving.js").Saver} saver
 */
export function createConflicts(bar, view, saver) {
  /** @type {Map<string, HTMLElement>} */
  const cards = new Map();

  /** @param {string} id */
  function fromTemplate(id) {
    /** @type {HTMLTemplateElement} */
    const template = byId(id);
    const card = /** @type {HTMLElement} */ (part(template.content, "*").cloneNode(true));
    bar.append(card);
    bar.hidden = false;
    return card;
  }

  /** @param {HTMLElement} card */
  function remove(card) {
    card.remove();
    bar.hidden = !bar.childElementCount;
    view.focus();
  }

  /** @param {Conflict} conflict */
  function show({ key, mine, theirs, difference }) {
    cards.get(key)?.remove();
    const card = fromTemplate("conflict-template");
    cards.set(key, card);
    const named = (/** @type {string} */ name) => part(card, `[data-part="${name}"]`);
    const pieces = difference || [[0, theirs?.text || ""]];
    named("mine").replaceChildren(...side(pieces, -1, mine, "（我删去了这一段）"));
    named("theirs").replaceChildren(...side(pieces, 1, theirs, "（对方删去了这一段）"));
    const isTwoTexts = key !== FRONT_KEY && mine && theirs;
    named("both").hidden = named("other").hidden = !isTwoTexts;
    const field = /** @type {HTMLTextAreaElement} */ (named("text"));
    field.value = mine?.text || "";
    /** Write on the paper what was chosen, as one change that can be undone. @param {(tr: import("prosemirror-state").Transaction) => void} write */
    const choose = (write) => {
      const isHere = saver.held.has(key);
      saver.release(key);
      const tr = closeHistory(view.state.tr);
      // What was left by an earlier page is not on the paper yet.
      if (!isHere && key === FRONT_KEY) writeFront(tr, mine);
      else if (!isHere) writeParagraph(tr, key, mine);
      write(tr);
      if (tr.docChanged) view.dispatch(tr);
      cards.delete(key);
      remove(card);
    };
    /** @type {Record<string, (tr: import("prosemirror-state").Transaction) => void>} */
    const choices = {
      "take-mine": () => {},
      "take-theirs": (tr) => writeStored(tr, saver, key),
      "take-both": (tr) => {
        const own = readManuscript(tr.doc).paragraphs.find((one) => one.key === key) || mine;
        const fresh = newKey();
        writeStored(tr, saver, key);
        writeParagraph(tr, fresh, { ...own, key: fresh, after: key });
      },
      "take-text": (tr) => writeParagraph(tr, key, { ...mine, text: field.value.replace(/\s*\n\s*/g, ""), spans: [] }),
    };
    for (const [name, write] of Object.entries(choices)) named(name).addEventListener("click", () => choose(write));
  }

  return {
    /** @param {Conflict[]} conflicts */
    show: (conflicts) => conflicts.forEach(show),
    /** What others wrote since in a paragraph that waits for a choice. */
    refresh() {
      const { paragraphs } = readManuscript(view.state.doc);
      for (const key of cards.keys()) {
        if (key !== FRONT_KEY && saver.held.has(key)) show({ key, mine: paragraphs.find((one) => one.key === key) || null, theirs: saver.news.get(key) });
      }
    },
    /** Words that could not be stored at all stay until the person needs them no more. @param {string} sentence @param {string[]} texts @returns {Promise<void>} */
    offer(sentence, texts) {
      const card = fromTemplate("refused-template");
      part(card, "p").textContent = sentence;
      /** @type {HTMLTextAreaElement} */ (card.querySelector("textarea")).value = texts.join("\n");
      return new Promise((resolve) => {
        card.querySelector("button")?.addEventListener("click", () => {
          remove(card);
          resolve();
        });
      });
    },
  };
}

/** @param {[number, string][]} pieces @param {number} whose @param {any} text @param {string} none */
function side(pieces, whose, text, none) {
  if (!text) return [none];
  return pieces.filter(([one]) => !one || one === whose).map(([one, words]) => {
    if (!one) return words;
    const mark = document.createElement("mark");
    mark.textContent = words;
    return mark;
  });
}
