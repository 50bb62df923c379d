import * as React from 'react';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiClient } from '../../../../client/api-client';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { format } from '../../texts/format';
import type { EndFlow } from './ConnectNewConnection';
import type { ConnectionValues } from '../settings/connection-values';
import { removeUnfinished } from './save-connection';
import { useSaving } from './use-saving';

/** How the panel was left: what to tell, and the connection that was made. */
export interface AddingOutcome {
  readonly told?: string | undefined;
  readonly connectionId?: string | undefined;
}

export type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'settings'; readonly connector: Connector }
  | { readonly at: 'connect'; readonly connector: Connector };

interface AddingOptions {
  readonly environment: GalleryEnvironment;
  readonly client: ApiClient;
  readonly onChanged: () => void;
  readonly onClosed: (outcome: AddingOutcome) => void;
}

export interface Adding {
  readonly step: Step;
  /** The connection, once it exists. */
  readonly saved: Connection | undefined;
  /** Whether leaving now would lose something. */
  readonly isUnfinished: boolean;
  readonly isSaving: boolean;
  readonly isStopping: boolean;
  readonly problem: ApiProblem | undefined;
  readonly endFlow: React.MutableRefObject<EndFlow | undefined>;
  readonly choose: (connector: Connector) => void;
  readonly chooseAgain: () => void;
  readonly correct: (connector: Connector) => void;
  readonly markDirty: () => void;
  readonly markConnected: () => void;
  readonly save: (connector: Connector, values: ConnectionValues) => Promise<void>;
  /** Leaves for good. A connection that was never connected is deleted again. */
  readonly leave: () => Promise<void>;
}

/** Keeps where a person is in adding a connection, and what exists already. */
export function useAdding({ environment, client, onChanged, onClosed }: AddingOptions): Adding {
  const site = environment.site.address;
  const [step, setStep] = React.useState<Step>({ at: 'choose' });
  const [isDirty, setDirty] = React.useState(false);
  const [isConnected, setConnected] = React.useState(false);
  const [isStopping, setStopping] = React.useState(false);
  const saving = useSaving({ client, site, newId: environment.newId });
  const { saved } = saving;
  const endFlow = React.useRef<EndFlow>();

  function goTo(next: Step): void {
    saving.clearProblem();
    setStep(next);
  }

  async function save(connector: Connector, values: ConnectionValues): Promise<void> {
    if (!(await saving.save(connector, values))) return;
    setStep({ at: 'connect', connector });
    onChanged();
  }

  async function leave(): Promise<void> {
    if (saved === undefined) return onClosed({});
    if (isConnected) return onClosed(connected(saved));
    setStopping(true);
    const isEnded = await (endFlow.current?.() ?? true);
    // It was connected a moment before: the step says so, and stays.
    if (!isEnded) return setStopping(false);
    const told = await tellRemoval({ client, connection: saved, site });
    onChanged();
    onClosed(told);
  }

  return {
    ...saving,
    step,
    isUnfinished: !isConnected && (isDirty || saved !== undefined),
    isStopping,
    endFlow,
    choose: (connector) => goTo({ at: 'settings', connector }),
    chooseAgain: () => goTo({ at: 'choose' }),
    correct: (connector) => goTo({ at: 'settings', connector }),
    markDirty: React.useCallback(() => setDirty(true), []),
    markConnected: () => setConnected(true),
    save,
    leave,
  };
}

/** The outcome of a connection that was made. */
export function connected({ id, name }: Pick<Connection, 'id' | 'name'>): AddingOutcome {
  return { told: format(strings.add.succeeded, name), connectionId: id };
}

async function tellRemoval(unfinished: Parameters<typeof removeUnfinished>[0]): Promise<AddingOutcome> {
  const { connection } = unfinished;
  const removal = await removeUnfinished(unfinished);
  if (removal === 'connected') return connected(connection);
  const text = removal === 'removed' ? strings.add.deletedUnfinished : strings.add.keptUnfinished;
  return { told: format(text, connection.name) };
}
