// One question to the server and its answer; what can go wrong has a name.

/**
 * @typedef {object} Answer
 * @property {"ok" | "offline" | "signed-out" | "refused"} outcome
 * @property {any} [body] the JSON of a good answer; none where nothing is new
 * @property {string} [sentence] what the server says is wrong
 * @property {boolean} [renew] the number was used before: to be sent again under another name
 */

const TIMEOUT = 20000;

/** Django changes the token at login, which may have happened in another tab: the cookie is newer than the page. */
function csrfToken() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || document.getElementById("paper")?.dataset.csrf || "";
}

/**
 * @param {string} url
 * @param {object} [body] with it: POST
 * @returns {Promise<Answer>}
 */
export async function ask(url, body) {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-CSRFToken": csrfToken(),
    // Whose page this is: the server takes nothing in the name of somebody who logged in since.
    "X-Writer": document.getElementById("paper")?.dataset.writer || "",
  };
  const more = body ? { method: "POST", body: JSON.stringify(body) } : {};
  try {
    const answer = await read(await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT), ...more }));
    if (answer.outcome === "signed-out") {
      renewTokens();
      document.body.dispatchEvent(new CustomEvent("signed-out"));
    }
    return answer;
  } catch {
    return { outcome: "offline" };
  }
}

/** @param {Response} response @returns {Promise<Answer>} */
async function read(response) {
  const { ok, status, redirected, headers } = response;
  if (status === 204) return { outcome: "ok" };
  if (status >= 500 || status === 429) return { outcome: "offline" };
  const body = headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  if (ok && body && !redirected) return { outcome: "ok", body };
  // A login page, or a form token that is no longer valid, instead of an answer.
  const isOut = status === 401 || redirected || !body;
  return { outcome: isOut ? "signed-out" : "refused", sentence: body?.error, renew: body?.renew };
}

/** The token is another one after every login, here or in another tab: requests of htmx and forms are to carry it. */
function renewTokens() {
  const name = "hx-headers:inherited";
  const headers = JSON.parse(document.body.getAttribute(name) || "{}");
  document.body.setAttribute(name, JSON.stringify({ ...headers, "X-CSRFToken": csrfToken() }));
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    /** @type {HTMLInputElement} */ (field).value = csrfToken();
  }
}

document.body.addEventListener("signed-in", renewTokens);
