// What an earlier page could not send is sent when the paper opens, under that page's own name and numbers, so that the
// server neither takes it twice nor lets it overwrite somebody's later work. It comes back onto the paper as news.
import { ask } from "editor/wire.js";

const WAIT = 3000;

/**
 * @param {ReturnType<typeof import("editor/outbox.js").createOutbox>} outbox
 * @param {import("editor/saving.js").Saver} saver
 * @param {ReturnType<typeof import("editor/conflicts.js").createConflicts>} conflicts
 * @returns {Promise<boolean>} whether there was anything
 */
export async function resend(outbox, saver, conflicts) {
  const orphans = await outbox.orphans();
  for (const { client, sets } of orphans) {
    for (const set of sets) {
      const { outcome, sentence, body } = await untilHeard(set, saver);
      if (outcome === "ok") conflicts.show(body.conflicts);
      else {
        const texts = set.upserts.map(({ text }) => text);
        await conflicts.offer(`上次离开前改的文字没有存上：${sentence || ""}文字在这里，可以复制：`, texts);
      }
    }
    await outbox.forget(client);
  }
  return orphans.length > 0;
}

/** @param {object} set @param {import("editor/saving.js").Saver} saver */
async function untilHeard(set, saver) {
  for (;;) {
    if (saver.state === "saved") saver.tell("saving");
    const answer = await ask(saver.url, set);
    if (answer.outcome === "ok" || answer.outcome === "refused") return answer;
    saver.tell(answer.outcome, answer.sentence);
    await new Promise((resolve) => window.setTimeout(resolve, WAIT));
  }
}
