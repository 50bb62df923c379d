import { LastingAnswers } from './lasting-answers';

describe(LastingAnswers.name, () => {
  let clock: number;
  let asked: number;
  let answer: string | Error;
  let answers: LastingAnswers<string>;

  beforeEach(() => {
    clock = Date.parse('2026-05-01T10:00:00Z');
    asked = 0;
    answer = 'first';
    answers = make();
  });

  function make(most = 10): LastingAnswers<string> {
    const now = () => new Date(clock);
    return new LastingAnswers({ now, most, keptForMs: 60_000, holdsForMs: 900_000 });
  }

  const ask = (name = 'olivia') =>
    answers.get(name, async () => {
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    });

  it('asks again after its time', async () => {
    await ask();
    answer = 'second';
    clock += 59_999;
    await expect(ask()).resolves.toBe('first');
    clock += 1;
    await expect(ask()).resolves.toBe('second');
    expect(asked).toBe(2);
  });

  it('gives the last answer while nobody answers, and after its time the error', async () => {
    await ask();
    answer = new Error('Nobody answers.');
    clock += 899_999;
    await expect(ask()).resolves.toBe('first');
    clock += 1;
    await expect(ask()).rejects.toThrow('Nobody answers.');
  });

  it('counts from before the question was asked', async () => {
    await answers.get('olivia', async () => {
      clock += 30_000;
      return 'first';
    });
    answer = 'second';
    clock += 30_000;
    await expect(ask()).resolves.toBe('second');
  });

  it('asks anew every five seconds while nobody answers, and not more often', async () => {
    await ask();
    answer = new Error('Nobody answers.');
    clock += 60_000;
    await Promise.all([ask(), ask(), ask()]);
    clock += 4_999;
    await ask();
    expect(asked).toBe(2);
    clock += 1;
    answer = 'second';
    await expect(ask()).resolves.toBe('second');
  });

  it('has nothing to fall back on for a name that nobody asked about', async () => {
    await ask('olivia');
    answer = new Error('Nobody answers.');
    await expect(ask('walt')).rejects.toThrow('Nobody answers.');
  });

  it('does not believe an answer from the future, after the clock was set back', async () => {
    await ask();
    answer = new Error('Nobody answers.');
    clock -= 1_000;
    await expect(ask()).rejects.toThrow('Nobody answers.');
  });

  it('forgets the oldest when there are too many', async () => {
    answers = make(2);
    for (const name of ['a', 'b', 'c']) await ask(name);
    answer = new Error('Nobody answers.');
    clock += 60_000;
    await expect(ask('a')).rejects.toThrow();
    await expect(ask('c')).resolves.toBe('first');
  });
});
