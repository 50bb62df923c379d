import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { CommandFailure } from '../command-line/terminal';
import { displayNames } from './applications';

/** Everything the plan is made from. Each value has been checked: none can end a string in the script. */
export interface SetupOptions {
  /** Tenant id or one of the tenant's domains. */
  readonly tenant: string;
  readonly api: string;
  /** Empty where the script is to ask SharePoint itself. */
  readonly sharePointHosts: readonly string[];
  readonly withClientId: boolean;
  readonly engines: readonly string[];
  /** Empty where whoever runs the script becomes the first one. */
  readonly administrators: readonly string[];
}

export type SetupRequest =
  | { readonly kind: 'script' | 'checklist'; readonly options: SetupOptions }
  | { readonly kind: 'check'; readonly tenantId: string; readonly asJson: boolean };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const host = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})+$`);
const hostWithPort = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})+(?::[1-9]\\d{0,4})?$`);
// Letters of any script: what it leaves out are quotes, $, backtick, backslash and everything that is not printed.
const engineName = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._()-]{0,98}[\p{L}\p{M}\p{N})])?$/u;

const guidSchema = z
  .string()
  .check(z.regex(guid, 'must be an id such as 3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60'));

const optionsSchema = z.object({
  tenant: z.string().check(
    z.refine((value) => guid.test(value) || host.test(value), {
      error: 'must be a tenant id, or a domain of the tenant such as contoso.com, in lower case',
    }),
  ),
  api: z.string().check(
    z.refine(isHttpsOrigin, {
      error: 'must be an https origin without a path, such as https://connections.example.com',
    }),
  ),
  sharePointHosts: z
    .array(
      z
        .string()
        .check(z.regex(hostWithPort, 'must be a host name such as contoso.sharepoint.com, in lower case')),
    )
    .check(z.maxLength(50, 'can be given at most 50 times')),
  engines: z
    .array(
      z
        .string()
        .check(
          z.regex(
            engineName,
            'must be a name of at most 100 letters, digits, spaces and . _ - ( ), beginning with a letter or digit',
          ),
        ),
    )
    .check(
      z.maxLength(20, 'can be given at most 20 times'),
      z.refine(
        areDistinct,
        'must not name an engine twice, or as another application of the product is named',
      ),
    ),
  administrators: z.array(guidSchema).check(z.maxLength(20, 'can be given at most 20 times')),
});

const optionNames: Readonly<Record<string, string>> = {
  tenant: '--tenant',
  api: '--api',
  sharePointHosts: '--sharepoint',
  engines: '--engine',
  administrators: '--administrator',
};

/** The directory finds applications by name, and tells no capital letters from small ones. */
function areDistinct(engineNames: readonly string[]): boolean {
  const ours = [displayNames.connectionManager, displayNames.gallery, displayNames.sharePointClient];
  const all = [...engineNames, ...ours].map((name) => name.toLowerCase());
  return new Set(all).size === all.length;
}

function isHttpsOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && url.protocol === 'https:' && url.origin === value && hostWithPort.test(url.host);
}

const settings = {
  tenant: { type: 'string' },
  api: { type: 'string' },
  sharepoint: { type: 'string', multiple: true },
  'with-client-id': { type: 'boolean' },
  engine: { type: 'string', multiple: true },
  administrator: { type: 'string', multiple: true },
  checklist: { type: 'boolean' },
  check: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** What was asked for, or a failure that lists every mistake. A value that was refused is never shown again. */
export function readSetupRequest(words: readonly string[]): SetupRequest {
  const values = parseWords(words);
  if (values.check === true) return readCheck(values);
  if (values.json === true) throw new CommandFailure('--json goes with --check only.');
  return { kind: values.checklist === true ? 'checklist' : 'script', options: readOptions(values) };
}

function readOptions(values: ReturnType<typeof parseWords>): SetupOptions {
  const { tenant = '', api = '', sharepoint = [], engine = [], administrator = [] } = values;
  const given = { tenant, api, sharePointHosts: sharepoint, engines: engine, administrators: administrator };
  const parsed = optionsSchema.safeParse(given);
  if (!parsed.success) throw mistakes(parsed.error);
  return { ...parsed.data, withClientId: values['with-client-id'] === true };
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: settings, strict: true, allowPositionals: false }).values;
  } catch {
    // The message of parseArgs repeats what was given.
    throw new CommandFailure(
      'setup has no such option, or an option lacks its value. "connection-manager help" lists them.',
    );
  }
}

function readCheck(values: ReturnType<typeof parseWords>): SetupRequest {
  const allowed = new Set(['check', 'json', 'tenant']);
  const other = Object.keys(values).find((name) => !allowed.has(name));
  if (other !== undefined) {
    throw new CommandFailure(`--${other} does not go with --check, which looks at what is registered.`);
  }
  if (!guid.test(values.tenant ?? '')) {
    throw new CommandFailure('--tenant must be the id of a registered tenant: "tenant list" shows them.');
  }
  return { kind: 'check', tenantId: values.tenant ?? '', asJson: values.json ?? false };
}

function mistakes(error: z.core.$ZodError): CommandFailure {
  const lines = error.issues.map(
    (issue) => `  ${optionNames[String(issue.path[0])] ?? 'setup'} ${issue.message}.`,
  );
  return new CommandFailure(['setup cannot go on:', ...new Set(lines)].join('\n'));
}
