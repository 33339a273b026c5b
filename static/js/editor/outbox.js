// Unsent changes, kept in the browser until the server has them: they outlive a reload, a crash and a lost network.

/** @typedef {import("editor/changes.js").Changes} Changes */
/** @typedef {Changes & {client: string, number: number, base: number}} ChangeSet */
/** @typedef {{client: string, draft: string, writer: string, at: number, sets: ChangeSet[]}} Kept what one page left, in the order of sending */

const STORE = "unsent";
/** How long other tabs have to say that they are open. Milliseconds. */
const ROLL_CALL = 300;

/**
 * @param {string} draft
 * @param {string} writer whose words they are: never sent in another person's name
 * @param {string} client this page
 */
export function createOutbox(draft, writer, client) {
  const base = open();
  base.catch(() => {});
  let isEmpty = true;
  // A second tab of the same draft leaves alone what the first is about to send.
  /** @type {Set<string>} */
  const alive = new Set();
  const tabs = new BroadcastChannel(`zhibi.${draft}`);
  tabs.onmessage = ({ data }) => (data ? alive.add(data) : tabs.postMessage(client));

  /** @param {(store: IDBObjectStore) => IDBRequest} act @returns {Promise<any>} */
  async function inStore(act) {
    const transaction = (await base).transaction(STORE, "readwrite");
    const request = act(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    /** Resolves to whether they are safe here: the browser's store may be full or switched off. @param {ChangeSet[]} sets */
    async keep(sets) {
      if (isEmpty && !sets.length) return true;
      isEmpty = !sets.length;
      try {
        const kept = { client, draft, writer, at: Date.now(), sets };
        await inStore((store) => (sets.length ? store.put(kept) : store.delete(client)));
        return true;
      } catch {
        return false;
      }
    },
    /** What this person's pages that are gone have left unsent, oldest first. @returns {Promise<Kept[]>} */
    async orphans() {
      const all = /** @type {Kept[]} */ (await inStore((store) => store.getAll()).catch(() => []));
      const left = all.filter((one) => one.draft === draft && one.writer === writer && one.client !== client);
      if (!left.length) return left;
      tabs.postMessage("");
      await new Promise((resolve) => window.setTimeout(resolve, ROLL_CALL));
      return left.filter((one) => !alive.has(one.client)).sort((one, other) => one.at - other.at);
    },
    /** @param {string} gone */
    forget: (gone) => inStore((store) => store.delete(gone)).catch(() => {}),
  };
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("zhibi", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "client" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
