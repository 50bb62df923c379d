import type { FastifyInstance } from 'fastify';

const keptForMs = 1000;

export type PartState = 'ok' | 'not ok';

export interface HealthOptions {
  /** Each part that must work to serve, and a check that rejects where it does not. */
  readonly parts: Readonly<Record<string, () => Promise<void>>>;
  readonly now: () => Date;
  readonly onFailure: (part: string, error: unknown) => void;
}

/**
 * `/health/live` says that the process answers, `/health/ready` whether it can serve: per part ok or not ok,
 * and nothing else. Anybody may ask; however often, the parts are checked once a second at most.
 */
export function bindHealth(server: FastifyInstance, options: HealthOptions): void {
  let checkedAt = -Infinity;
  let checking: Promise<Readonly<Record<string, PartState>>> = Promise.resolve({});

  function check(): Promise<Readonly<Record<string, PartState>>> {
    const age = options.now().getTime() - checkedAt;
    if (age >= 0 && age < keptForMs) return checking;
    checkedAt = options.now().getTime();
    checking = checkParts(options);
    return checking;
  }

  server.get('/health/live', async () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply) => {
    const parts = await check();
    const isReady = Object.values(parts).every((state) => state === 'ok');
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'not ok', parts });
  });
}

async function checkParts({ parts, onFailure }: HealthOptions): Promise<Readonly<Record<string, PartState>>> {
  const states = Object.entries(parts).map(async ([part, check]): Promise<[string, PartState]> => {
    try {
      await check();
      return [part, 'ok'];
    } catch (error) {
      onFailure(part, error);
      return [part, 'not ok'];
    }
  });
  return Object.fromEntries(await Promise.all(states));
}
