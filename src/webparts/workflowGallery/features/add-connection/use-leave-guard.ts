import * as React from 'react';
import { goTo } from '../../shell/hash-route';

interface LeaveGuardOptions {
  /** Whether the address still names the panel; *back* makes it name something else. */
  readonly isWanted: boolean;
  /** Whether something would be lost. */
  readonly isUnfinished: boolean;
  readonly onLeave: () => void;
}

interface LeaveGuard {
  readonly isAsking: boolean;
  /** Leaves, or asks first. */
  readonly leave: () => void;
  readonly confirm: () => void;
  readonly stay: () => void;
}

/** Asks before unfinished work is left, whether by a button, by Escape or by *back*. */
export function useLeaveGuard({ isWanted, isUnfinished, onLeave }: LeaveGuardOptions): LeaveGuard {
  const [isAsking, setAsking] = React.useState(false);

  function leave(): void {
    if (isUnfinished) setAsking(true);
    else onLeave();
  }

  const latest = React.useRef(leave);
  latest.current = leave;
  React.useEffect(() => {
    if (!isWanted) latest.current();
  }, [isWanted]);

  function confirm(): void {
    setAsking(false);
    onLeave();
  }

  function stay(): void {
    setAsking(false);
    if (!isWanted) goTo({ page: 'newConnection' });
  }

  return { isAsking, leave, confirm, stay };
}
