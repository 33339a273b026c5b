/**
 * The library beside the paper suggests material for where the caret rests: the key of that paragraph goes
 * into the panel's form, and the panel asks anew, unless somebody is searching in it.
 */

const REST = 900;
let waiting = 0;

/** The key of the paragraph that the selection begins in, "" outside the paper. */
function keyAtCaret() {
  const node = document.getSelection()?.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  const segment = element?.closest("#paper [data-key]");
  return segment instanceof HTMLElement ? segment.dataset.key || "" : "";
}

function tellPanel() {
  const form = document.querySelector("#entry-panel form");
  const place = form?.querySelector("input[name=at]");
  const words = form?.querySelector("input[name=q]");
  const key = keyAtCaret();
  if (!form || !key || !(place instanceof HTMLInputElement) || !(words instanceof HTMLInputElement)) return;
  if (place.value === key || words.value) return;
  place.value = key;
  form.dispatchEvent(new CustomEvent("place-changed"));
}

document.addEventListener("selectionchange", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(tellPanel, REST);
});
