// Changes that an earlier page could not send are sent before anything else, under that page's own name and numbers,
// so that the server neither takes them twice nor lets them overwrite somebody's later work.
import { ask } from "editor/wire.js";

/** @typedef {import("editor/outbox.js").Kept} Kept */

const SENDING = "正在送出上次没有保存的文字……";
const WAIT = 3000;

/**
 * Resolves to whether the paper may start; after a success the page loads anew and shows what was sent.
 * @param {Kept[]} kept
 * @param {string} url
 * @param {(client: string) => void} forget
 * @param {HTMLElement} bar
 * @returns {Promise<boolean>}
 */
export async function resend(kept, url, forget, bar) {
  if (!kept.length) return true;
  for (const { client, sets } of kept) {
    bar.textContent = SENDING;
    bar.hidden = false;
    for (const set of sets) {
      const answer = await untilHeard(url, set, bar);
      if (answer.outcome === "refused") return refused(sets, answer.sentence || "", () => forget(client), bar);
      if (answer.body.conflicts.length) return clashed(answer.body.conflicts, () => forget(client), bar);
    }
    forget(client);
  }
  window.location.reload();
  return false;
}

/** @param {string} url @param {object} set @param {HTMLElement} bar */
async function untilHeard(url, set, bar) {
  for (;;) {
    const answer = await ask(url, set);
    if (answer.outcome === "ok" || answer.outcome === "refused") return answer;
    bar.textContent = answer.sentence || "上次没有保存的文字还在本机，网络恢复后自动送出。";
    await new Promise((resolve) => window.setTimeout(resolve, WAIT));
  }
}

/** @param {any[]} conflicts @param {() => void} forget @param {HTMLElement} bar */
function clashed(conflicts, forget, bar) {
  const mine = conflicts.filter((conflict) => conflict.mine).map((conflict) => conflict.mine.text);
  return offer("上次离开前改的文字，别人后来也改了，稿子里保留的是对方的。您写的是：", mine, forget, bar);
}

/** @param {import("editor/outbox.js").ChangeSet[]} sets @param {string} sentence @param {() => void} forget @param {HTMLElement} bar */
function refused(sets, sentence, forget, bar) {
  const texts = sets.flatMap((set) => set.upserts.map(({ text }) => text));
  return offer(`上次离开前改的文字没有存上：${sentence}文字在这里，可以复制：`, texts, forget, bar);
}

/**
 * Nothing is thrown away unseen: the words are shown until the person says they are no longer needed.
 * @param {string} sentence @param {string[]} texts @param {() => void} forget @param {HTMLElement} bar
 */
function offer(sentence, texts, forget, bar) {
  return new Promise((resolve) => {
    const words = document.createElement("textarea");
    words.readOnly = true;
    words.value = texts.join("\n");
    words.setAttribute("aria-label", "没有存上的文字");
    const done = document.createElement("button");
    done.textContent = "不再需要";
    done.addEventListener("click", () => {
      forget();
      bar.hidden = true;
      window.location.reload();
      resolve(false);
    });
    bar.replaceChildren(sentence, words, done);
    bar.hidden = false;
  });
}
