// The bar above the paper: what the current paragraph is, and every key's action for the mouse.
import { redo, undo } from "prosemirror-history";
import { healCounts, wrongCounts } from "editor/counts.js";
import { markersByKey } from "editor/markers.js";
import { keepAsMaterial } from "editor/material.js";
import { standardSeries } from "editor/numbering.js";
import { around, part } from "editor/page.js";
import { placeAt } from "editor/paragraphs.js";
import { deleteParagraphs, move } from "editor/moving.js";
import { nextPlaceholder, openPlaceholders } from "editor/placeholders.js";
import { FRONT } from "editor/schema.js";
import { changeLevel, setFront, setRole, setSeries, toggleRunIn } from "editor/structure.js";

/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-state").EditorState} EditorState */

/** @type {Record<string, Command>} */
const COMMANDS = {
  undo,
  redo,
  up: move(-1),
  down: move(1),
  deeper: changeLevel(1),
  higher: changeLevel(-1),
  delete: deleteParagraphs,
  "run-in": toggleRunIn,
  "next-placeholder": nextPlaceholder,
  heal: healCounts,
  keep: keepAsMaterial,
};

/**
 * @param {HTMLElement} bar
 * @param {() => import("prosemirror-view").EditorView} view
 */
export function createToolbar(bar, view) {
  /** @type {HTMLSelectElement} */
  const role = part(bar, "[name=role]");
  /** @type {HTMLSelectElement} */
  const series = part(bar, "[name=series]");
  const count = part(bar, "[data-part=placeholders]");
  const wrong = part(bar, "[data-part=miscounts]");
  const buttons = /** @type {HTMLButtonElement[]} */ ([...bar.querySelectorAll("[data-command]")]);

  /** @param {Command} command */
  function run(command) {
    command(view().state, view().dispatch, view());
    view().focus();
  }

  bar.addEventListener("click", (event) => {
    const button = around(event, "[data-command]");
    if (button) run(COMMANDS[button.dataset.command || ""]);
  });
  // The selection stays in the paper while a button is pressed.
  bar.addEventListener("mousedown", (event) => {
    if (around(event, "button")) event.preventDefault();
  });
  role.addEventListener("change", () => run(role.value.startsWith("front-") ? setFront(role.value.slice(6)) : setRole(role.value)));
  series.addEventListener("change", () => run(setSeries(series.value)));

  /** @param {EditorState} state */
  function showParagraph(state) {
    const { $head } = state.selection;
    const place = placeAt($head);
    const attrs = place ? place.node.attrs : null;
    role.value = attrs ? attrs.role + (attrs.level || "") : $head.parent.type === FRONT ? `front-${$head.parent.attrs.kind}` : "body";
    for (const option of role.querySelectorAll("option")) {
      // Only the first line can still become part of the title block.
      option.disabled = option.value.startsWith("front-") ? !setFront("")(state) : !attrs;
    }
    const isNumbered = Boolean(attrs && (attrs.role === "heading" || attrs.role === "item"));
    // Of other paragraphs a choice makes a list.
    series.disabled = !attrs;
    showSeries(isNumbered && attrs ? standardSeries(attrs.series) : "");
    if (place) bar.dataset.marker = markersByKey(state.doc).get(place.node.attrs.key) || "";
  }

  /** A family of the text's own (“第一个‘3’”) is added to the choice. @param {string} family */
  function showSeries(family) {
    if (![...series.options].some((option) => option.value === family)) series.add(new Option(family, family));
    series.value = family;
  }

  return {
    /** @param {EditorState} state */
    show(state) {
      showParagraph(state);
      for (const button of buttons) {
        const name = button.dataset.command || "";
        button.disabled = !COMMANDS[name](state);
        if (name === "heal") button.hidden = button.disabled;
        if (name === "run-in") button.setAttribute("aria-pressed", String(Boolean(placeAt(state.selection.$head)?.index)));
      }
      const open = openPlaceholders(state.doc).length;
      count.textContent = String(open);
      wrong.textContent = String(wrongCounts(state));
    },
  };
}
