// Unsent changes, kept in the browser until the server has them: they outlive a reload, a crash and a lost network.

/** @typedef {import("editor/changes.js").Changes} Changes */
/** @typedef {Changes & {client: string, number: number, base: number}} ChangeSet */

/**
 * @typedef {object} Kept
 * @property {string} client
 * @property {number} at when it was last written, milliseconds
 * @property {boolean} closed the page that wrote it is gone
 * @property {ChangeSet[]} sets in the order in which they are to be sent
 */

const PREFIX = "zhibi.unsent";
/** A page that has not been heard of for so long is taken to be gone. Milliseconds. */
const SILENCE = 15000;

/**
 * @param {string} draft
 * @param {string} client
 */
export function createOutbox(draft, client) {
  const name = `${PREFIX}.${draft}.${client}`;
  /** @type {ChangeSet[]} */
  let sets = [];
  let closed = false;
  return {
    /** The page goes away (or comes back from the browser's cache): what it left may be sent by the next one. @param {boolean} isGone */
    close(isGone) {
      closed = isGone;
    },
    /** @param {ChangeSet[]} unsent */
    keep(unsent) {
      sets = unsent;
      if (!sets.length) {
        localStorage.removeItem(name);
        return true;
      }
      try {
        localStorage.setItem(name, JSON.stringify({ client, at: Date.now(), closed, sets }));
        return true;
      } catch {
        return false; // The browser's store is full or switched off: the page must not claim that the text is safe.
      }
    },
    /** Tell other tabs that this page is alive. */
    beat() {
      if (sets.length) this.keep(sets);
    },
  };
}

/**
 * Return what pages that are gone have left unsent, oldest first.
 * @param {string} draft
 * @returns {Kept[]}
 */
export function orphans(draft) {
  /** @type {Kept[]} */
  const found = [];
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(`${PREFIX}.${draft}.`)) continue;
    try {
      const kept = JSON.parse(localStorage.getItem(name) || "");
      if (kept.closed || Date.now() - kept.at > SILENCE) found.push(kept);
    } catch {
      localStorage.removeItem(name);
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

/** @param {string} draft @param {string} client */
export function forget(draft, client) {
  localStorage.removeItem(`${PREFIX}.${draft}.${client}`);
}
