import fc from 'fast-check';
import { CommandFailure } from '../command-line/terminal';
import { readSetupRequest } from './options';

const needed = ['--tenant', 'contoso.com', '--api', 'https://connections.example.com'];
const administrator = '0a000000-0000-4000-8000-000000000008';

function refusalOf(words: readonly string[]): string {
  try {
    readSetupRequest(words);
  } catch (error) {
    if (error instanceof CommandFailure) return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

const hostile = [
  `'; id; '`,
  '$(id)',
  '`id`',
  '"quoted"',
  'a\nb',
  'a\r\nb',
  'a\u0000b',
  'back\\slash',
  '${HOME}',
  'a;b',
  'a|b',
  'a b\u202E',
  '',
  ' ',
  'END_OF_JSON\n',
];

describe(readSetupRequest.name, () => {
  it('reads everything', () => {
    const words = [
      ...needed,
      '--with-client-id',
      ...['--sharepoint', 'contoso.sharepoint.com', '--sharepoint', 'contosoemea.sharepoint.com'],
      ...['--engine', 'Flow engine', '--engine', 'Süd (2)', '--administrator', administrator],
    ];
    expect(readSetupRequest(words)).toEqual({
      kind: 'script',
      options: {
        tenant: 'contoso.com',
        api: 'https://connections.example.com',
        sharePointHosts: ['contoso.sharepoint.com', 'contosoemea.sharepoint.com'],
        withClientId: true,
        engines: ['Flow engine', 'Süd (2)'],
        administrators: [administrator],
      },
    });
  });

  it('reads the least, a checklist and a check', () => {
    expect(readSetupRequest(needed)).toMatchObject({
      kind: 'script',
      options: { withClientId: false, engines: [] },
    });
    expect(readSetupRequest([...needed, '--checklist']).kind).toBe('checklist');
    expect(readSetupRequest(['--check', '--tenant', administrator, '--json'])).toEqual({
      kind: 'check',
      tenantId: administrator,
      asJson: true,
    });
  });

  it.each(
    hostile.flatMap((value) =>
      ['--tenant', '--api', '--sharepoint', '--engine', '--administrator'].map((name) => [name, value]),
    ),
  )('refuses %s %j and names the option', (name, value) => {
    const words = [...needed.filter((_word, index) => needed[index - (index % 2)] !== name), name, value];
    const refusal = refusalOf(words);
    expect(refusal).toMatch(new RegExp(`^setup cannot go on:\\n  ${name} must be`));
    if (value.trim().length > 3) expect(refusal).not.toContain(value);
  });

  it.each([
    ['--tenant', 'Contoso.com', 'in lower case'],
    ['--tenant', 'contoso', 'must be a tenant id'],
    ['--api', 'http://connections.example.com', 'must be an https origin'],
    ['--api', 'https://connections.example.com/', 'must be an https origin'],
    ['--api', 'https://user@connections.example.com', 'must be an https origin'],
    ['--sharepoint', 'https://contoso.sharepoint.com', 'must be a host name'],
    ['--engine', 'workflow gallery', 'as another application'],
    ['--administrator', 'olivia@contoso.com', 'must be an id'],
  ])('refuses %s %s', (name, value, told) => {
    expect(refusalOf([...needed, name, value])).toContain(told);
  });

  it('lists every mistake at once', () => {
    const refusal = refusalOf(['--engine', 'A', '--engine', 'a', '--sharepoint', 'x']);
    for (const name of ['--tenant', '--api', '--engine', '--sharepoint'])
      expect(refusal).toContain(`  ${name} `);
  });

  it.each([
    [['--json', ...needed]],
    [['--surprise', '$(id)']],
    [['--tenant']],
    [[...needed, 'more']],
    [['--check']],
    [['--check', '--tenant', 'contoso.com']],
    [['--check', '--tenant', administrator, '--engine', 'A']],
  ])('refuses %j', (words) => {
    expect(refusalOf(words)).not.toContain('$(id)');
  });

  it('lets no text through that could end a string of the script', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (value) => {
      for (const name of ['--tenant', '--api', '--sharepoint', '--engine', '--administrator']) {
        try {
          readSetupRequest([...needed, `${name}=${value}`]);
        } catch (error) {
          expect(error).toBeInstanceOf(CommandFailure);
          continue;
        }
        expect(value).not.toMatch(/['"\\`$\p{Cc}\p{Cf}]/u);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});
