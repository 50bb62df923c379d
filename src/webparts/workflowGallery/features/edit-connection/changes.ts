import type { Connection, ConnectionChanges } from '../../../../contract/connection';
import type { Connector } from '../../../../contract/connector';
import { trimConnectionName } from '../../../../rules/connection-name';
import { normaliseSettings } from '../../../../rules/settings';
import type { ConnectionValues } from '../settings/connection-values';

/** What must be sent so that the connection becomes what was typed; nothing where it is that already. */
export function changesOf(
  connector: Connector,
  connection: Pick<Connection, 'name' | 'settings'>,
  typed: ConnectionValues,
): ConnectionChanges | undefined {
  const name = trimConnectionName(typed.name);
  const changes: ConnectionChanges = {
    ...(name === connection.name ? {} : { name }),
    ...(changedSettings(connector, connection.settings, typed.settings).length === 0
      ? {}
      : { settings: normaliseSettings(connector.settings, typed.settings) }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/** Whether saving will clear the credential: a setting changes that decides where or how it is sent. */
export function movesCredential(
  connector: Connector,
  before: Connection['settings'],
  typed: ConnectionValues['settings'],
): boolean {
  return changedSettings(connector, before, typed).some((key) => connector.credentialSettings.includes(key));
}

function changedSettings(
  connector: Connector,
  before: Connection['settings'],
  typed: ConnectionValues['settings'],
): readonly string[] {
  const old = normaliseSettings(connector.settings, before);
  const wanted = normaliseSettings(connector.settings, typed);
  return Object.keys(connector.settings.properties).filter((key) => old[key] !== wanted[key]);
}

/** The three versions of a connection that two people change at the same time. */
export interface Versions {
  /** What both began with. */
  readonly before: ConnectionValues;
  /** What the other has made of it. */
  readonly theirs: ConnectionValues;
  readonly typed: ConnectionValues;
}

/** What was typed, on top of what the other changed: a field that was not touched follows the other. */
export function rebase({ before, theirs, typed }: Versions): ConnectionValues {
  const settings = Object.keys(before.settings).map((key): [string, string] => {
    const isTouched = before.settings[key] !== typed.settings[key];
    return [key, (isTouched ? typed : theirs).settings[key] ?? ''];
  });
  return {
    name: before.name === typed.name ? theirs.name : typed.name,
    authMethodId: theirs.authMethodId,
    settings: Object.fromEntries(settings),
  };
}

/** One line of the comparison: a field that either of the two changed. */
export interface Difference {
  /** `name`, or the key of a setting. */
  readonly field: string;
  readonly now: string;
  readonly mine: string;
}

/** The fields that the two versions differ in, or that the other changed. */
export function differences({ before, theirs, typed }: Versions): readonly Difference[] {
  const fields = [
    { field: 'name', was: before.name, now: theirs.name, mine: typed.name },
    ...Object.keys(before.settings).map((key) => ({
      field: key,
      was: before.settings[key] ?? '',
      now: theirs.settings[key] ?? '',
      mine: typed.settings[key] ?? '',
    })),
  ];
  return fields
    .filter(({ was, now, mine }) => now !== was || mine !== now)
    .map(({ field, now, mine }) => ({ field, now, mine }));
}
