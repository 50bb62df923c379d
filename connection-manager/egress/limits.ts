/** Why a call goes out. Each purpose has its own limits, and appears in logs instead of the address. */
export type EgressPurpose = 'directory' | 'sharePoint' | 'graph' | 'connectionTest' | 'invoke';

export interface EgressLimits {
  /** From the start (name, connection, TLS and request included) until the answer's headers are there. */
  readonly headersMilliseconds: number;
  /** Between two pieces of the answer's body. */
  readonly idleMilliseconds: number;
  /** From the start to the last byte, however steadily it drips. */
  readonly totalMilliseconds: number;
  /** Of the answer's body, both as sent and after decompression. */
  readonly bodyBytes: number;
  /**
   * Whether connections are kept for the next call. Never where a tenant names the host: some systems
   * authenticate the connection instead of the request (NTLM, RFC 4559 §6), and it would serve another tenant.
   */
  readonly keepsConnections: boolean;
}

/** The answer's head, whatever the purpose. */
export const headerBytes = 16 * 1024;

const mebibyte = 1024 * 1024;

export const egressLimits: Readonly<Record<EgressPurpose, EgressLimits>> = {
  directory: limits({ headers: 10, idle: 5, total: 15, bodyBytes: mebibyte, keepsConnections: true }),
  sharePoint: limits({ headers: 10, idle: 5, total: 20, bodyBytes: 4 * mebibyte, keepsConnections: true }),
  graph: limits({ headers: 10, idle: 5, total: 20, bodyBytes: 4 * mebibyte, keepsConnections: true }),
  connectionTest: limits({ headers: 10, idle: 5, total: 20, bodyBytes: mebibyte, keepsConnections: false }),
  invoke: limits({ headers: 30, idle: 15, total: 60, bodyBytes: 8 * mebibyte, keepsConnections: false }),
};

interface SecondsAndBytes extends Pick<EgressLimits, 'bodyBytes' | 'keepsConnections'> {
  readonly headers: number;
  readonly idle: number;
  readonly total: number;
}

function limits({ headers, idle, total, ...rest }: SecondsAndBytes): EgressLimits {
  return {
    headersMilliseconds: headers * 1000,
    idleMilliseconds: idle * 1000,
    totalMilliseconds: total * 1000,
    ...rest,
  };
}
