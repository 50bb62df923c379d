import path from 'node:path';
import { variableNames, variables, type LogLevel, type Variable, type VariableName } from './variables';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the credentials and their keys are. */
export interface StorageConfiguration {
  readonly databaseFile: string;
  readonly masterKeyFile: string;
  /** By tenant id, for those that have one: tenant keys of an earlier generation are refused (S16). */
  readonly lowestKeyGenerations: ReadonlyMap<string, number>;
}

/** Who speaks TLS with the world: this process, or a proxy before it. */
export type TlsConfiguration =
  | { readonly kind: 'here'; readonly certificateFile: string; readonly keyFile: string }
  | { readonly kind: 'proxy' };

export interface Configuration extends StorageConfiguration {
  readonly origin: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: TlsConfiguration;
  readonly logLevel: LogLevel;
  /** Hosts with ports; empty except in development. */
  readonly allowedLoopbackHosts: readonly string[];
}

/** What is wrong with one variable and how to put it right. It never shows the value. */
export interface Mistake {
  readonly variable: string;
  readonly message: string;
}

export type Reading<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

type ValueOf<Name extends VariableName> =
  (typeof variables)[Name] extends Variable<infer Value> ? Value : never;

/** Collects the mistakes of all variables, so that they are told at once. */
class EnvironmentReader {
  readonly mistakes: Mistake[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The value, or `undefined` where it is not set or is a mistake. */
  read<Name extends VariableName>(name: Name): ValueOf<Name> | undefined {
    const declaration: Variable = variables[name];
    const text = this.#text(name) ?? declaration.usual;
    if (text === undefined) {
      if (declaration.isOptional === undefined) this.add(name, `is not set. ${declaration.cure}`);
      return undefined;
    }
    const parsed = declaration.schema.safeParse(text);
    if (parsed.success) return parsed.data as ValueOf<Name>;
    this.add(name, `has a value that cannot be used. ${declaration.cure}`);
    return undefined;
  }

  isSet(name: VariableName): boolean {
    return this.#text(name) !== undefined;
  }

  add(variable: string, message: string): void {
    this.mistakes.push({ variable, message });
  }

  #text(name: string): string | undefined {
    const text = this.#environment[name];
    return text === '' ? undefined : text;
  }
}

/** Reads everything `serve` needs. Either all of it holds, or every mistake is listed. */
export function readConfiguration(environment: Environment): Reading<Configuration> {
  const reader = new EnvironmentReader(environment);
  const storage = readStorage(reader);
  const origin = reader.read('WFC_ORIGIN');
  const host = reader.read('WFC_LISTEN_HOST');
  const port = reader.read('WFC_LISTEN_PORT');
  const logLevel = reader.read('WFC_LOG_LEVEL');
  const tls = readTls(reader);
  const allowedLoopbackHosts = reader.read('WFC_ALLOWED_LOOPBACK_HOSTS') ?? [];
  refuseUnknown(reader, environment);
  if (reader.mistakes.length > 0) return { kind: 'mistakes', mistakes: reader.mistakes };
  if (!storage || !origin || !host || port === undefined || !logLevel || !tls)
    throw new TypeError('A mistake was not listed.');
  return {
    kind: 'read',
    value: { ...storage, origin, listen: { host, port }, tls, logLevel, allowedLoopbackHosts },
  };
}

/** Reads what the commands need that change the store without serving. */
export function readStorageConfiguration(environment: Environment): Reading<StorageConfiguration> {
  const reader = new EnvironmentReader(environment);
  const storage = readStorage(reader);
  return storage === undefined || reader.mistakes.length > 0
    ? { kind: 'mistakes', mistakes: reader.mistakes }
    : { kind: 'read', value: storage };
}

function readStorage(reader: EnvironmentReader): StorageConfiguration | undefined {
  const databaseFile = reader.read('WFC_DATABASE_FILE');
  const masterKeyFile = reader.read('WFC_MASTER_KEY_FILE');
  const lowestKeyGenerations = reader.read('WFC_LOWEST_KEY_GENERATIONS') ?? new Map<string, number>();
  if (databaseFile === undefined || masterKeyFile === undefined) return undefined;
  if (isBeside(masterKeyFile, databaseFile)) {
    reader.add(
      'WFC_MASTER_KEY_FILE',
      'names a file in the folder of the database. Keep the key elsewhere, so that no copy of one folder holds both.',
    );
    return undefined;
  }
  return { databaseFile, masterKeyFile, lowestKeyGenerations };
}

function isBeside(keyFile: string, databaseFile: string): boolean {
  const relative = path.relative(path.dirname(databaseFile), keyFile);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

function readTls(reader: EnvironmentReader): TlsConfiguration | undefined {
  const certificateFile = reader.read('WFC_TLS_CERTIFICATE_FILE');
  const keyFile = reader.read('WFC_TLS_KEY_FILE');
  if (certificateFile !== undefined && keyFile !== undefined)
    return { kind: 'here', certificateFile, keyFile };
  const isCertificateSet = reader.isSet('WFC_TLS_CERTIFICATE_FILE');
  const isKeySet = reader.isSet('WFC_TLS_KEY_FILE');
  if (!isCertificateSet && !isKeySet) return { kind: 'proxy' };
  if (isCertificateSet !== isKeySet) {
    const missing = isCertificateSet ? 'WFC_TLS_KEY_FILE' : 'WFC_TLS_CERTIFICATE_FILE';
    reader.add(
      missing,
      'is not set, and the other TLS file is. Set both, or neither where a proxy speaks TLS.',
    );
  }
  return undefined;
}

/** A misspelt variable would otherwise be a setting that silently does nothing. */
function refuseUnknown(reader: EnvironmentReader, environment: Environment): void {
  const known: readonly string[] = variableNames;
  for (const name of Object.keys(environment)) {
    if (name.startsWith('WFC_') && !known.includes(name))
      reader.add(name, 'is not a variable of the connection manager. Correct its name or remove it.');
  }
}
