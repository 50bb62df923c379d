import { connectionStates } from '../contract/connection';
import { decideReadiness, isFresh } from './freshness';

describe(isFresh.name, () => {
  it('holds only for the step as it was bound', () => {
    expect(isFresh({ stepHash: 'a' }, { stepHash: 'a' })).toBe(true);
    expect(isFresh({ stepHash: 'a' }, { stepHash: 'A' })).toBe(false);
  });
});

describe(decideReadiness.name, () => {
  it('allows the ready and names the state of every other', () => {
    expect(connectionStates.map((state) => decideReadiness(state))).toEqual([
      { allowed: true },
      { allowed: false, because: 'notConnected' },
      { allowed: false, because: 'invalid' },
      { allowed: false, because: 'disabled' },
    ]);
  });
});
