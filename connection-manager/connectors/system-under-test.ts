import { createEgress, type Egress } from '../egress/egress';
import { startHttpsServer, type Answer, type HttpsServer } from '../egress/https-server';

/** A system on this machine that a test decides over, and an egress that may reach it and nothing else. */
export interface SystemUnderTest {
  readonly egress: Egress;
  /** `ledger.test:40123` */
  readonly host: string;
  readonly address: string;
  /** What it was asked, oldest first: method, path, and the headers it received. */
  readonly asked: readonly AskedRequest[];
  answer: Answer;
}

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const name = 'ledger.test';

/** Starts the system for each test of the enclosing block, and stops it afterwards. */
export function useSystem(): SystemUnderTest {
  let server: HttpsServer | undefined;
  let egress: Egress | undefined;
  const asked: AskedRequest[] = [];
  let answer: Answer = demandBasic({});

  beforeEach(async () => {
    asked.length = 0;
    answer = demandBasic({});
    server = await startHttpsServer([name], (request, response) => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
      answer(request, response);
    });
    egress = createEgress({
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
      allowedLoopbackHosts: [`${name}:${server.port}`],
      trustedCertificates: [server.certificate],
    });
  });
  afterEach(async () => {
    await egress?.close();
    await server?.close();
  });

  return {
    get egress() {
      if (egress === undefined) throw new Error('The system runs only within a test.');
      return egress;
    },
    get host() {
      return `${name}:${server?.port ?? 0}`;
    },
    get address() {
      return `https://${name}:${server?.port ?? 0}`;
    },
    asked,
    get answer() {
      return answer;
    },
    set answer(next) {
      answer = next;
    },
  };
}

/** Answers 200 with `{"account": …}` to the passwords it knows, by username, and 401 to everybody else. */
export function demandBasic(passwords: Readonly<Record<string, string>>): Answer {
  const known = new Map(
    Object.entries(passwords).map(([username, password]) => [
      `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      username,
    ]),
  );
  return (request, response) => {
    request.resume();
    const account = known.get(request.headers.authorization ?? '');
    if (account === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="ledger", charset="UTF-8"' }).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'session=1' })
      .end(JSON.stringify({ account }));
  };
}

/** Answers 200 with `{"account": …}` to the values of a header that it knows, by account, and 401 to everybody else. */
export function demandHeader(header: string, values: Readonly<Record<string, string>>): Answer {
  return (request, response) => {
    request.resume();
    const account = Object.keys(values).find((each) => values[each] === request.headers[header]);
    if (account === undefined) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"No such key."}');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ account }));
  };
}
