import { interactionPolicy, type Context } from 'oidc-provider';
import type { Tenant } from '../world/world';
import { refuseAccount } from './token-grants';

/** When the sign-in page is shown although somebody is signed in to this browser. */
export function signInPolicy(tenant: Tenant): unknown {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  policy.add(new interactionPolicy.Prompt({ name: 'consent', requestable: true }), 1);
  const { checks } = policy.get('login');
  checks.get('no_session').description =
    'AADSTS50058: A silent sign-in request was sent, but nobody is signed in.';
  checks.add(
    new interactionPolicy.Check(
      'account',
      'AADSTS50057: The account of the person who is signed in is disabled or deleted.',
      'login_required',
      ({ oidc }) => !isSignedInEnabled(tenant, oidc),
    ),
  );
  checks.add(
    new interactionPolicy.Check(
      'login_hint',
      'AADSTS50058: A silent sign-in request was sent, but the hinted person is not signed in.',
      'login_required',
      ({ oidc }) => isAboutSomebodyElse(tenant, oidc),
    ),
  );
  return policy;
}

/** A session may outlive the account. */
function isSignedInEnabled(tenant: Tenant, oidc: Context['oidc']): boolean {
  const { accountId } = oidc.session;
  const person = tenant.people.find(({ objectId }) => objectId === accountId);
  return person === undefined || refuseAccount(person) === undefined;
}

/** Whoever was hinted at, the person may sign in as somebody else when asked. */
function isAboutSomebodyElse(tenant: Tenant, oidc: Context['oidc']): boolean {
  if (oidc.result?.login !== undefined) return false;
  const hint = oidc.params?.login_hint?.toLowerCase();
  const hinted = tenant.people.find((person) => person.userPrincipalName.toLowerCase() === hint);
  return hinted !== undefined && hinted.objectId !== oidc.session.accountId;
}
