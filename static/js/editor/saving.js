// Saves by itself: one change set in flight, later changes gathered into the next; nothing is dropped before the server has it.
import { FRONT_KEY, applyChanges, applyEdit, difference } from "editor/changes.js";
import { newKey } from "editor/keys.js";
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
 * @property {() => void} onRest nothing typed here is unsent any more
 */

const PAUSE = 500;
/** Who types without a pause is saved, too, and seen by others. Milliseconds. */
const LONGEST_WAIT = 1000;
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 15000;
const NONE = new Set();

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
    /** What each paragraph on the paper was made from, as the server had it. @type {Manuscript} */
    this.stored = stored;
    /** What the server has instead where something unsent is in the way: by key, null for deleted. @type {Map<string, any>} */
    this.news = new Map();
    /** All keys as the server has them in turn, when that is news. @type {string[] | null} */
    this.order = null;
    /** Paragraphs of an undecided clash: not sent until a person has chosen. @type {Set<string>} */
    this.held = new Set();
    /** @type {ChangeSet | null} */
    this.inFlight = null;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.timer = 0;
    this.waitingSince = 0;
    this.retry = FIRST_RETRY;
    this.isKept = true;
    /** @type {SaveState} */
    this.state = "saved";
    this.sentence = "";
  }

  /** The text has changed: keep it here at once, send it after a pause. */
  changed() {
    this.keep();
    if (!this.pending()) return;
    this.waitingSince ||= Date.now();
    if (["saved", "clash", "refused"].includes(this.state)) this.tell("unsaved");
    if (!this.inFlight) this.schedule(Math.max(0, Math.min(PAUSE, this.waitingSince + LONGEST_WAIT - Date.now())));
  }

  hasUnsent() {
    return Boolean(this.inFlight || this.held.size || this.pending());
  }

  /** What the server does not have yet, apart from what is on its way. @param {Set<string>} held left out */
  pending(held = this.held) {
    const expected = this.inFlight ? applyChanges(this.stored, this.inFlight) : this.stored;
    return difference(expected, this.paper.read(), { merged: this.paper.merged(), held });
  }

  /** Keep what is unsent in the browser, undecided clashes too. */
  keep() {
    const pending = this.pending(NONE);
    const sets = this.inFlight ? [this.inFlight] : [];
    if (pending) sets.push({ client: this.client, number: this.number + 1, base: this.base, ...pending });
    void this.outbox.keep(sets).then((isKept) => {
      if (isKept === this.isKept) return;
      this.isKept = isKept;
      this.tell(this.state, this.sentence);
    });
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
      this.waitingSince = 0;
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
    const { outcome, body, sentence, renew } = await ask(this.url, set);
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
      this.keep();
      if (renew) {
        this.client = newKey();
        this.number = 0;
        this.schedule(0);
      } else this.tell("refused", sentence);
    } else {
      this.tell(outcome, sentence);
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
    const clashing = new Set(answer.conflicts.map((/** @type {{key: string}} */ one) => one.key));
    const taken = {
      ...set,
      front: clashing.has(FRONT_KEY) ? undefined : set.front,
      upserts: set.upserts.filter(({ key }) => !clashing.has(key)),
      deletions: set.deletions.filter((key) => !clashing.has(key)),
    };
    let stored = applyChanges(this.stored, taken);
    for (const [key, spans] of Object.entries(answer.bindings)) {
      stored = { ...stored, paragraphs: stored.paragraphs.map((one) => (one.key === key ? withCounts(one, spans) : one)) };
    }
    this.inFlight = null;
    this.stored = stored;
    for (const key of [...taken.upserts.map((one) => one.key), ...taken.deletions, ...(taken.front ? [FRONT_KEY] : [])]) this.news.delete(key);
    for (const { key, theirs } of answer.conflicts) {
      this.held.add(key);
      this.news.set(key, theirs);
    }
    this.hear(answer.others);
    this.paper.onAnswer(answer);
    this.base = answer.sequence;
    this.keep();
  }

  /** Remember what others have stored until it can be taken over. @param {any} others */
  hear(others) {
    if (!others) return;
    this.order = others.order || this.order;
    if (others.front) this.news.set(FRONT_KEY, others.front);
    for (const key of others.deletions) this.news.set(key, null);
    for (const one of others.upserts) {
      // In reading order, the newest last: each is put after one that is there.
      this.news.delete(one.key);
      this.news.set(one.key, one);
    }
  }

  /** From here on a paragraph (or the title block) counts as made from what the server has. @param {string} key */
  accept(key) {
    const theirs = this.news.get(key);
    this.news.delete(key);
    if (key === FRONT_KEY) this.stored = { ...this.stored, front: theirs };
    else {
      // One that is here keeps its place: where things have moved, the order tells.
      const isHere = this.stored.paragraphs.some((one) => one.key === key);
      const paragraph = theirs && { ...canonical(theirs), after: isHere ? undefined : theirs.after };
      this.stored = { ...this.stored, paragraphs: applyEdit(this.stored.paragraphs, { key, paragraph }) };
    }
  }

  /** A clash is decided, whichever way: what is on the paper is sent like anything else. @param {string} key */
  release(key) {
    this.held.delete(key);
    if (this.news.has(key)) this.accept(key);
    this.changed();
    if (!this.pending() && !this.inFlight) this.rest();
  }

  /** Nothing more can be sent; what a person has yet to choose is not called saved. */
  rest() {
    this.waitingSince = 0;
    this.tell(this.held.size ? "clash" : "saved");
    if (this.news.size > this.held.size) this.paper.onRest();
  }

  /** @param {SaveState} state @param {string} [sentence] */
  tell(state, sentence = "") {
    this.state = state;
    this.sentence = sentence;
    this.onState(state, sentence, this.isKept);
  }
}

/** @param {Paragraph} paragraph @param {any} counts */
export function withCounts(paragraph, counts) {
  const others = (paragraph.spans || []).filter(([, , kind]) => kind !== "count");
  return canonical({ ...paragraph, spans: [...others, ...counts] });
}
