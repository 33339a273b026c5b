// Asks every few seconds what others have stored, so that their changes come in while nobody types here.
import { ask } from "editor/wire.js";

const INTERVAL = 3000;
const LONGEST = 60000;

/**
 * @param {import("editor/saving.js").Saver} saver
 * @param {string} url of the changes
 * @param {() => Promise<void>} settled resolves when no input method is at work
 * @param {(answer: any) => void} onNews told what others have changed
 */
export function createPolling(saver, url, settled, onNews) {
  let timer = 0;
  let wait = INTERVAL;

  function next() {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look().then(next), wait);
  }

  async function look() {
    // A save brings the changes of others along; unsent words are on their way to one.
    if (document.hidden || saver.inFlight || saver.pending()) return;
    const since = saver.base;
    const { outcome, body } = await ask(`${url}?since=${since}&client=${saver.client}`);
    wait = outcome === "ok" ? INTERVAL : Math.min(wait * 2, LONGEST);
    if (outcome !== "ok" || body.sequence <= since) return;
    await settled();
    // A save went out meanwhile: its answer says the same, and later than ours.
    if (saver.inFlight || saver.base !== since) return;
    onNews(body);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    wait = INTERVAL;
    void look().then(next);
  });
  next();
  return {
    /** For tests: nothing comes in but with a save. */
    stop() {
      window.clearTimeout(timer);
      wait = 2 ** 30;
    },
  };
}
