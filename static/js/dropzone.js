/**
 * Dragging a file onto [data-dropzone] is choosing it in the file field inside and pressing the button there.
 * A file dropped beside it must not replace the page, and with it the text that was pasted.
 */

/** @param {DragEvent} event */
const holdsFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files"));

/** @param {Event} event */
const zoneOf = (event) => (event.target instanceof Element ? event.target.closest("[data-dropzone]") : null);

/** @param {Element} zone @param {FileList} files */
function choose(zone, files) {
  const input = zone.querySelector('input[type="file"]');
  const button = zone.querySelector("button");
  if (!(input instanceof HTMLInputElement) || !button || button.disabled) return;
  input.files = files;
  button.click();
}

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  for (const zone of document.querySelectorAll("[data-dropzone]")) zone.classList.toggle("over", zone === zoneOf(event));
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.querySelector("[data-dropzone].over")?.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  const zone = zoneOf(event);
  zone?.classList.remove("over");
  if (zone && event.dataTransfer?.files.length) choose(zone, event.dataTransfer.files);
});
