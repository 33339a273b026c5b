/**
 * What is typed beside a candidate is kept: after a moment, and before any link or button shows something else.
 */

const PAUSE = 1000;
const UNKEPT = "改动没有存下：可能断了网，或者这一条已被别人处理。仍要离开吗？";

/** @type {HTMLFormElement | null} */
let dirty = null;
/** @type {Promise<boolean> | null} */
let keeping = null;
let isLeaving = false;
let timer = 0;

/** @param {HTMLFormElement} form @param {boolean} isLast whether the page goes away */
async function send(form, isLast) {
  const url = form.dataset.keep ?? "";
  try {
    const answer = await fetch(url, { method: "POST", body: new FormData(form), keepalive: isLast });
    return answer.status === 204;
  } catch {
    return false;
  }
}

async function sendAll() {
  while (dirty) {
    const form = dirty;
    dirty = null;
    if (await send(form, false)) continue;
    dirty = form.isConnected ? form : null;
    return !dirty;
  }
  return true;
}

function keep() {
  keeping ??= sendAll().finally(() => (keeping = null));
  return keeping;
}

document.addEventListener("input", ({ target }) => {
  const field = target instanceof Element ? target.closest("#deciding [name]:not([name=q]):not([name=entry])") : null;
  if (!field) return;
  dirty = field.closest("form");
  clearTimeout(timer);
  timer = setTimeout(() => void keep(), PAUSE);
});

/** @param {MouseEvent} event */
async function keepFirst(event) {
  const place = event.target instanceof Element ? event.target.closest("a[href]:not([target]), button") : null;
  if (!(place instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!keeping && !dirty?.isConnected) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isLeaving) return;
  isLeaving = true;
  if ((await keep()) || confirm(UNKEPT)) {
    dirty = null;
    place.click();
  }
  isLeaving = false;
}

document.addEventListener("click", (event) => void keepFirst(event), true);
addEventListener("popstate", () => void keep());
addEventListener("pagehide", () => void (dirty && send(dirty, true)));
