/** 撤销 beside a placeholder of a proposal: the words of the speech come back to its place in the text. */

/** Where the nth of these placeholders stands in a text, -1 where it was changed since. @param {string} text @param {string} place @param {number} n */
function nthPlace(text, place, n) {
  let at = text.indexOf(place);
  for (; n > 0 && at >= 0; n -= 1) at = text.indexOf(place, at + place.length);
  return at;
}

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement) || !target.dataset.restore) return;
  const { restore: words, place = "" } = target.dataset;
  const field = target.form?.querySelector("textarea[name=text]");
  if (!(field instanceof HTMLTextAreaElement)) return;
  // Of those that read the same, the ones before it that are still there tell which it is.
  const same = [...document.querySelectorAll("[data-restore]")].filter((each) => each instanceof HTMLElement && each.dataset.place === place);
  const at = nthPlace(field.value, place, same.indexOf(target));
  if (at >= 0) {
    field.focus();
    field.setSelectionRange(at, at + place.length);
    // Unlike setting the value this can be taken back with Ctrl+Z.
    document.execCommand("insertText", false, words);
  }
  target.closest("li")?.remove();
});
