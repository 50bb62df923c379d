import type { Answer } from '../../egress/https-server';

/**
 * Answers as SendGrid does at the address of the test call: the shapes of its OpenAPI document, the sentences
 * of its page about errors, and 406 where nothing is said about the answer's form.
 */
export function sendgridStandIn(key: string, scopes: readonly string[]): Answer {
  return (request, response) => {
    request.resume();
    function answer(status: number, body: object): void {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }
    function refuse(status: number, message: string): void {
      answer(status, { errors: [{ message, field: null, help: null }] });
    }
    const { authorization, accept } = request.headers;
    if (accept === undefined) return refuse(406, 'accept header required');
    if (authorization === undefined) return refuse(401, 'authorization required');
    if (authorization !== `Bearer ${key}`) {
      return refuse(401, 'The provided authorization grant is invalid, expired, or revoked');
    }
    if (request.method !== 'GET' || request.url !== '/v3/scopes') return refuse(404, 'not found');
    return answer(200, { scopes });
  };
}
