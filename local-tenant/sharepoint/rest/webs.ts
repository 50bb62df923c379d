import { peopleOf } from '../../world/changes';
import {
  bitOf,
  bitsOfPerson,
  includesAll,
  noBits,
  permissionKind,
  toBasePermissions,
} from '../permission-bits';
import { loginNameOf } from '../sites';
import { argument, readBasePermissions, unquote } from './arguments';
import { webAddressOf, type WebCall, type WebRoute } from './call';
import { accessDenied, malformedRequest, unknownUser } from './failures';
import { select, unknownProperty, type Entity, type RestResult } from './odata';

const noGroup = '00000000-0000-0000-0000-000000000000';

export const webRoutes: readonly WebRoute[] = [
  {
    at: 'web',
    method: 'GET',
    pattern: /^web$/i,
    answer: (call) => select(webEntity(call), call.request.url.searchParams),
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^site$/i,
    answer: (call) => select(siteEntity(call), call.request.url.searchParams),
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/getUserEffectivePermissions\((.+)\)$/i,
    answer: answerUserPermissions,
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/doesUserHavePermissions\((.+)\)$/i,
    answer: answerHasPermissions,
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^web\/([a-z]+)$/i,
    answer: (call) => readProperty(webEntity(call), call.captured),
  },
  {
    at: 'web',
    method: 'GET',
    pattern: /^site\/([a-z]+)$/i,
    answer: (call) => readProperty(siteEntity(call), call.captured),
  },
];

function webEntity(call: WebCall): Entity {
  const { web, site } = call.place;
  return {
    outcome: 'entity',
    type: 'SP.Web',
    id: 'Web',
    properties: {
      Configuration: 0,
      Description: '',
      Id: web.webId,
      IsMultilingual: false,
      Language: 1033,
      ServerRelativeUrl: web.path,
      Title: web.title,
      Url: webAddressOf(call.host, call.place),
      WebTemplate: templateOf(call),
      WelcomePage: 'SitePages/Home.aspx',
    },
    onlySelected: {
      EffectiveBasePermissions: toBasePermissions(call.bits),
      HasUniqueRoleAssignments: true,
      IsRootWeb: web === site.webs[0],
    },
  };
}

function templateOf({ host, place: { site, web } }: WebCall): string {
  if (web.path === host.tenant.appCatalogPath) return 'APPCATALOG';
  return site.connectedGroup === undefined ? 'STS' : 'GROUP';
}

function siteEntity(call: WebCall): Entity {
  const [rootWeb] = call.place.site.webs;
  return {
    outcome: 'entity',
    type: 'SP.Site',
    id: 'Site',
    properties: {
      Classification: '',
      GroupId: call.place.site.connectedGroup?.objectId ?? noGroup,
      Id: call.place.site.siteId,
      IsHubSite: false,
      PrimaryUri: `${call.host.origin}${rootWeb.path}/`,
      ReadOnly: false,
      ServerRelativeUrl: rootWeb.path,
      Url: call.host.origin + rootWeb.path,
    },
  };
}

function readProperty(entity: Entity, name: string): RestResult {
  const all = Object.entries({ ...entity.properties, ...entity.onlySelected });
  const found = all.find(([known]) => known.toLowerCase() === name.toLowerCase());
  return found ? { outcome: 'value', value: found[1] } : { ...unknownProperty(name), status: 404 };
}

/** Somebody else's permissions are shown to those who may enumerate permissions. */
function answerUserPermissions(call: WebCall): RestResult {
  const loginName = unquote(argument(call.captured, call.request.url.searchParams)).toLowerCase();
  const isSelf = loginName === loginNameOf(call.identity.person);
  if (isSelf) return { outcome: 'value', value: toBasePermissions(call.bits) };
  if (!includesAll(call.bits, bitOf(permissionKind.enumeratePermissions))) return accessDenied;
  const person = peopleOf(call.host.tenant).find((each) => loginNameOf(each) === loginName);
  if (!person) return unknownUser;
  return { outcome: 'value', value: toBasePermissions(bitsOfPerson(person, call.place) ?? noBits) };
}

function answerHasPermissions(call: WebCall): RestResult {
  const wanted = readBasePermissions(argument(call.captured, call.request.url.searchParams));
  return wanted ? { outcome: 'value', value: includesAll(call.bits, wanted) } : malformedRequest;
}
