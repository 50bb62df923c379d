import { field, Script, operations } from './script';
import { openWorkplace } from './workplace';
import type { Workplace } from './workplace';

let workplace: Workplace;
let script: Script;

beforeAll(async () => {
  workplace = await openWorkplace();
  script = new Script(workplace.fetch);
});
afterAll(async () => workplace.close());

describe('a reader', () => {
  it('sees what everyone may use, may not add, and is told why', async () => {
    const owner = await script.token({ person: 'olivia' });
    expect((await script.createConnection(owner, 'Ledger for everyone')).status).toBe(201);
    const desk = await workplace.open('ravi');
    await desk.page.getByText('Ledger for everyone').first().waitFor();
    await desk.page
      .getByText('Only site owners can add shared connections here. Ask an owner of Operations.')
      .waitFor();
    const add = desk.page.getByRole('button', { name: 'Add connection' }).first();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    const row = desk.page.getByRole('row', { name: /Ledger for everyone/ });
    expect(await row.getByRole('button', { name: /Commands for/ }).count()).toBe(0);
    await desk.close();
  });

  it('is refused by the API too, whatever the screen would have offered', async () => {
    const reader = await script.token({ person: 'ravi' });
    const refused = await script.createConnection(reader, 'Ledger of a reader');
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed', because: 'roleTooWeak' } });
    const claimed = await script.call('POST', '/connections?role=siteOwner&isSiteAdmin=true', {
      token: reader,
      headers: { 'idempotency-key': 'claims-a-role' },
      body: { site: operations, role: 'siteOwner' },
    });
    expect(claimed.status).toBe(422);
  });
});

describe('the highest role of its creator', () => {
  it.each([
    ['olivia', 'site'],
    ['amir', 'siteCollection'],
    ['walt', 'tenant'],
  ])('decides how far a connection of %s reaches: %s', async (person, availability) => {
    const created = await script.createConnection(await script.token({ person }), `Ledger of ${person}`);
    expect(created).toMatchObject({ status: 201, body: { availability } });
  });

  it.each(['dana', 'ravi', 'gus'])('lets %s create nothing', async (person) => {
    const refused = await script.createConnection(await script.token({ person }), `Ledger of ${person}`);
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('is of no help to somebody without access to the site, or of another tenant', async () => {
    const nora = await script.createConnection(await script.token({ person: 'nora' }), 'Ledger of nobody');
    expect(nora).toMatchObject({ status: 404, body: { code: 'site_not_found' } });
    const felix = await script.token({ tenant: 'fabrikam', person: 'felix', client: 'sharePointClient' });
    const foreign = await script.createConnection(felix, 'Ledger of another tenant');
    expect(foreign).toMatchObject({ status: 404, body: { code: 'site_not_found' } });
  });
});

describe('a connection one may not see', () => {
  it('looks like one that does not exist', async () => {
    const owner = await script.token({ person: 'olivia' });
    const created = await script.createConnection(owner, 'Ledger of one site');
    const stranger = await script.token({ person: 'pia' });
    const projects = encodeURIComponent(operations.replace('/operations', '/projects'));
    const answers = await Promise.all(
      [field(created, 'id'), 'con_00000000000000000000000000'].map(async (id) =>
        script.call('GET', `/connections/${id}?site=${projects}`, { token: stranger }),
      ),
    );
    const [hidden, missing] = answers.map(({ status, body }) => ({
      status,
      body: { ...body, requestId: 'any' },
    }));
    expect(hidden).toEqual(missing);
    expect(hidden).toMatchObject({ status: 404, body: { code: 'connection_not_found' } });
  });
});
