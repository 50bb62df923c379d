import { disabled, enabled } from '../connections/connection-state';
import { writeChange, type Asked, type Changed, type ChangeDependencies } from './change-connection';

/** Disables the connection, or enables it again; one that is so already stays as it is. */
export async function setDisabled(
  deps: ChangeDependencies,
  asked: Asked,
  wished: 'disabled' | 'enabled',
): Promise<Changed> {
  const { connection } = asked;
  const at = deps.now().toISOString();
  const value = wished === 'disabled' ? disabled(connection.value, at) : enabled(connection.value, at);
  if (value === connection.value) return { connection, changes: [] };
  const [before, after] = [connection.value.status.state, value.status.state];
  return await writeChange(deps, asked, { value, changes: [{ field: 'status', before, after }] });
}
