import type { WindowRefusal } from '../../src/contract/connect-flow';
import type { Store } from '../store/store';
import { changeFlow } from './change-flow';
import type { TargetAddress } from './connect-target';
import type { SignInRefusal } from './sign-in';

/**
 * Notes for the flow's starter whom the window turned away, or that the starter is there again. It ends
 * nothing: whoever knows the address could come, and the starter must still be able to go on.
 */
export async function noteRefusal(
  deps: { readonly store: Store; readonly now: () => Date },
  address: TargetAddress,
  windowRefusal: WindowRefusal | undefined,
): Promise<void> {
  await changeFlow(deps, address, ({ presence }) => ({
    windowRefusal,
    // Who was away at the directory's pages is back, and was turned away: nobody is in the window now.
    ...(windowRefusal !== undefined && presence.kind === 'away' && { presence: { kind: 'none' } }),
  }));
}

/** What a sign-in that came to nothing means for the flow; one that took too long can be begun again. */
export function windowRefusalOf(because: SignInRefusal): WindowRefusal | undefined {
  if (because === 'expired') return undefined;
  return because === 'refused' ? 'signInRefused' : because;
}
