// What this person prefers on this machine; where the browser keeps nothing, for this page only.

/** @param {string} name */
export const kept = (name) => localStorage.getItem(`zhibi.${name}`) || "";

/** @param {string} name @param {string} value */
export function keep(name, value) {
  try {
    localStorage.setItem(`zhibi.${name}`, value);
  } catch {
    // Full or switched off.
  }
}
