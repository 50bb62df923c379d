import { addKey, createKey, rotateKeys } from './key-commands';
import { rotateKeyOfTenant } from './rotate-key-command';
import { setup } from '../setup/setup-command';
import { serve } from './serve';
import { addTenantFile, listTenants } from './tenant-commands';
import { exitCodes, type Terminal } from './terminal';

interface Command {
  readonly words: readonly string[];
  /** What follows the words, as usage shows it. */
  readonly form: readonly string[];
  /** Reads what follows by itself: the form is then only what usage shows. */
  readonly readsOptions?: true;
  readonly about: string;
  readonly run: (values: readonly string[], terminal: Terminal) => Promise<void>;
}

const commands: readonly Command[] = [
  {
    words: ['serve'],
    form: [],
    about: 'Serves the connection manager until it is told to stop (SIGTERM, SIGINT).',
    run: (_values, terminal) => serve(terminal),
  },
  {
    words: ['key', 'create'],
    form: ['--file', 'FILE'],
    about:
      'Makes a file with a new master key. Keep a copy elsewhere: without it no credential can be opened.',
    run: ([, file = ''], terminal) => createKey(file, terminal),
  },
  {
    words: ['key', 'add'],
    form: [],
    about: 'Adds a new master key to the file and makes it the current one; the older ones stay.',
    run: (_values, terminal) => addKey(terminal),
  },
  {
    words: ['key', 'rotate'],
    form: [],
    about:
      'Wraps the keys of all tenants under the current master key. The connection manager may go on running.',
    run: (_values, terminal) => rotateKeys(terminal),
  },
  {
    words: ['tenant', 'add'],
    form: ['FILE'],
    about:
      'Registers the tenant a JSON file describes, or changes its registration; doing it again changes nothing.',
    run: ([file = ''], terminal) => addTenantFile(file, terminal),
  },
  {
    words: ['tenant', 'rotate-key'],
    form: ['TENANT'],
    about:
      'Gives the tenant (its id) a new key and seals every credential anew under it. The connection manager may go on running. Stopped anywhere, the next run finishes it.',
    run: ([tenantId = ''], terminal) => rotateKeyOfTenant(tenantId, terminal),
  },
  {
    words: ['tenant', 'list'],
    form: [],
    about: 'Lists the registered tenants.',
    run: (_values, terminal) => listTenants(terminal),
  },
  {
    words: ['setup'],
    form: [
      ...['--tenant', 'TENANT', '--api', 'ORIGIN', '[--sharepoint HOST]...', '[--with-client-id]'],
      ...['[--engine NAME]...', '[--administrator OBJECT-ID]...', '[--checklist]'],
    ],
    readsOptions: true,
    about:
      'Prints the script (bash) that sets a tenant up, with a checklist at its head, or with --checklist that alone. It runs nothing.',
    run: setup,
  },
  {
    words: ['setup'],
    form: ['--check', '--tenant', 'TENANT-ID', '[--json]'],
    readsOptions: true,
    about:
      'Tells what a registered tenant still lacks, who can fix it and how, as far as it can be seen from here.',
    run: setup,
  },
];

/** Runs one command and returns its exit code. What went wrong is told in lines for a person, never as a stack. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  if (['help', '--help', '-h'].includes(words[0] ?? '')) {
    terminal.write(usage());
    return exitCodes.done;
  }
  const command = commands.find((candidate) => isCalled(candidate, words));
  if (command === undefined) {
    terminal.complain(
      words.length === 0 ? 'Which command?' : 'There is no such command, or it is written differently.',
    );
    terminal.complain(usage());
    return exitCodes.usage;
  }
  try {
    await command.run(words.slice(command.words.length), terminal);
    return exitCodes.done;
  } catch (error) {
    terminal.complain(error instanceof Error ? error.message : 'Something went wrong.');
    return exitCodes.failed;
  }
}

/** Options are written as they are; what is in capitals stands for any value. */
function isCalled({ words, form, readsOptions }: Command, given: readonly string[]): boolean {
  if (readsOptions) return words.every((word, index) => given[index] === word);
  const expected = [...words, ...form];
  if (given.length !== expected.length) return false;
  return expected.every((word, index) =>
    /^[A-Z]+$/.test(word) ? given[index] !== '' : given[index] === word,
  );
}

function usage(): string {
  const lines = commands.map(
    ({ words, form, about }) => `  ${[...words, ...form].join(' ')}\n      ${about}`,
  );
  return ['Usage: connection-manager COMMAND', '', ...lines, '', '  help\n      Shows this.'].join('\n');
}
