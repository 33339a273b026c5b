// The keyboard of the paper.
import { baseKeymap, chainCommands, deleteSelection } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Plugin } from "prosemirror-state";
import { placeAt } from "editor/paragraphs.js";
import { healCounts } from "editor/counts.js";
import { mergeBackward, mergeForward } from "editor/merging.js";
import { move } from "editor/moving.js";
import { nextOpen } from "editor/proofing.js";
import { enter } from "editor/splitting.js";
import { changeLevel, nextSeries, setHeading, setItem, setPlain, toggleRunIn } from "editor/structure.js";

/** @typedef {import("prosemirror-state").Command} Command */

/**
 * @typedef {object} Desk what the keys reach outside the paper
 * @property {() => void} openLibrary
 * @property {() => void} saveVersion
 * @property {(sentence: string) => void} announce
 */

/** A key that is ours even where it has nothing to do: never the browser's. @param {Command} command @returns {Command} */
const always = (command) => (state, dispatch, view) => command(state, dispatch, view) || true;

/** @param {Desk} desk */
function bindings(desk) {
  const backward = chainCommands(deleteSelection, mergeBackward);
  const forward = chainCommands(deleteSelection, mergeForward);
  /** @type {Record<string, Command>} */
  const keys = {
    Enter: enter,
    "Shift-Enter": enter,
    Backspace: backward,
    "Mod-Backspace": backward,
    "Shift-Backspace": backward,
    Delete: forward,
    "Mod-Delete": forward,
    "Mod-z": always(undo),
    "Mod-y": always(redo),
    "Shift-Mod-z": always(redo),
    "Alt-ArrowUp": always(move(-1)),
    "Alt-ArrowDown": always(move(1)),
    "Mod-Alt-0": always(setPlain("body")),
    "Mod-Alt-5": always(setItem),
    "Mod-Alt-6": always(nextSeries),
    "Mod-Alt-7": always(toggleRunIn),
    "Alt-Enter": always(healCounts),
    F8: always(nextOpen(1)),
    "Shift-F8": always(nextOpen(-1)),
    "Mod-s": () => {
      desk.saveVersion();
      return true;
    },
  };
  for (const level of [1, 2, 3, 4]) keys[`Mod-Alt-${level}`] = always(setHeading(level));
  return keys;
}

/** Tab is ours until Esc: after it, Tab leaves the paper, so that nobody is trapped. @param {Desk} desk */
function tabs(desk) {
  let leaves = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (event.key === "Escape" && !view.composing) {
          leaves = true;
          desk.announce("再按 Tab 离开正文");
          return true;
        }
        if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) {
          if (!["Shift", "Control", "Alt"].includes(event.key)) leaves = false;
          return false;
        }
        if (leaves) return false;
        return changeLevel(event.shiftKey ? -1 : 1)(view.state, view.dispatch) || true;
      },
      handleDOMEvents: {
        blur: () => {
          leaves = false;
          return false;
        },
      },
    },
  });
}

/** `/`, or 、 which input methods make of it, in an empty paragraph opens the library. @param {Desk} desk */
function slash(desk) {
  return new Plugin({
    props: {
      handleTextInput(view, _from, _to, text) {
        const place = placeAt(view.state.selection.$head);
        if (!place || place.node.content.size || !["/", "、", "／"].includes(text)) return false;
        desk.openLibrary();
        return true;
      },
    },
  });
}

/** @param {Desk} desk */
export function shortcuts(desk) {
  return [tabs(desk), slash(desk), keymap(bindings(desk)), keymap(baseKeymap)];
}
