import type { EgressRequest, EgressResponse } from '../egress/egress';
import { json } from './test-directory';

export const graphHost = 'graph.microsoft.com';

/** A person as the tests' Graph has them. */
export interface GraphPerson {
  readonly displayName: string;
  readonly accountEnabled: boolean | null;
  readonly userType: string | null;
  readonly userPrincipalName: string;
  readonly memberOf: readonly string[];
}

/** What was asked, in the order in which it came. */
export interface GraphRequest {
  readonly method: string;
  /** Path and query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

export function graphPerson(displayName: string, changes: Partial<GraphPerson> = {}): GraphPerson {
  const userPrincipalName = `${displayName.toLowerCase().replaceAll(' ', '.')}@contoso.example`;
  return {
    displayName,
    accountEnabled: true,
    userType: 'Member',
    userPrincipalName,
    memberOf: [],
    ...changes,
  };
}

/** A Graph without a network, which answers the calls the product makes. Nothing in it checks permissions. */
export class TestGraph {
  readonly people = new Map<string, GraphPerson>();
  /** Names by object id. */
  readonly groups = new Map<string, string>();
  readonly requests: GraphRequest[] = [];
  isDown = false;
  /** When set, every request is answered with this status. */
  status: number | undefined;

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    const path = decodeURIComponent(url.pathname.replace('/v1.0/', '') + url.search);
    const query = url.searchParams;
    this.requests.push({ method, path, query, headers: new Headers(init.headers), body });
    if (this.isDown) throw new Error('Graph is down.');
    if (this.status !== undefined) return answer(this.status, { error: {} });
    return this.#answer(url, body);
  };

  /** The same through an egress. */
  async send({ url, method, headers, body }: EgressRequest): Promise<EgressResponse> {
    const text = body === undefined ? {} : { body: Buffer.from(body).toString() };
    const response = await this.fetch(url, { method, headers: { ...headers }, ...text });
    return json(response.status, await response.json());
  }

  #answer({ pathname, searchParams }: URL, body: string): Response {
    const [kind = '', objectId, call] = pathname.replace('/v1.0/', '').split('/');
    if (call === 'checkMemberGroups') return this.#memberGroups(objectId ?? '', body);
    if (objectId !== undefined) {
      const person = this.people.get(objectId);
      return person === undefined ? answer(404, { error: {} }) : answer(200, { id: objectId, ...person });
    }
    const everything = kind === 'users' ? [...this.people] : [...this.groups].map(asGroup);
    const isFound = condition(searchParams);
    const value = everything
      .filter(([id, { displayName }]) => isFound(id, displayName))
      .map(([id, rest]) => ({ id, ...rest }));
    return answer(200, { value });
  }

  #memberGroups(objectId: string, body: string): Response {
    const person = this.people.get(objectId);
    if (person === undefined) return answer(404, { error: {} });
    const { groupIds }: { groupIds: string[] } = JSON.parse(body);
    return answer(200, { value: person.memberOf.filter((groupId) => groupIds.includes(groupId)) });
  }
}

function asGroup([id, displayName]: [string, string]): [string, { displayName: string }] {
  return [id, { displayName }];
}

function condition(searchParams: URLSearchParams): (id: string, name: string) => boolean {
  const filter = searchParams.get('$filter');
  if (filter !== null) return (id) => filter.includes(`'${id}'`);
  const words = /^"displayName:(.*)"$/s.exec(searchParams.get('$search') ?? '')?.[1]?.toLowerCase() ?? '';
  return (_id, name) => name.toLowerCase().includes(words);
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}
