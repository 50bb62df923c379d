/** A refusal as Microsoft Graph words it. */
export class GraphProblem extends Error {
  override readonly name = 'GraphProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function forbidden(): GraphProblem {
  const message = 'Insufficient privileges to complete the operation.';
  return new GraphProblem(403, 'Authorization_RequestDenied', message);
}

export function notFound(): GraphProblem {
  return new GraphProblem(404, 'Request_ResourceNotFound', 'The resource does not exist in this directory.');
}
