import { problemStatuses, type Problem, type ProblemCode } from '../../src/contract/problem';
import { StoreCorrupt, StoreUnavailable } from '../store/store';
import { VaultError } from '../vault/vault-error';
import { ConnectionError } from './connection-error';
import { problemTitles } from './problem-titles';

/** The one place where an error becomes what the caller is told. What is not expected tells nothing of itself. */
export function toConnectionError(error: unknown): ConnectionError {
  if (error instanceof ConnectionError) return error;
  if (error instanceof StoreUnavailable) return new ConnectionError('store_unavailable', { cause: error });
  if (error instanceof StoreCorrupt) return new ConnectionError('internal_error', { cause: error });
  if (error instanceof VaultError) return new ConnectionError(vaultCode(error), { cause: error });
  return fromFramework(error) ?? new ConnectionError('internal_error', { cause: error });
}

/** Nothing is lost while the vault cannot be reached; a credential that does not open is not a passing state. */
function vaultCode(error: VaultError): ProblemCode {
  return error.code === 'unavailable' ? 'vault_unavailable' : 'internal_error';
}

const frameworkProblems: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload_too_large', 'The body is larger than this route takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send the body as application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'invalid_request',
    'The body has another length than its Content-Length.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid_request', 'The body is not JSON.'],
  FST_ERR_BAD_URL: ['route_not_found', 'The path cannot be decoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['route_not_found', 'A part of the path is too long.'],
};

function fromFramework(error: unknown): ConnectionError | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const known = frameworkProblems[error.code];
  return known && new ConnectionError(known[0], { detail: known[1], cause: error });
}

/** RFC 9457 problem details. */
export function problemOf(error: ConnectionError, requestId: string): Problem {
  const { code, detail, because, errors, claims, confirmation } = error;
  return {
    type: `urn:workflow-gallery:problem:${code}`,
    title: problemTitles[code],
    status: problemStatuses[code],
    code,
    requestId,
    ...(detail !== undefined && { detail }),
    ...(because !== undefined && { because }),
    ...(errors !== undefined && { errors: [...errors] }),
    ...(claims !== undefined && { claims }),
    ...(confirmation !== undefined && { confirmation }),
  };
}
