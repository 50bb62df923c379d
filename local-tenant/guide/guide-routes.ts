import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerMessagePage } from '../directory/pages';
import type { TenantDirectory } from '../directory/tenant-directory';
import type { SharePoint } from '../sharepoint/sharepoint';
import { answerJson, readJsonObject, UnreadableBody } from '../http/answers';
import { connectionManagerOrigin, directoryOrigin, sharePointOrigin, sharePointsOf } from '../world/world';
import { describeLocalTenant, guideAddress } from './local-tenant-guide';
import {
  switchAccount,
  switchConditionalAccess,
  switchConsent,
  switchMembership,
  switchSitePermission,
} from './policy-switches';
import { issueScriptToken } from './script-tokens';

const guidePath = new URL(guideAddress).pathname;

/** Answers the guide, what SharePoint was asked for in vain, tokens for scripts, policy switches, and direct sign-in. True if the address was one of these. */
export function createGuide(
  directories: readonly TenantDirectory[],
  sharePoint: Pick<SharePoint, 'unknownAddresses'>,
) {
  const tenants = directories.map(({ tenant }) => tenant);
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', directoryOrigin);
    switch (`${request.method ?? ''} ${url.pathname}`) {
      case `GET ${guidePath}`:
        answerJson(response, 200, describeLocalTenant(tenants));
        return true;
      case `GET ${guidePath}/unknown-addresses`:
        answerJson(response, 200, { unknownAddresses: sharePoint.unknownAddresses() });
        return true;
      case `POST ${guidePath}/tokens`:
        await answerToken(directories, request, response);
        return true;
      case `GET ${guidePath}/sign-in`:
        await signInAndContinue(directories, request, response);
        return true;
    }
    const flip =
      request.method === 'PUT' ? switches.get(url.pathname.slice(guidePath.length + 1)) : undefined;
    if (flip === undefined || !url.pathname.startsWith(`${guidePath}/`)) return false;
    await answerSwitch(request, response, (wish) => flip(tenants, wish));
    return true;
  };
}

const switches: ReadonlyMap<string, typeof switchConsent> = new Map([
  ['consents', switchConsent],
  ['conditional-access', switchConditionalAccess],
  ['accounts', switchAccount],
  ['memberships', switchMembership],
  ['site-permissions', switchSitePermission],
]);

async function answerToken(
  directories: readonly TenantDirectory[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status, body } = await issueScriptToken(directories, await readJsonObject(request));
    answerJson(response, status, body);
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    answerJson(response, 400, { error: 'invalid_request', error_description: error.message });
  }
}

/** For tests: an administrator's decisions, taken back when the local tenant is started again. */
async function answerSwitch(
  request: IncomingMessage,
  response: ServerResponse,
  decide: (wish: Readonly<Record<string, unknown>>) => boolean,
): Promise<void> {
  try {
    const isUnderstood = decide(await readJsonObject(request));
    if (isUnderstood) answerJson(response, 200, {});
    else answerJson(response, 400, { error: 'invalid_request' });
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    answerJson(response, 400, { error: 'invalid_request', error_description: error.message });
  }
}

async function signInAndContinue(
  directories: readonly TenantDirectory[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { searchParams } = new URL(request.url ?? '/', directoryOrigin);
  const directory = directories.find(
    ({ tenant }) => tenant.key === (searchParams.get('tenant') ?? 'contoso'),
  );
  const person = directory?.tenant.people.find(({ key }) => key === searchParams.get('person'));
  if (directory === undefined || person === undefined) {
    answerMessagePage(response, 404, 'There is no such person in the local tenant.');
    return;
  }
  const onward = searchParams.get('continue');
  if (onward !== null && !isLocal(directories, onward)) {
    answerMessagePage(response, 400, 'The address to continue to is not one of the local tenant.');
    return;
  }
  await directory.signIn(person, request, response);
  if (onward === null) {
    answerMessagePage(response, 200, `${person.displayName} is signed in to this browser.`);
    return;
  }
  response.writeHead(303, {
    location: onward,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end();
}

/** Nobody may use the sign-in to lead a browser elsewhere. */
function isLocal(directories: readonly TenantDirectory[], address: string): boolean {
  const origins = [
    directoryOrigin,
    connectionManagerOrigin,
    ...directories.flatMap(({ tenant }) => sharePointsOf(tenant).map(sharePointOrigin)),
  ];
  return URL.canParse(address) && origins.includes(new URL(address).origin);
}
