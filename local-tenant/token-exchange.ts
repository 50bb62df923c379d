import { contextsAsked } from './directory/conditional-access';
import type { Directory } from './directory/directory';
import { decideForPerson } from './directory/token-grants';
import type { ExchangeToken } from './sharepoint/rest/exchange-token';

/**
 * Gets SharePoint's server tokens for its shared client, in the name of the person on the page: for what was
 * approved on the API access page, and for no other client.
 */
export function createTokenExchange({ tenants }: Pick<Directory, 'tenants'>): ExchangeToken {
  return async ({ tenant, person, resource, clientId, claims }) => {
    const directory = tenants.find((each) => each.tenant.tenantId === tenant.tenantId);
    const client = tenant.applications.find(({ key }) => key === 'sharePointClient');
    if (directory === undefined || client?.appId !== clientId) {
      return { refused: `AADSTS700016: Application with identifier '${clientId}' was not found.` };
    }
    const decision = decideForPerson(directory.tenant, person, { clientId, scope: `${resource}/.default` });
    if (decision.kind === 'refused') return { refused: decision.refusal.description };
    const { subject } = decision;
    const contexts = contextsAsked(claims);
    const granted = subject.kind === 'person' ? { ...decision, subject: { ...subject, contexts } } : decision;
    return { token: await directory.issue(clientId, granted) };
  };
}
