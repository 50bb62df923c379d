import type { Answer } from '../../egress/https-server';

export interface ServiceNowAccount {
  readonly username: string;
  readonly password: string;
  /** Tables the account may read, with their records. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** Answers as the Table API of a ServiceNow instance does: 401 without an account, 403 where a table is closed to it. */
export function serviceNowStandIn({ username, password, tables }: ServiceNowAccount): Answer {
  const expected = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  return (request, response) => {
    request.resume();
    function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
      const all = { 'content-type': 'application/json;charset=UTF-8', ...headers };
      response.writeHead(status, all).end(JSON.stringify(body));
    }
    function refuse(status: number, message: string, detail: string): void {
      const headers = status === 401 ? { 'www-authenticate': 'BASIC realm="Service-now"' } : {};
      answer(status, { error: { message, detail }, status: 'failure' }, headers);
    }
    if (request.headers.authorization !== expected) {
      return refuse(401, 'User Not Authenticated', 'Required to provide Auth information');
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://instance.invalid');
    const table = /^\/api\/now\/table\/([a-z0-9_]+)$/.exec(pathname)?.[1];
    if (request.method !== 'GET' || table === undefined) {
      return refuse(400, 'Requested URI does not represent any resource', pathname);
    }
    const records = Object.hasOwn(tables, table) ? tables[table] : undefined;
    if (records === undefined) return refuse(403, 'Insufficient rights to query records', table);
    const limit = Number(searchParams.get('sysparm_limit') ?? 10_000);
    const fields = (searchParams.get('sysparm_fields') ?? '').split(',');
    const result = records
      .slice(0, limit)
      .map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => fields.includes(name))));
    return answer(200, { result }, { 'x-total-count': String(records.length) });
  };
}
