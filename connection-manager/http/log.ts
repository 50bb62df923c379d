import { isNativeError } from 'node:util/types';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Configuration } from '../configuration/configuration';

const mostCauses = 5;
const longestMessage = 500;

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * The log: JSON lines. No request or answer is ever given to it, only what a line names; the redaction is
 * for the day somebody forgets that.
 */
export function createLog(level: Configuration['logLevel'], destination: DestinationStream): Logger {
  const secretNames = [
    'authorization',
    'cookie',
    'set-cookie',
    'password',
    'client_secret',
    'assertion',
    'access_token',
  ];
  const paths = secretNames.flatMap((name) => [
    `["${name}"]`,
    `*["${name}"]`,
    `*.*["${name}"]`,
    `*.*.*["${name}"]`,
  ]);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => loggedError(error, mostCauses) },
      redact: { paths, censor: '[redacted]' },
    },
    destination,
  );
}

/** An error by its name, code, words and place. Whatever else libraries hang on their errors stays out. */
function loggedError(error: unknown, causesLeft: number): LoggedError {
  // The framework's errors are no native ones, and those of another realm no instances.
  if (!(error instanceof Error) && !isNativeError(error))
    return { type: typeof error, message: 'Something that is no error was thrown.' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const hasCause = error.cause !== undefined && causesLeft > 0;
  return {
    type: error.name,
    message: messageOf(error),
    ...(code !== undefined && { code }),
    stack: placeOf(error),
    ...(hasCause && { cause: loggedError(error.cause, causesLeft - 1) }),
  };
}

function messageOf(error: Error): string {
  // A parser quotes what it could not read, and that may be an answer with a token in it.
  if (error.name === 'SyntaxError') return 'Something could not be parsed.';
  return error.message.slice(0, longestMessage);
}

/** Without its first lines, which repeat the message. */
function placeOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
