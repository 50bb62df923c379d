import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const preload = join(__dirname, 'localhost-names.mjs');

/** Runs a script in a process of its own, because the preload changes the whole process. */
async function answerOf(script: string, withPreload = true): Promise<unknown> {
  const flags = withPreload ? ['--import', preload] : [];
  const { stdout } = await run(process.execPath, [...flags, '--input-type=module', '-e', script]);
  return JSON.parse(stdout) as unknown;
}

const byCallback = (options: string): string => `
  import { lookup } from 'node:dns';
  lookup('contoso.sharepoint.localhost', ${options}, (error, ...answer) =>
    console.log(JSON.stringify(error ? error.code : answer)));`;

describe('localhost-names.mjs', () => {
  it.each([
    ['a single answer', '{}', ['127.0.0.1', 4]],
    ['a family', '4', ['127.0.0.1', 4]],
    ['all answers', '{ all: true }', [[{ address: '127.0.0.1', family: 4 }]]],
  ])('answers the callback form that asks for %s', async (_form, options, expected) => {
    expect(await answerOf(byCallback(options))).toEqual(expected);
  });

  it('answers the callback form without options', async () => {
    const script = `import dns from 'node:dns';
      dns.lookup('A.LOCALHOST.', (error, address) => console.log(JSON.stringify(address)));`;
    expect(await answerOf(script)).toBe('127.0.0.1');
  });

  it('answers both promise forms', async () => {
    const script = `import { promises } from 'node:dns'; import { lookup } from 'node:dns/promises';
      console.log(JSON.stringify([await promises.lookup('a.localhost'), await lookup('b.localhost', { all: true })]));`;
    const loopback = { address: '127.0.0.1', family: 4 };
    expect(await answerOf(script)).toEqual([loopback, [loopback]]);
  });

  it('is what a connection of Node itself uses', async () => {
    const script = `import http from 'node:http';
      const server = http.createServer((request, response) => response.end(request.headers.host));
      server.listen(0, '127.0.0.1', async () => {
        const answer = await fetch('http://any.name.localhost:' + server.address().port);
        console.log(JSON.stringify((await answer.text()).split(':')[0]));
        server.close();
      });`;
    expect(await answerOf(script)).toBe('any.name.localhost');
  });

  it('leaves every other name to the resolver', async () => {
    const script = `import { lookup } from 'node:dns/promises';
      const outcome = (name) => lookup(name).then(() => 'found', (error) => error.code);
      console.log(JSON.stringify([(await lookup('127.0.0.1')).address, await outcome('localhost.invalid')]));`;
    const [numeric, invalid] = (await answerOf(script)) as [string, string];
    expect(numeric).toBe('127.0.0.1');
    expect(invalid).not.toBe('found');
  });

  it('is needed: without it Node does not find such a name', async () => {
    expect(await answerOf(byCallback('{}'), false)).not.toEqual(['127.0.0.1', 4]);
  });
});
