/**
 * Words typed into a form marked `data-guard` are not lost by a click elsewhere: the browser asks before it leaves.
 * `data-guard="unsaved"` is a form that came back with errors: all it holds is still to be saved.
 */

/** @type {EventTarget | null} */
let sent = null;

/** @param {Element} control */
function isChanged(control) {
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control instanceof HTMLInputElement) {
    // A box without a value says "on", by default "".
    const isBox = control.type === "checkbox" || control.type === "radio";
    return isBox ? control.checked !== control.defaultChecked : control.value !== control.defaultValue;
  }
  if (!(control instanceof HTMLSelectElement) || control.multiple) return false;
  const usual = [...control.options].findIndex((option) => option.defaultSelected);
  return control.selectedIndex !== Math.max(0, usual);
}

/** @param {HTMLFormElement} form */
function isUnsaved(form) {
  return form !== sent && (form.dataset.guard === "unsaved" || [...form.elements].some(isChanged));
}

document.addEventListener("submit", (event) => (sent = event.target));
document.addEventListener("input", () => (sent = null));
window.addEventListener("pageshow", () => (sent = null));
window.addEventListener("beforeunload", (event) => {
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-guard]"));
  if ([...forms].some(isUnsaved)) event.preventDefault();
});
