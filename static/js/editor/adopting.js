// 采纳修改建议: the paper takes the change as one that can be undone, then the opinion is settled; undone, it is open again.
import { applyChanges } from "editor/changes.js";
import { readManuscript, toDocument } from "editor/paragraphs.js";
import { fetched, htmx } from "editor/page.js";
import { take } from "editor/restoring.js";

/** @typedef {{fields: Record<string, string>, urls: DOMStringMap, keys: Set<string>, before: string, after: string, isOpen: boolean}} Adopted */

const UNSAVED = "还没有采纳：有改动未能保存。保存后再试。";
const LATER = "已改在纸面上，还没有存上；存上以后这条意见自动办结";
const NOT_YET = "已改在纸面上，也存上了，意见还没有办结：没有连上服务器。再改动、保存时自动办结";

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLElement} panel
 * @param {{save: () => Promise<boolean>, announce: (sentence: string, undoable?: boolean) => void}} desk
 */
export function createAdopting(view, panel, { save, announce }) {
  /** @type {Adopted[]} */
  const adopted = [];

  /** How some paragraphs read, and what each follows. @param {Set<string>} keys */
  const reading = (keys) => {
    const { paragraphs } = readManuscript(view.state.doc);
    return JSON.stringify(paragraphs.flatMap(({ key, text }, at) => (keys.has(key) ? [[paragraphs[at - 1]?.key, key, text]] : [])));
  };

  /** Answers begun elsewhere in the panel go along. Tells whether it was done. @param {string} url @param {Record<string, string>} fields */
  const post = async (url, fields) => {
    const areas = /** @type {NodeListOf<HTMLTextAreaElement>} */ (panel.querySelectorAll("textarea"));
    const typed = Object.fromEntries([...areas].map(({ name, value }) => [name, value]));
    // The list itself may be renewed meanwhile.
    let isDone = false;
    /** @param {RequestInfo} where @param {RequestInit} how */
    const heard = async (where, how) => {
      const answer = await fetch(where, how);
      isDone = answer.ok && !answer.redirected;
      return answer;
    };
    // In a queue of its own: behind others' questions it would be answered later, or dropped.
    const values = { ...typed, ...fields };
    await htmx.ajax("POST", url, { source: panel, target: `#${panel.id}`, swap: "innerHTML", values, fetch: heard });
    return isDone;
  };

  /** One question at a time. @type {Promise<void>} */
  let last = Promise.resolve();

  /** Tells whether the opinion is now as the paper says. @param {Adopted} one @param {boolean} isOpen */
  async function follow(one, isOpen) {
    last = last.then(async () => {
      if (one.isOpen === isOpen) return;
      if (await post((isOpen ? one.urls.undone : one.urls.settled) || "", one.fields)) one.isOpen = isOpen;
    });
    await last;
    return one.isOpen === isOpen;
  }

  /** @param {HTMLFormElement} form @param {HTMLElement | null} pressed */
  async function adopt(form, pressed) {
    if (!(await save())) return announce(UNSAVED);
    const fields = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
    if (pressed instanceof HTMLButtonElement && pressed.name) fields[pressed.name] = pressed.value;
    const body = await fetched(announce, form.dataset.adopt || "", fields);
    if (!body) return;
    const keys = new Set([...body.upserts.map((/** @type {{key: string}} */ { key }) => key), ...body.deletions]);
    const before = reading(keys);
    const isChanged = take(view, toDocument(applyChanges(readManuscript(view.state.doc), { ...body, merged: {} })));
    const one = { fields: { ...fields, comments: body.settles.join() }, urls: form.dataset, keys, before, after: reading(keys), isOpen: true };
    adopted.push(one);
    const isSaved = await save();
    const isSettled = isSaved && (await follow(one, false));
    announce(isSettled ? `已${body.label}` : isSaved ? NOT_YET : LATER, isChanged);
  }

  panel.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.adopt) return;
    event.preventDefault();
    void adopt(form, event.submitter);
  });
  // Undone or done again, and saved.
  document.body.addEventListener("draft-saved", async () => {
    for (const one of adopted) {
      const now = reading(one.keys);
      if (now === one.after) await follow(one, false);
      else if (now === one.before) await follow(one, true);
    }
  });
}
