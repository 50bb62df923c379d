import { fill } from './loc/texts';
import type { Texts } from './loc/en';
import type { TargetAddress, TargetRefusal } from './connect-target';
import type { StoredFlow } from './flow-record';
import { messagePage } from './pages/message-page';
import type { SessionAtHand } from './session';
import type { SignInRefusal } from './sign-in';
import type { View } from './window-views';

/** Why the window cannot go on, and the way on where there is one. */
export function targetRefusalView(
  texts: Texts,
  refusal: { readonly because: TargetRefusal; readonly flow?: StoredFlow },
  context: { readonly address: TargetAddress; readonly session: SessionAtHand },
): View {
  switch (refusal.because) {
    case 'unknown':
      return message(404, { texts, title: texts.unknownTitle, sentences: [texts.unknown] });
    case 'ended':
      return message(409, { texts, title: texts.endedTitle, sentences: [texts.ended] });
    case 'notAllowed':
      return message(403, { texts, title: texts.notAllowedTitle, sentences: [texts.notAllowed] });
    case 'anotherTenant':
      // Another organization learns nothing of who began what.
      return anotherTenantView(texts, flowPath(context.address));
    case 'anotherPerson': {
      const starter = refusal.flow?.value.startedBy.name ?? '';
      const sentences = [fill(texts.anotherPerson, context.session.name, starter)];
      const link = signInAsAnother(texts, flowPath(context.address));
      return message(403, { texts, title: texts.anotherPersonTitle, sentences, link });
    }
    default:
      return unreachable(refusal.because);
  }
}

/** Why nobody was signed in, and the way on where there is one. */
export function signInRefusalView(
  texts: Texts,
  refusal: { readonly because: SignInRefusal; readonly backTo?: string },
  host: string,
): View {
  const { backTo: again } = refusal;
  const link = again === undefined ? undefined : { text: texts.signInAgain, address: again };
  switch (refusal.because) {
    case 'cookiesOff':
      return message(400, {
        texts,
        title: texts.cookiesOffTitle,
        sentences: [fill(texts.cookiesOff, host)],
        ...withLink(link),
      });
    case 'expired':
      return message(400, { texts, title: texts.signInExpiredTitle, sentences: [texts.signInExpired] });
    case 'refused':
      return message(403, {
        texts,
        title: texts.signInRefusedTitle,
        sentences: [texts.signInRefused],
        ...withLink(link),
      });
    case 'anotherTenant':
      return anotherTenantView(texts, again);
    default:
      return unreachable(refusal.because);
  }
}

function anotherTenantView(texts: Texts, backTo: string | undefined): View {
  const link = backTo === undefined ? undefined : signInAsAnother(texts, backTo);
  const sentences = [texts.anotherTenant];
  return message(403, { texts, title: texts.anotherTenantTitle, sentences, ...withLink(link) });
}

function signInAsAnother(
  texts: Texts,
  windowPath: string,
): { readonly text: string; readonly address: string } {
  return { text: texts.signInAsAnother, address: `${windowPath}/sign-in` };
}

/** The form came without what proves that it is ours: somebody else's page, or a session that ended. */
export function expiredFormView(texts: Texts, address: TargetAddress): View {
  const link = { text: texts.openAgain, address: flowPath(address) };
  return message(403, { texts, title: texts.expiredFormTitle, sentences: [texts.expiredForm], link });
}

export function cancelledView(texts: Texts): View {
  return message(200, { texts, title: texts.cancelledTitle, sentences: [texts.cancelled] });
}

export function unknownView(texts: Texts): View {
  return message(404, { texts, title: texts.unknownTitle, sentences: [texts.unknown] });
}

export function unavailableView(texts: Texts, requestId: string): View {
  const sentences = [texts.unavailable, fill(texts.requestLabel, requestId)];
  return message(503, { texts, title: texts.unavailableTitle, sentences });
}

export function flowPath(address: TargetAddress): string {
  return `/connect/${address.tenantId}/${address.flowId}`;
}

/** The flow whose connect window a path leads to; `undefined` for the path of another window. */
export function flowOfPath(path: string): TargetAddress | undefined {
  const [, tenantId, flowId] = /^\/connect\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return tenantId === undefined || flowId === undefined ? undefined : { tenantId, flowId };
}

export function message(status: number, content: Parameters<typeof messagePage>[0]): View {
  return { status, page: messagePage(content) };
}

function withLink<Link>(link: Link | undefined): { readonly link?: Link } {
  return link === undefined ? {} : { link };
}

function unreachable(value: never): never {
  throw new TypeError(`No page for ${JSON.stringify(value)}`);
}
