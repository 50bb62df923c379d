import type { Owner, User } from '../../src/contract/principal';
import type { Availability } from '../../src/contract/site';
import type { ConnectionValue } from '../connections/connection-record';
import { everyoneWithin, type Reach } from '../connect/reach-text';
import type { Texts } from '../connect/loc/en';
import { fill } from '../connect/loc/texts';
import type { ChangeToConfirm } from './confirmation-record';

export interface Described {
  readonly texts: Texts;
  readonly change: ChangeToConfirm;
  /** The connection as it is before the change. */
  readonly connection: ConnectionValue;
  readonly tenantName: string;
}

const mostNames = 20;

/** What will happen, in plain sentences: who gains what, and what is lost. */
export function confirmSentences(described: Described): string[] {
  const { change } = described;
  switch (change.kind) {
    case 'permissions':
      return [...added(described, change), ...removed(described.texts, change)];
    case 'availability':
      return widened(described, change.after);
    case 'share':
      return shared(described, change);
    case 'transfer':
      return transferred(described.texts, change);
  }
}

type Of<Kind extends ChangeToConfirm['kind']> = Extract<ChangeToConfirm, { kind: Kind }>;

function added(described: Described, { added: { owners, users } }: Of<'permissions'>): string[] {
  const { texts } = described;
  return [
    ...owners.map(({ kind, name }) =>
      fill(kind === 'group' ? texts.ownerGroupAdded : texts.ownerAdded, name),
    ),
    ...users.map((user) => {
      if (user.kind === 'everyone') return fill(texts.userAdded, everyoneWithin(texts, reachOf(described)));
      return fill(user.kind === 'group' ? texts.userGroupAdded : texts.userAdded, user.name);
    }),
  ];
}

function removed(texts: Texts, { removed: { owners, users } }: Of<'permissions'>): string[] {
  return [
    ...owners.map((owner) => fill(texts.ownerRemoved, nameOf(texts, owner))),
    ...users.map((user) => fill(texts.userRemoved, nameOf(texts, user))),
  ];
}

function widened(described: Described, availability: Availability): string[] {
  const { texts, connection } = described;
  const everybody = [...connection.owners, ...connection.users].map((one) => nameOf(texts, one));
  const names = everybody.slice(0, mostNames).join(', ');
  const others = everybody.length - mostNames;
  const who = others > 0 ? fill(texts.andMore, names, String(others)) : names;
  return [
    reachSentence(texts, { ...reachOf(described), availability }),
    texts.reachBefore,
    fill(texts.whoGains, who),
  ];
}

function shared({ texts, tenantName }: Described, { availability, siteTitle }: Of<'share'>): string[] {
  return [
    fill(texts.shared, siteTitle),
    fill(texts.userAdded, everyoneWithin(texts, { availability, siteTitle, tenantName })),
    texts.credentialRemoved,
  ];
}

function transferred(texts: Texts, { from, to, clearsCredential }: Of<'transfer'>): string[] {
  const handedOver = fill(texts.handedOver, to.name, nameOf(texts, from));
  return clearsCredential ? [handedOver, texts.credentialRemoved] : [handedOver];
}

function reachOf({ connection: { availability, homeSite }, tenantName }: Described): Reach {
  return { availability, siteTitle: homeSite.title, tenantName };
}

function reachSentence(texts: Texts, { availability, siteTitle, tenantName }: Reach): string {
  switch (availability) {
    case 'site':
      return fill(texts.reachSite, siteTitle);
    case 'siteCollection':
      return fill(texts.reachSiteCollection, siteTitle);
    case 'tenant':
      return fill(texts.reachTenant, tenantName);
  }
}

function nameOf(texts: Texts, principal: User | Owner): string {
  if (principal.kind === 'everyone') return texts.everyone;
  return principal.kind === 'group' ? fill(texts.groupName, principal.name) : principal.name;
}
