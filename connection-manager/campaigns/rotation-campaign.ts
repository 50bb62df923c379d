import path from 'node:path';
import { readRotation, settlingMs } from '../tenants/rotate-tenant-key';
import { readCurrentTenantKey } from '../tenants/tenant-keys';
import { addMasterKey } from '../vault/key-file';
import type { Campaign, CampaignOptions, CampaignSession, CampaignState } from './campaign';
import { runUntil, type KillPoint } from './killed-process';
import { noLoad, type LoadCounts } from './load';
import { startLoad, type LoadSession } from './load-session';
import { outcomeOfMasterKey, outcomeOfTenantKey, type RotationOutcome } from './rotation-outcome';
import {
  mainTenant,
  openWorld,
  prepareWorld,
  tenantIdOf,
  worldIn,
  type RotationWorld,
} from './rotation-world';
import { seededBelow } from './seeded';

type Part = 'tenantKey' | 'masterKey';

interface RotationState extends CampaignState {
  readonly part: 'prepare' | Part;
  /** Kills in this part. */
  readonly kills: number;
  /** Kills in both parts. */
  readonly allKills: number;
  /** Rotations that came to their end before they could be killed. */
  readonly escaped: number;
  readonly load: LoadCounts;
  readonly left: RotationOutcome;
}

/** How large a rotation campaign is. */
export interface RotationSize {
  readonly credentials: number;
  /** Tenants beside the one whose own key is rotated: each has a key that a master rotation wraps again. */
  readonly tenants: number;
  /** How long the rotating process waits, at most, for credentials that were sealed under the old key. */
  readonly longestWaitMs: number;
}

const noneLeft: RotationOutcome = { credentials: 0, lost: 0, doubled: 0, unopenable: 0, onOldKey: 0 };

/**
 * Rotates a tenant's key, then the master key, while another process opens, keeps, replaces and deletes credentials.
 * A run is one SIGKILL of the rotating process, in each of the two parts; then the rotation is run again.
 */
export function rotationCampaign(size: RotationSize): Campaign<RotationState> {
  return {
    usualRuns: 50,
    begin: () => ({
      isDone: false,
      part: 'prepare',
      kills: 0,
      allKills: 0,
      escaped: 0,
      load: noLoad,
      left: noneLeft,
    }),
    open: (options) => openSession(options, size),
    describe,
  };
}

function describe({ isDone, part, kills, allKills, load, left }: RotationState, runs: number): string {
  const { opens, failedOpens, seals, conflicts } = load;
  const under = `${opens} opens, ${failedOpens} failed, ${seals} credentials kept meanwhile, ${conflicts} of them refused as changed`;
  if (!isDone) return `${part}: ${kills} of ${runs} kills; ${under}`;
  const { credentials, lost, doubled, unopenable, onOldKey } = left;
  return `${allKills} kills; ${under}; ${credentials} credentials: ${onOldKey} on an old key, ${lost} lost, ${doubled} doubled, ${unopenable} do not open`;
}

interface Session {
  readonly options: CampaignOptions;
  readonly size: RotationSize;
  readonly world: RotationWorld;
  load: LoadSession | undefined;
}

function openSession(options: CampaignOptions, size: RotationSize): CampaignSession<RotationState> {
  const session: Session = { options, size, world: worldIn(options.folder), load: undefined };
  return {
    step: (state) => step(session, state),
    close: async () => void (await session.load?.stop()),
  };
}

async function step(session: Session, state: RotationState): Promise<RotationState> {
  if (state.part === 'prepare') {
    await prepareWorld(session.world, session.size);
    return { ...state, part: 'tenantKey' };
  }
  session.load ??= await startLoad(loadProgram(session, state.part, state.allKills));
  const next = state.kills < session.options.runs ? strike : complete;
  return await next(session, { ...state, part: state.part });
}

type StateOfPart = RotationState & { readonly part: Part };

/** Lets the rotation run to a seeded point and kills it there. */
async function strike(session: Session, state: StateOfPart): Promise<RotationState> {
  const before = await rotationOf(session.world);
  const outcome = await runUntil(rotator(session, state.part), killPoint(session, state));
  const after = await rotationOf(session.world);
  const isRepeated = before.isUnderWay && after.generation !== before.generation;
  if (isRepeated) throw new Error('A rotation that was stopped was begun again instead of finished.');
  const kills = outcome === 'killed' ? 1 : 0;
  const escaped = state.escaped + 1 - kills;
  if (escaped > session.options.runs) throw new Error('The rotation moves too little to be killed in it.');
  // One that came to its end before its kill leaves nothing to strike: the next one begins anew.
  if (outcome === 'ended' && state.part === 'masterKey')
    await addMasterKey(session.world.WFC_MASTER_KEY_FILE);
  const load = sum(state.load, session.load?.take() ?? noLoad);
  return checked({ ...state, kills: state.kills + kills, allKills: state.allKills + kills, escaped, load });
}

/** Runs the rotation to its end and looks at what it left. */
async function complete(session: Session, state: StateOfPart): Promise<RotationState> {
  const { world } = session;
  await runUntil(rotator(session, state.part));
  const load = sum(state.load, (await session.load?.stop()) ?? noLoad);
  session.load = undefined;
  if (state.part === 'masterKey') {
    return checked({ ...state, isDone: true, load, left: await outcomeOfMasterKey(world) });
  }
  const left = await outcomeOfTenantKey(world, mainTenant);
  await addMasterKey(world.WFC_MASTER_KEY_FILE);
  return checked({ ...state, part: 'masterKey', kills: 0, load, left });
}

function checked(state: RotationState): RotationState {
  const { credentials: _, ...faults } = state.left;
  if (state.load.failedOpens > 0) throw new Error(`A credential did not open: ${state.load.firstFailure}`);
  if (Object.values(faults).some((count) => count > 0)) throw new Error(JSON.stringify(state.left));
  return state;
}

async function rotationOf(
  world: RotationWorld,
): Promise<{ readonly isUnderWay: boolean; readonly generation: number }> {
  const { store } = await openWorld(world);
  try {
    const current = await readCurrentTenantKey(store, mainTenant);
    const isUnderWay = (await readRotation(store, mainTenant)) !== undefined;
    return { isUnderWay, generation: current?.value.header.generation ?? 0 };
  } finally {
    await store.close();
  }
}

function killPoint({ options, size }: Session, { part, kills }: StateOfPart): KillPoint {
  const { seed, runs } = options;
  const random = (limit: number, what: string) => seededBelow(limit, seed, part, kills, what);
  // The last one falls where all is moved and nothing is finished.
  if (part === 'tenantKey' && kills === runs - 1)
    return {
      line: 'waiting',
      count: 1,
      delay: random(0.9 * Math.min(size.longestWaitMs, settlingMs), 'delay'),
    };
  // Every eighth falls into the start.
  if (kills % 8 === 7) return { line: 'moved', count: 0, delay: random(400, 'delay') };
  const moves = part === 'tenantKey' ? size.credentials : size.tenants;
  const share = Math.max(1, Math.floor((moves * 0.8) / runs));
  return { line: 'moved', count: 1 + random(2 * share, 'count'), delay: random(10, 'delay') };
}

function rotator({ options, size, world }: Session, part: Part) {
  const program = path.join(options.programs, 'rotator.mjs');
  return { command: [program, part, String(size.longestWaitMs)], environment: world };
}

function loadProgram({ options, size, world }: Session, part: Part, kills: number) {
  const others = Array.from({ length: size.tenants }, (_, index) => tenantIdOf(index + 1));
  const tenantIds = part === 'tenantKey' ? [mainTenant] : [mainTenant, ...others];
  const program = path.join(options.programs, 'load-process.mjs');
  return { command: [program, `${options.seed}/${part}/${kills}`, ...tenantIds], environment: world };
}

function sum(left: LoadCounts, right: LoadCounts): LoadCounts {
  return {
    ...left,
    ...right,
    opens: left.opens + right.opens,
    failedOpens: left.failedOpens + right.failedOpens,
    seals: left.seals + right.seals,
    conflicts: left.conflicts + right.conflicts,
    created: left.created + right.created,
  };
}
