import type { EgressFailure } from '../egress/egress-error';

const sentences: Readonly<Record<EgressFailure, string>> = {
  url_malformed: 'The address of the system cannot be read.',
  scheme_not_allowed: 'The address of the system does not begin with https://.',
  host_not_allowed: 'The address is not at a host of the connection.',
  port_not_allowed: 'The address is not at a port of the connection.',
  address_refused: 'The system is not at a public address.',
  method_not_allowed: 'The method of the call is not allowed.',
  header_not_allowed: 'A header of the call is not allowed.',
  redirect_refused: 'The system sent the call elsewhere (redirect), which is not followed.',
  too_large: 'The system answered with more than is read.',
  timed_out: 'The system did not answer in time.',
  name_not_found: 'The name of the system is not known (DNS).',
  tls_failed: 'The certificate of the system is not trusted.',
  unreachable: 'The system could not be reached.',
};

/** What became of a call that gave no answer, in one sentence that names no address and nothing secret. */
export function describeEgressFailure(failure: EgressFailure): string {
  return sentences[failure];
}
