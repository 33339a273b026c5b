// What the page says: the state of saving, length, and short notices with an undo.
import { part } from "editor/page.js";

/** @typedef {import("editor/saving.js").SaveState} SaveState */

export const NOTICE_TIME = 7000;

/** @type {Record<SaveState, string>} */
const WORDS = {
  saved: "已保存",
  saving: "正在保存",
  unsaved: "正在保存",
  clash: "有一处两人都改了，待选定",
  offline: "未保存（离线，已存在本机）",
  "signed-out": "未保存（登录已过期，已存在本机）",
  refused: "未保存",
};

const NOT_KEPT = "未保存（本机也存不下：请勿关闭此页）";

/** @param {Date} date */
const clock = (date) => `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;

/**
 * @param {HTMLElement} chip
 * @param {HTMLElement} trouble a hidden bar for sentences of the server
 */
export function createSaveState(chip, trouble) {
  return {
    /** @param {SaveState} state @param {string} sentence @param {boolean} isKept */
    show(state, sentence, isKept) {
      chip.dataset.state = state;
      const words = WORDS[state] + (state === "saved" ? ` ${clock(new Date())}` : "");
      const text = isKept || state === "saved" || state === "saving" ? words : NOT_KEPT;
      if (chip.textContent !== text) chip.textContent = text;
      trouble.textContent = sentence;
      trouble.hidden = !sentence;
    },
  };
}

/**
 * @param {HTMLElement} box
 * @param {() => void} undo
 */
export function createNotices(box, undo) {
  const text = part(box, "[data-part=text]");
  const button = part(box, "button");
  let timer = 0;
  let onUndo = undo;
  const hide = () => {
    box.classList.remove("shown");
    button.hidden = true;
  };
  button.addEventListener("click", () => {
    hide();
    onUndo();
  });
  return {
    /** What a notice spoke of was undone or done again: it is true no more. */
    hide,
    /** @param {string} sentence @param {(() => void) | boolean} [undoable] @param {string} [label] of the button */
    say(sentence, undoable = false, label = "撤销") {
      text.textContent = sentence;
      button.textContent = label;
      button.hidden = !undoable;
      onUndo = typeof undoable === "function" ? undoable : undo;
      box.classList.add("shown");
      window.clearTimeout(timer);
      timer = window.setTimeout(hide, NOTICE_TIME);
    },
  };
}

// White space, and prompts to the writer, which nobody speaks (as the server counts: manuscript/duration.py).
const UNSPOKEN = /【提示[^【】]*】|\s+/gu;

/**
 * Characters as Word counts 字数, and minutes at the office's pace.
 * @param {HTMLElement} place
 * @param {() => number} perMinute a calibrated pace counts at once
 */
export function createLength(place, perMinute) {
  return {
    /** @param {import("prosemirror-model").Node} doc @param {Iterable<string>} markers */
    show(doc, markers) {
      let characters = [...markers].join("").length;
      doc.descendants((node) => {
        if (node.type.name === "front") return false;
        if (node.type.name !== "segment") return true;
        // A mark inside a prompt cuts its text in several nodes: counted is the paragraph as a whole.
        characters += [...node.textContent.replace(UNSPOKEN, "")].length;
        return false;
      });
      place.textContent = `${characters.toLocaleString("zh-CN")} 字 · 约 ${Math.max(1, Math.round(characters / perMinute()))} 分钟`;
    },
  };
}
