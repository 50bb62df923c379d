import { ApiProblem } from '../../../../client/api-problem';
import type { ConnectFlow } from '../../../../contract/connect-flow';
import { aFlow } from '../../testing/things';
import { watchConnectFlow } from './watch-connect-flow';
import type { Sighting } from './watch-connect-flow';

type Answer = ConnectFlow | ApiProblem;

async function watch(answers: readonly Answer[], abort = new AbortController()) {
  const left = [...answers];
  const pauses: number[] = [];
  const told: Sighting[] = [];
  await watchConnectFlow({
    read: async () => {
      const answer = left.shift();
      if (answer === undefined) abort.abort();
      if (answer === undefined || answer instanceof ApiProblem) throw answer ?? new Error('aborted');
      return answer;
    },
    wait: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    tell: (sighting) => told.push(sighting),
    signal: abort.signal,
  });
  return { pauses, told };
}

const silence = new ApiProblem({ code: 'not_reachable', status: 0 });

describe(watchConnectFlow.name, () => {
  it('asks every 1.5 s until the flow is over, and then no more', async () => {
    const { pauses, told } = await watch([
      aFlow(),
      aFlow({ state: 'open' }),
      aFlow({ state: 'succeeded' }),
      aFlow(),
    ]);
    expect(pauses).toEqual([1500, 1500, 1500]);
    expect(told.map((sighting) => sighting.seen === 'flow' && sighting.flow.state)).toEqual([
      'waiting',
      'open',
      'succeeded',
    ]);
  });

  it.each(['failed', 'cancelled', 'expired'] as const)('stops when the flow has %s', async (state) => {
    expect((await watch([aFlow({ state }), aFlow()])).pauses).toHaveLength(1);
  });

  it('asks less and less often while nobody answers, and as before once somebody does', async () => {
    const { pauses, told } = await watch([
      silence,
      silence,
      silence,
      silence,
      aFlow(),
      aFlow({ state: 'failed' }),
    ]);
    expect(pauses).toEqual([1500, 3000, 6000, 12_000, 12_000, 1500]);
    expect(told.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => ({ seen: 'nothing' })));
  });

  it('says that the flow is gone when the connection manager has forgotten it', async () => {
    const { told } = await watch([new ApiProblem({ code: 'flow_not_found', status: 404 }), aFlow()]);
    expect(told).toEqual([{ seen: 'gone' }]);
  });

  it('tells nothing after it was stopped', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await watch([aFlow()], abort)).toEqual({ pauses: [], told: [] });
  });
});
