import { KeptAnswers } from './kept-answers';

describe(KeptAnswers.name, () => {
  function setUp(most = 10) {
    const state = { now: 1_000_000, asked: 0 };
    const kept = new KeptAnswers<number>({ now: () => new Date(state.now), most });
    const ask = async () => {
      state.asked += 1;
      return { value: state.asked, until: new Date(state.now + 1000) };
    };
    return { state, kept, ask };
  }

  it('gives an answer again until its time is over', async () => {
    const { state, kept, ask } = setUp();
    await expect(kept.get('a', ask)).resolves.toBe(1);
    state.now += 999;
    await expect(kept.get('a', ask)).resolves.toBe(1);
    state.now += 1;
    await expect(kept.get('a', ask)).resolves.toBe(2);
  });

  it('asks once for all who ask at the same time', async () => {
    const { state, kept, ask } = setUp();
    const answers = await Promise.all(Array.from({ length: 100 }, () => kept.get('a', ask)));
    expect(new Set(answers)).toEqual(new Set([1]));
    expect(state.asked).toBe(1);
  });

  it('keeps names apart', async () => {
    const { kept, ask } = setUp();
    await expect(kept.get('a', ask)).resolves.toBe(1);
    await expect(kept.get('b', ask)).resolves.toBe(2);
  });

  it('forgets a question that failed', async () => {
    const { kept, ask } = setUp();
    await expect(kept.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(kept.get('a', ask)).resolves.toBe(1);
  });

  it('does not give an answer from the future, after the clock was set back', async () => {
    const { state, kept, ask } = setUp();
    await kept.get('a', ask);
    state.now -= 10_000;
    await expect(kept.get('a', ask)).resolves.toBe(2);
  });

  it('keeps no more than it may, and drops the oldest', async () => {
    const { kept, ask } = setUp(2);
    await kept.get('a', ask);
    await kept.get('b', ask);
    await kept.get('c', ask);
    await expect(kept.get('b', ask)).resolves.toBe(2);
    await expect(kept.get('c', ask)).resolves.toBe(3);
    await expect(kept.get('a', ask)).resolves.toBe(4);
  });
});
