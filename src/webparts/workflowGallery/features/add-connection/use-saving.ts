import * as React from 'react';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import { newConnection } from '../settings/connection-values';
import type { ConnectionValues } from '../settings/connection-values';
import { connectionSaver } from './save-connection';

interface SavingOptions {
  readonly client: ApiClient;
  readonly site: string;
  readonly newId: () => string;
}

interface Saving {
  readonly saved: Connection | undefined;
  readonly isSaving: boolean;
  readonly problem: ApiProblem | undefined;
  readonly clearProblem: () => void;
  /** Creates the connection, or changes the one that was created before. Resolves to whether it worked. */
  readonly save: (connector: Connector, values: ConnectionValues) => Promise<boolean>;
}

/** Saves what the form holds, and keeps what was saved. */
export function useSaving({ client, site, newId }: SavingOptions): Saving {
  const [saved, setSaved] = React.useState<Connection>();
  const [isSaving, setSaving] = React.useState(false);
  const [problem, setProblem] = React.useState<ApiProblem>();
  const [saver] = React.useState(() => connectionSaver(client, newId));

  async function save(connector: Connector, values: ConnectionValues): Promise<boolean> {
    const wanted = newConnection(site, connector, values);
    setSaving(true);
    setProblem(undefined);
    try {
      setSaved(await (saved === undefined ? saver.create(wanted) : saver.update(saved, wanted)));
      return true;
    } catch (thrown) {
      const failed = toApiProblem(thrown);
      setProblem(failed);
      // What is sent next is judged against the version that the person has been told of.
      if (failed.code === 'changed_meanwhile') setSaved(await saver.readAgain(saved, site));
      return false;
    } finally {
      setSaving(false);
    }
  }

  return { saved, isSaving, problem, clearProblem: () => setProblem(undefined), save };
}
