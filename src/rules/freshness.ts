import type { ConnectionState } from '../contract/connection';
import type { Decision } from './decision';
import { allowed, denied } from './decision';

/** Whether a binding still describes the step as it was saved when its author bound it. */
export function isFresh(
  binding: { readonly stepHash: string },
  step: { readonly stepHash: string },
): boolean {
  return binding.stepHash === step.stepHash;
}

/** Whether a connection in this state may be handed to a step. Only a ready one may. */
export function decideReadiness(state: ConnectionState): Decision {
  return state === 'ready' ? allowed : denied(state);
}
