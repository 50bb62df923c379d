import { createLog } from './log';

describe(createLog.name, () => {
  function setUp() {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    return { log, line: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>, lines };
  }

  it('writes JSON lines with time and level, from the level on', () => {
    const { log, line, lines } = setUp();
    log.debug('not this');
    log.info({ part: 'store' }, 'hello');
    expect(lines).toHaveLength(1);
    expect(line()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      part: 'store',
      msg: 'hello',
    });
  });

  it('writes an error with its causes, and nothing that hangs on it', () => {
    const { log, line } = setUp();
    const cause = Object.assign(new Error('the inner'), {
      code: 'ECONNREFUSED',
      response: 'hush',
      headers: { cookie: 'hush' },
    });
    log.error({ err: Object.assign(new Error('the outer', { cause }), { body: 'hush' }) }, 'failed');
    expect(line()['err']).toMatchObject({
      message: 'the outer',
      cause: { message: 'the inner', code: 'ECONNREFUSED' },
    });
    expect(JSON.stringify(line())).not.toContain('hush');
  });

  it('does not repeat what a parser quotes', () => {
    const { log, lines } = setUp();
    try {
      JSON.parse('{"access_token":"hush');
    } catch (error) {
      log.error({ err: new Error('not understood', { cause: error }) }, 'failed');
    }
    try {
      JSON.parse('hush');
    } catch (error) {
      log.error({ err: error }, 'failed');
    }
    expect(lines.join()).toContain('Something could not be parsed.');
    expect(lines.join()).not.toContain('hush');
  });

  it('redacts what should never have been given to it', () => {
    const { log, lines } = setUp();
    log.info(
      {
        authorization: 'hush',
        req: { headers: { authorization: 'hush', cookie: 'hush' } },
        form: { password: 'hush' },
      },
      'oops',
    );
    expect(lines.join()).not.toContain('hush');
    expect(lines.join()).toContain('[redacted]');
  });

  it('cuts long messages, ends circles, and survives what is no error', () => {
    const { log, line } = setUp();
    const circle = new Error('x'.repeat(10_000));
    circle.cause = circle;
    log.error({ err: circle }, 'failed');
    expect(JSON.stringify(line()).length).toBeLessThan(20_000);
    log.error({ err: 'hush' }, 'failed');
    expect(line()['err']).toEqual({ type: 'string', message: 'Something that is no error was thrown.' });
  });
});
