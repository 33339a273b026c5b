// Asks again and again what others have stored and where they are, and says where this page is.
import { ask } from "editor/wire.js";

const INTERVAL = 1500;
const LONGEST = 15000;

/** @typedef {{name: string, key: string}} Person */

/**
 * @param {import("editor/saving.js").Saver} saver
 * @param {object} page
 * @param {() => string} page.place the key of the caret's paragraph, "" for elsewhere
 * @param {() => Promise<void>} page.settled resolves when no input method is at work
 * @param {(news: any) => void} page.onNews told what others have changed
 * @param {(people: Person[]) => void} page.onPeople
 */
export function createPolling(saver, { place, settled, onNews, onPeople }) {
  let timer = 0;
  let wait = INTERVAL;
  let known = "";
  let isStopped = false;

  async function look() {
    window.clearTimeout(timer);
    if (!document.hidden && !isStopped) await hear();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look(), wait);
  }

  async function hear() {
    const { base, client } = saver;
    const { outcome, body } = await ask(`${saver.url}?since=${base}&client=${client}&at=${place()}&people=${known}`);
    wait = outcome === "ok" ? INTERVAL : Math.min(wait * 2, LONGEST);
    if (!body) return;
    await settled();
    if (body.people) {
      known = body.known;
      onPeople(body.people);
    }
    // A save went out meanwhile: its answer says the same, and later than ours.
    if (body.sequence > base && !saver.inFlight && saver.base === base && !isStopped) onNews(body);
  }

  function wake() {
    wait = INTERVAL;
    void look();
  }

  document.addEventListener("visibilitychange", wake);
  wake();
  return {
    wake,
    /** For tests: nothing comes in but with a save. @param {boolean} [isOver] */
    stop(isOver = true) {
      isStopped = isOver;
    },
  };
}
