import { readStorageConfiguration, type Reading } from '../configuration/configuration';
import { openStorage, type Storage } from '../open-storage';
import { CommandFailure, type Terminal } from './terminal';

/** What was read, or a failure that lists every mistake with its variable and cure. */
export function requireConfiguration<Value>(reading: Reading<Value>): Value {
  if (reading.kind === 'read') return reading.value;
  const lines = reading.mistakes.map(({ variable, message }) => `  ${variable} ${message}`);
  throw new CommandFailure(['The configuration has mistakes:', ...lines].join('\n'));
}

/** Does something with the storage of the environment, and closes it whatever happens. */
export async function withStorage<Result>(
  terminal: Terminal,
  work: (storage: Storage) => Promise<Result>,
): Promise<Result> {
  const configuration = requireConfiguration(readStorageConfiguration(terminal.environment));
  const storage = await openStorage(configuration, {
    now: () => new Date(),
    onUnreadable: ({ key }) => terminal.complain(`The stored record ${key} is damaged and was left out.`),
  });
  try {
    return await work(storage);
  } finally {
    await storage.store.close();
  }
}
