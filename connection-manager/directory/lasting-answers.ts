import { KeptAnswers } from './kept-answers';

const retryPauseMs = 5_000;

export interface LastingAnswersOptions {
  readonly now: () => Date;
  /** When there are more, the oldest are forgotten. */
  readonly most: number;
  /** How long an answer is given without asking again. */
  readonly keptForMs: number;
  /** How long the last answer holds where no new one can be had. */
  readonly holdsForMs: number;
}

interface Last<Value> {
  readonly value: Value;
  readonly askedAt: number;
}

/**
 * Keeps answers, and falls back on the last one while whoever is asked cannot answer. Both times count from before
 * the question that was answered. When the last answer no longer holds either, the question's error comes through.
 */
export class LastingAnswers<Value> {
  readonly #options: LastingAnswersOptions;
  readonly #kept: KeptAnswers<Value>;
  readonly #last = new Map<string, Last<Value>>();

  constructor(options: LastingAnswersOptions) {
    this.#options = options;
    this.#kept = new KeptAnswers(options);
  }

  /** The answer that is kept under `name`, the one `ask` gives, or the last one that was given. */
  get(name: string, ask: () => Promise<Value>): Promise<Value> {
    return this.#kept.get(name, async () => {
      const askedAt = this.#options.now().getTime();
      try {
        const value = await ask();
        this.#remember(name, { value, askedAt });
        return { value, until: new Date(askedAt + this.#options.keptForMs) };
      } catch (error) {
        const last = this.#lastThatHolds(name);
        if (last === undefined) throw error;
        // Not asked anew for every step: while nobody answers, each question takes its whole time.
        const until = Math.min(this.#options.now().getTime() + retryPauseMs, this.#endOf(last));
        return { value: last.value, until: new Date(until) };
      }
    });
  }

  #endOf({ askedAt }: Last<Value>): number {
    return askedAt + this.#options.holdsForMs;
  }

  #lastThatHolds(name: string): Last<Value> | undefined {
    const last = this.#last.get(name);
    const now = this.#options.now().getTime();
    // A clock that was set back must not lengthen an answer's life.
    return last !== undefined && now >= last.askedAt && now < this.#endOf(last) ? last : undefined;
  }

  #remember(name: string, last: Last<Value>): void {
    // Put in anew, so that the oldest stand first.
    this.#last.delete(name);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size < this.#options.most) break;
      this.#last.delete(oldest);
    }
    this.#last.set(name, last);
  }
}
