import { isSiteAdministrator, peopleOf, permissionLevel } from '../../world/changes';
import type { Person } from '../../world/world';
import { everyBit, includesAll } from '../permission-bits';
import { loginNameOf, siteUserIdOf, type Place } from '../sites';
import type { TenantCall, TenantRoute, WebCall, WebRoute } from './call';
import { malformedRequest } from './failures';
import { select, type Entity, type RestResult } from './odata';

const ownersGroupId = 3;
const principalType = { user: 1, sharePointGroup: 8 } as const;

export const peopleRoutes: readonly WebRoute[] = [
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/currentuser$/i,
    answer: (call) => select(currentUser(call), call.request.url.searchParams),
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/associatedownergroup$/i,
    answer: (call) => select(ownersGroup(call.place), call.request.url.searchParams),
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/associatedownergroup\/users$/i,
    answer: (call) => ({
      outcome: 'collection',
      items: ownersOf(call).map((owner) => userProperties(call, owner)),
    }),
  },
];

export const peoplePickerRoutes: readonly TenantRoute[] = [
  {
    at: 'any web',
    method: 'POST',
    pattern:
      /^SP\.UI\.ApplicationPages\.ClientPeoplePickerWebServiceInterface\.ClientPeoplePickerSearchUser$/i,
    answer: searchPeople,
  },
];

function currentUser(call: WebCall): Entity {
  const { person, reach } = call.identity;
  // Seen with narrower scopes, nobody is an administrator: the flag follows what the token lets through.
  const seesAdministrators = includesAll(reach, everyBit);
  return {
    outcome: 'entity',
    type: 'SP.User',
    id: `Web/GetUserById(${siteUserIdOf(person, call.host.tenant)})`,
    properties: {
      ...userProperties(call, person),
      IsSiteAdmin: seesAdministrators && isSiteAdministrator(person, call.place.site),
    },
  };
}

function userProperties(call: WebCall, person: Person): Readonly<Record<string, unknown>> {
  return {
    Id: siteUserIdOf(person, call.host.tenant),
    IsHiddenInUI: false,
    LoginName: loginNameOf(person),
    Title: person.displayName,
    PrincipalType: principalType.user,
    Email: person.userPrincipalName,
    Expiration: '',
    IsEmailAuthenticationGuestUser: false,
    IsShareByEmailGuestUser: person.userType === 'guest',
    IsSiteAdmin: isSiteAdministrator(person, call.place.site),
    UserId: {
      NameId: `1003${person.objectId.replaceAll('-', '').slice(-12)}`,
      NameIdIssuer: 'urn:federation:microsoftonline',
    },
    UserPrincipalName: person.userPrincipalName,
  };
}

function ownersGroup({ web }: Place): Entity {
  const title = `${web.title} Owners`;
  return {
    outcome: 'entity',
    type: 'SP.Group',
    id: `Web/SiteGroups/GetById(${ownersGroupId})`,
    properties: {
      Id: ownersGroupId,
      IsHiddenInUI: false,
      LoginName: title,
      Title: title,
      PrincipalType: principalType.sharePointGroup,
      AllowMembersEditMembership: false,
      AutoAcceptRequestToJoinLeave: false,
      Description: null,
      OnlyAllowMembersViewMembership: false,
      OwnerTitle: title,
    },
  };
}

function ownersOf({ host, place }: WebCall): readonly Person[] {
  return peopleOf(host.tenant).filter((person) => permissionLevel(person, place) === 'Full Control');
}

function searchPeople({ host, request }: TenantCall): RestResult {
  const wanted = queryStringIn(request.body)?.toLowerCase();
  if (wanted === undefined) return malformedRequest;
  const found = peopleOf(host.tenant).filter(({ displayName, userPrincipalName }) =>
    `${displayName} ${userPrincipalName}`.toLowerCase().includes(wanted),
  );
  return { outcome: 'value', value: JSON.stringify(found.map(pickerEntry)) };
}

function pickerEntry(person: Person): object {
  return {
    Key: loginNameOf(person),
    Description: person.userPrincipalName,
    DisplayText: person.displayName,
    EntityType: 'User',
    ProviderDisplayName: 'Tenant',
    ProviderName: 'Tenant',
    IsResolved: true,
    EntityData: { Title: '', Email: person.userPrincipalName, ObjectId: person.objectId, Department: '' },
    MultipleMatches: [],
  };
}

function queryStringIn(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const parameters = isRecord(parsed) ? parsed['queryParams'] : undefined;
    const wanted = isRecord(parameters) ? parameters['QueryString'] : undefined;
    return typeof wanted === 'string' ? wanted : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
