import type { ApiClient } from '../../../client/api-client';
import { ApiProblem } from '../../../client/api-problem';
import type { ApiProblemCode } from '../../../client/api-problem';
import type { RequestOf } from '../../../client/api-request';
import type { RouteDeclaration, RouteResponse } from '../../../contract/route';
import { routes } from '../../../contract/routes';

type Routes = typeof routes;

/** What a test's connection manager answers. A route without an answer must not be called. */
export type Answers = {
  readonly [Name in keyof Routes]?: (
    request: RequestOf<Routes[Name]>,
  ) => RouteResponse<Routes[Name]> | Promise<RouteResponse<Routes[Name]>>;
};

interface FakeClient extends ApiClient {
  /** Names of the routes that were called, in order. */
  readonly called: readonly string[];
}

/** A client that answers from an object literal. */
export function fakeClient(answers: Answers): FakeClient {
  const called: string[] = [];
  async function call<R extends RouteDeclaration>(
    route: R,
    request: RequestOf<R>,
  ): Promise<RouteResponse<R>> {
    const name = Object.entries(routes).find(([, declared]) => Object.is(declared, route))?.[0] ?? '';
    called.push(name);
    const answer: unknown = Reflect.get(answers, name);
    if (typeof answer !== 'function') throw new Error(`The test has no answer for ${name}.`);
    // The type of `answers` holds the two together.
    return (await (answer as (asked: RequestOf<R>) => unknown)(request)) as RouteResponse<R>;
  }
  return { call, called };
}

/** A problem as the connection manager would describe it. */
export function problem(
  code: ApiProblemCode,
  more: Partial<ConstructorParameters<typeof ApiProblem>[0]> = {},
): ApiProblem {
  return new ApiProblem({ code, status: 400, requestId: 'req-7', ...more });
}
