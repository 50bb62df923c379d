import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { EgressError } from './egress-error';

type Decoder = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

export interface BodyLimits {
  readonly bodyBytes: number;
  /** Called for each piece that arrives. */
  readonly onProgress: () => void;
}

/** Returns the whole body as sent, or throws EgressError as soon as it is seen to be larger than the limit. */
export async function readBody(chunks: AsyncIterable<Uint8Array>, limits: BodyLimits): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    limits.onProgress();
    size += chunk.byteLength;
    if (size > limits.bodyBytes) throw new EgressError('too_large');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Throws EgressError if the announced length is over the limit: then nothing of the body is read. */
export function checkAnnouncedLength(contentLength: string | undefined, bodyBytes: number): void {
  if (contentLength !== undefined && Number(contentLength) > bodyBytes) throw new EgressError('too_large');
}

/**
 * Returns the body without its content coding, and never makes more of it than the limit. Several codings one
 * upon the other serve to multiply, and are refused as not understood.
 */
export async function decodeBody(
  body: Uint8Array,
  coding: string | undefined,
  bodyBytes: number,
): Promise<{ readonly body: Uint8Array; readonly wasDecoded: boolean }> {
  const name = coding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '' || body.byteLength === 0) return { body, wasDecoded: false };
  const decode = decoders.get(name);
  if (decode === undefined) throw new EgressError('unreachable');
  return { body: await decode(body, { maxOutputLength: bodyBytes }), wasDecoded: true };
}
