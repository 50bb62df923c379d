/** An answer, and until when it may be given again. */
export interface Kept<Value> {
  readonly value: Value;
  readonly until: Date;
}

interface Entry<Value> {
  readonly askedAt: number;
  readonly answer: Promise<Value>;
  /** Absent while the question is under way. */
  until?: number;
}

export interface KeptAnswersOptions {
  readonly now: () => Date;
  /** When there are more, the oldest are forgotten. */
  readonly most: number;
}

/**
 * Keeps answers in memory for as long as each of them says. Those who ask for one thing at the same time
 * share one question; a question that failed is forgotten, and the next caller asks again.
 */
export class KeptAnswers<Value> {
  readonly #options: KeptAnswersOptions;
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(options: KeptAnswersOptions) {
    this.#options = options;
  }

  /** The answer that is kept under `name`, or the one `ask` gives. */
  get(name: string, ask: () => Promise<Kept<Value>>): Promise<Value> {
    const known = this.#entries.get(name);
    if (known !== undefined && this.#holds(known)) return known.answer;
    this.#entries.delete(name);
    this.#makeRoom();
    return this.#ask(name, ask);
  }

  #ask(name: string, ask: () => Promise<Kept<Value>>): Promise<Value> {
    const question = ask();
    const entry: Entry<Value> = {
      askedAt: this.#options.now().getTime(),
      answer: question.then(
        (kept) => {
          entry.until = kept.until.getTime();
          return kept.value;
        },
        (error: unknown) => {
          if (this.#entries.get(name) === entry) this.#entries.delete(name);
          throw error;
        },
      ),
    };
    this.#entries.set(name, entry);
    return entry.answer;
  }

  #holds({ askedAt, until }: Entry<Value>): boolean {
    const now = this.#options.now().getTime();
    // A clock that was set back must not lengthen an answer's life.
    return until === undefined || (now < until && now >= askedAt);
  }

  #makeRoom(): void {
    if (this.#entries.size < this.#options.most) return;
    for (const [name, entry] of this.#entries) {
      if (!this.#holds(entry)) this.#entries.delete(name);
    }
    // A Map gives its keys in the order they were set: the oldest first.
    for (const name of this.#entries.keys()) {
      if (this.#entries.size < this.#options.most) return;
      this.#entries.delete(name);
    }
  }
}
