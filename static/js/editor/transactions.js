// What kind of change a transaction is: the user's own, an undo, or one that came from the server.
import { isHistoryTransaction } from "prosemirror-history";

/** @typedef {import("prosemirror-state").Transaction} Transaction */

const FROM_SERVER = "fromServer";

/**
 * Mark a transaction as the server's: it stays outside the undo history and is not answered with corrections.
 * @param {Transaction} tr
 */
export function asFromServer(tr) {
  return tr.setMeta(FROM_SERVER, true).setMeta("addToHistory", false);
}

/** @param {Transaction} tr */
export function isFromServer(tr) {
  return Boolean(tr.getMeta(FROM_SERVER));
}

const AS_WRITTEN = "asWritten";

/**
 * Mark a transaction as complete in itself: markers and counts are as it writes them, and do not answer to it.
 * @param {Transaction} tr
 */
export function asWritten(tr) {
  return tr.setMeta(AS_WRITTEN, true);
}

/**
 * Whether transactions are edits of this person, to which markers and counts answer. Undo restores them by itself.
 * @param {readonly Transaction[]} transactions
 */
export function areOwnEdits(transactions) {
  return (
    transactions.some((tr) => tr.docChanged) &&
    !transactions.some((tr) => {
      const root = tr.getMeta("appendedTransaction") || tr;
      return isFromServer(root) || isHistoryTransaction(root) || root.getMeta(AS_WRITTEN);
    })
  );
}
