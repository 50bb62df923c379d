import type { RouteResponse } from '../../src/contract/route';
import type { ConnectionValue } from '../connections/connection-record';
import type { Credential } from '../connections/credential';
import { applyCredential } from '../connectors/apply-credential';
import { baseAddressOf } from '../connectors/connector-addresses';
import type { ConnectorDefinition } from '../connectors/connector-definition';
import { credentialHeaderOf } from '../connectors/credential-header';
import { describeEgressFailure } from '../connectors/egress-failure';
import { findConnector } from '../connectors/registry';
import type { Egress } from '../egress/egress';
import { EgressError } from '../egress/egress-error';
import { ConnectionError } from '../problems/connection-error';
import { prepareCall, type OutgoingRequest, type RequestedCall } from './outgoing-request';
import type { invoke } from './routes';

/** Judges the call before anything secret is opened for it. */
export function prepareInvocation(
  connection: ConnectionValue,
  call: RequestedCall,
): { readonly request: OutgoingRequest; readonly definition: ConnectorDefinition } {
  const definition = findConnector(connection.connectorId);
  if (definition === undefined) throw new ConnectionError('connection_not_ready', { because: 'invalid' });
  const { allowedHosts, authMethodId, settings } = connection;
  const baseAddress = baseAddressOf(definition, settings);
  const credentialHeader = credentialHeaderOf({ definition, authMethodId, settings }).name;
  return { definition, request: prepareCall(call, { baseAddress, allowedHosts, credentialHeader }) };
}

export interface Invocation {
  readonly connection: ConnectionValue;
  readonly definition: ConnectorDefinition;
  readonly credential: Credential;
  readonly request: OutgoingRequest;
}

/**
 * Makes the call with the credential, at the hosts that were fixed when the connection was connected. The
 * system's answer is the engine's, whatever its status, except 401: that says that the credential no longer works.
 */
export async function invokeThrough(
  egress: Pick<Egress, 'send'>,
  { connection, definition, credential, request }: Invocation,
): Promise<RouteResponse<typeof invoke>> {
  const { method, url, headers, body } = request;
  const { authMethodId, settings } = connection;
  try {
    const answer = await egress.send({
      purpose: 'invoke',
      url: url.href,
      method,
      headers: { ...headers, ...applyCredential({ definition, authMethodId, settings, credential }) },
      ...(body !== undefined && { body }),
      allowedHosts: connection.allowedHosts,
    });
    if (answer.status === 401)
      throw new ConnectionError('credential_refused', { detail: 'The system refused the credential (401).' });
    return {
      status: answer.status,
      headers: answer.headers,
      bodyBase64: Buffer.from(answer.body).toString('base64'),
    };
  } catch (error) {
    throw error instanceof EgressError ? problemOf(error) : error;
  }
}

function problemOf(error: EgressError): ConnectionError {
  const detail = describeEgressFailure(error.code);
  switch (error.code) {
    case 'host_not_allowed':
    case 'port_not_allowed':
    case 'scheme_not_allowed':
      return new ConnectionError('not_allowed', { because: 'hostNotAllowed', cause: error });
    case 'url_malformed':
      return new ConnectionError('invalid_request', {
        errors: [{ field: 'request.url', code: 'not_a_url', message: detail }],
        cause: error,
      });
    case 'header_not_allowed':
    case 'method_not_allowed':
      return new ConnectionError('invalid_request', {
        errors: [{ field: 'request.headers', code: 'pattern', message: detail }],
        cause: error,
      });
    default:
      return new ConnectionError('system_unreachable', { detail, cause: error });
  }
}
