import * as React from 'react';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import { readConnection, updateConnection } from '../../../../contract/routes';
import { initialValues } from '../settings/connection-values';
import type { ConnectionValues } from '../settings/connection-values';
import { changesOf, rebase } from './changes';

interface EditingOptions {
  readonly client: ApiClient;
  readonly site: string;
  readonly connector: Connector;
  /** As the person saw it when the panel was opened. */
  readonly connection: Connection;
  readonly onSaved: (saved: Connection, before: Connection) => void;
}

/** Somebody else was faster. */
export interface Conflict {
  readonly before: ConnectionValues;
  readonly theirs: Connection;
}

export interface Editing {
  /** The version that the next save is judged against. */
  readonly base: Connection;
  /** What the form begins with; another `turn` means that it begins anew. */
  readonly form: { readonly turn: number; readonly initial: ConnectionValues };
  readonly typed: ConnectionValues;
  readonly conflict: Conflict | undefined;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly problem: ApiProblem | undefined;
  readonly keepTyped: (values: ConnectionValues) => void;
  readonly save: (values: ConnectionValues) => Promise<void>;
  readonly takeTheirs: () => void;
}

/**
 * Keeps what a person makes of a connection. It is saved over the version they have seen only: when somebody
 * else was faster, the other's version is read, nothing typed is lost, and the person decides.
 */
export function useEditing(options: EditingOptions): Editing {
  const { client, connector, connection, onSaved } = options;
  const [base, setBase] = React.useState(connection);
  const { beginWith, ...typing } = useTyped(() => initialValues(connector, connection));
  const [conflict, setConflict] = React.useState<Conflict>();
  const [isSaving, setSaving] = React.useState(false);
  const [problem, setProblem] = React.useState<ApiProblem>();

  async function meet(values: ConnectionValues, refusal: ApiProblem): Promise<void> {
    try {
      const theirs = await client.call(readConnection, requestFor(options));
      const before = initialValues(connector, base);
      setConflict({ before, theirs });
      setBase(theirs);
      beginWith(rebase({ before, theirs: initialValues(connector, theirs), typed: values }));
    } catch (thrown) {
      // The etag stays the old one, so the next save is refused as well and asks again.
      const failed = toApiProblem(thrown);
      setProblem(failed.code === 'connection_not_found' ? failed : refusal);
    }
  }

  async function save(values: ConnectionValues): Promise<void> {
    const body = changesOf(connector, base, values);
    if (body === undefined) return onSaved(base, base);
    setSaving(true);
    setProblem(undefined);
    try {
      const request = { ...requestFor(options), body, ifMatch: base.etag };
      return onSaved(await client.call(updateConnection, request), base);
    } catch (thrown) {
      const failed = toApiProblem(thrown);
      if (failed.code === 'changed_meanwhile') await meet(values, failed);
      else setProblem(failed);
    }
    setSaving(false);
  }

  return {
    base,
    ...typing,
    conflict,
    isChanged: changesOf(connector, base, typing.typed) !== undefined,
    isSaving,
    problem,
    save,
    takeTheirs: () => {
      setConflict(undefined);
      setProblem(undefined);
      beginWith(initialValues(connector, base));
    },
  };
}

interface Typed extends Pick<Editing, 'form' | 'typed' | 'keepTyped'> {
  readonly beginWith: (initial: ConnectionValues) => void;
}

function useTyped(first: () => ConnectionValues): Typed {
  const [form, setForm] = React.useState(() => ({ turn: 0, initial: first() }));
  const [typed, setTyped] = React.useState(form.initial);
  function beginWith(initial: ConnectionValues): void {
    setForm(({ turn }) => ({ turn: turn + 1, initial }));
    setTyped(initial);
  }
  return { form, typed, keepTyped: setTyped, beginWith };
}

function requestFor({ connection, site }: Pick<EditingOptions, 'connection' | 'site'>): {
  readonly params: { readonly connectionId: string };
  readonly query: { readonly site: string };
} {
  return { params: { connectionId: connection.id }, query: { site } };
}
