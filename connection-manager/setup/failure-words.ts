import { toEgressError, type EgressFailure } from '../egress/egress-error';

const words: Readonly<Record<EgressFailure, string>> = {
  url_malformed: 'the address is malformed.',
  scheme_not_allowed: 'only https is called.',
  host_not_allowed: 'it leads to another host.',
  port_not_allowed: 'the port is not allowed.',
  address_refused: 'the name leads to a private address, which is never called.',
  method_not_allowed: 'the call was not allowed.',
  header_not_allowed: 'the call was not allowed.',
  redirect_refused: 'it answers with a redirect.',
  too_large: 'its answer is too large.',
  timed_out: 'it did not answer in time.',
  name_not_found: 'the name does not exist.',
  tls_failed: 'its certificate is not trusted.',
  unreachable: 'it cannot be reached, or its answer is not understood.',
};

/** Why a call failed, for a person. Says nothing of what was sent. */
export function failureWords(error: unknown): string {
  return words[toEgressError(error).code];
}
