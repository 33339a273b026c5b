// Saves by itself: one change set in flight, later changes gathered into the next; nothing is dropped before the server has it.
import { FRONT_KEY, applyChanges, applyEdit, difference } from "editor/changes.js";
import { canonical } from "editor/paragraphs.js";
import { ask } from "editor/wire.js";

/** @typedef {import("editor/paragraphs.js").Manuscript} Manuscript */
/** @typedef {import("editor/paragraphs.js").Paragraph} Paragraph */
/** @typedef {import("editor/outbox.js").ChangeSet} ChangeSet */
/** @typedef {"saved" | "saving" | "unsaved" | "clash" | "offline" | "signed-out" | "refused"} SaveState */

/**
 * @typedef {object} Paper the editor as the saver sees it
 * @property {() => Manuscript} read
 * @property {() => Map<string, string>} merged
 * @property {() => boolean} isComposing
 * @property {() => Promise<void>} settled resolves when no input method is at work
 * @property {(answer: any) => void} onAnswer told before the answer counts as acknowledged
 */

const PAUSE = 600;
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 15000;

export class Saver {
  /**
   * @param {object} setup
   * @param {string} setup.url
   * @param {string} setup.client
   * @param {number} setup.base
   * @param {Manuscript} setup.stored what the server has at that sequence
   * @param {Paper} setup.paper
   * @param {ReturnType<typeof import("editor/outbox.js").createOutbox>} setup.outbox
   * @param {(state: SaveState, sentence: string, isKept: boolean) => void} setup.onState
   */
  constructor({ url, client, base, stored, paper, outbox, onState }) {
    this.url = url;
    this.client = client;
    this.base = base;
    this.paper = paper;
    this.outbox = outbox;
    this.onState = onState;
    this.number = 0;
    /** What the server has, as far as we know. @type {Manuscript} */
    this.stored = stored;
    /** Paragraphs of an undecided clash: not sent until a person has chosen. @type {Set<string>} */
    this.held = new Set();
    /** @type {ChangeSet | null} */
    this.inFlight = null;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.timer = 0;
    this.retry = FIRST_RETRY;
    /** @type {SaveState} */
    this.state = "saved";
  }

  /** The text has changed: keep it here at once, send it after a pause. */
  changed() {
    const isKept = this.keep();
    if (!this.hasUnsent()) return;
    if (this.pending() && ["saved", "clash", "refused"].includes(this.state)) this.tell("unsaved", "", isKept);
    if (!this.inFlight) this.schedule(PAUSE);
  }

  hasUnsent() {
    return Boolean(this.inFlight || this.held.size || this.pending());
  }

  /** What the server does not have yet, apart from what is on its way. */
  pending() {
    const expected = this.inFlight ? applyChanges(this.stored, this.inFlight) : this.stored;
    return difference(expected, this.paper.read(), { merged: this.paper.merged(), held: this.held });
  }

  /** Keep what is unsent in the browser. Returns whether it is safe there. */
  keep() {
    const pending = this.pending();
    /** @type {ChangeSet[]} */
    const sets = this.inFlight ? [this.inFlight] : [];
    if (pending) sets.push({ client: this.client, number: this.number + 1, base: this.base, ...pending });
    return this.outbox.keep(sets);
  }

  /** @param {number} delay */
  schedule(delay) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), delay);
  }

  /** Send what is unsent now. Resolves once nothing is on its way. @returns {Promise<void>} */
  flush() {
    this.running ??= this.send().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async send() {
    window.clearTimeout(this.timer);
    if (this.paper.isComposing()) {
      this.schedule(PAUSE);
      return;
    }
    const pending = this.inFlight ? null : this.pending();
    if (pending) {
      this.number += 1;
      this.inFlight = { client: this.client, number: this.number, base: this.base, ...pending };
    }
    if (!this.inFlight) {
      if (this.state !== "refused") this.rest();
      return;
    }
    if (this.state !== "offline" && this.state !== "signed-out") this.tell("saving");
    await this.post(this.inFlight);
  }

  /** @param {ChangeSet} set */
  async post(set) {
    const { outcome, body, sentence } = await ask(this.url, set);
    if (outcome === "ok") {
      await this.paper.settled();
      this.acknowledge(set, body);
      this.retry = FIRST_RETRY;
      if (this.pending()) this.schedule(PAUSE);
      else this.rest();
    } else if (outcome === "refused") {
      // Nothing of it was stored, so its number is free again; the next change tries with the text as it is then.
      this.inFlight = null;
      this.number -= 1;
      this.tell("refused", sentence, this.keep());
    } else {
      this.tell(outcome, sentence, this.keep());
      this.schedule(this.retry);
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
    }
  }

  /** The network may be back: do not wait for the next try. */
  wake() {
    if (!this.inFlight) return;
    this.retry = FIRST_RETRY;
    this.schedule(0);
  }

  /** @param {ChangeSet} set @param {any} answer */
  acknowledge(set, answer) {
    let stored = applyChanges(this.stored, without(set, answer.conflicts));
    for (const { key, theirs } of answer.conflicts) {
      this.held.add(key);
      stored = { ...stored, paragraphs: writeInPlace(stored.paragraphs, key, theirs) };
    }
    if (answer.front) {
      this.held.add(FRONT_KEY);
      stored = { ...stored, front: answer.front };
    }
    for (const [key, spans] of Object.entries(answer.bindings)) {
      stored = { ...stored, paragraphs: stored.paragraphs.map((one) => (one.key === key ? withCounts(one, spans) : one)) };
    }
    this.inFlight = null;
    this.stored = stored;
    this.paper.onAnswer(answer);
    this.base = answer.sequence;
    this.keep();
  }

  /** A clash is decided, whichever way: the paragraph is sent again like any other. @param {string} key */
  release(key) {
    this.held.delete(key);
    this.changed();
    if (!this.pending() && !this.inFlight) this.rest();
  }

  /** Nothing more can be sent; what a person has yet to choose is not called saved. */
  rest() {
    this.tell(this.held.size ? "clash" : "saved");
  }

  /** @param {SaveState} state @param {string} [sentence] @param {boolean} [isKept] */
  tell(state, sentence = "", isKept = true) {
    this.state = state;
    this.onState(state, sentence, isKept);
  }
}

/** What the server took of a change set. @param {ChangeSet} set @param {{key: string}[]} conflicts @returns {ChangeSet} */
function without(set, conflicts) {
  const refused = new Set(conflicts.map(({ key }) => key));
  return {
    ...set,
    upserts: set.upserts.filter(({ key }) => !refused.has(key)),
    deletions: set.deletions.filter((key) => !refused.has(key)),
  };
}

/** @param {Paragraph[]} paragraphs @param {string} key @param {Paragraph | null} theirs null: they deleted it */
function writeInPlace(paragraphs, key, theirs) {
  return applyEdit(paragraphs, { key, paragraph: theirs && canonical(theirs) });
}

/** @param {Paragraph} paragraph @param {any} counts */
export function withCounts(paragraph, counts) {
  const others = (paragraph.spans || []).filter(([, , kind]) => kind !== "count");
  return canonical({ ...paragraph, spans: [...others, ...counts] });
}
