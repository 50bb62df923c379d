/** Finds webs in the description of the world, by path, as SharePoint does: without regard to case. */
import type { Person, SiteCollection, Tenant, Web } from '../world/world';

/** A web together with the site collection it belongs to. */
export interface Place {
  readonly site: SiteCollection;
  readonly web: Web;
}

export function placesOf(tenant: Tenant): readonly Place[] {
  return tenant.siteCollections.flatMap((site) => site.webs.map((web) => ({ site, web })));
}

export function findPlace(tenant: Tenant, webPath: string): Place | undefined {
  const wanted = withoutTrailingSlash(webPath).toLowerCase();
  return placesOf(tenant).find(({ web }) => web.path.toLowerCase() === wanted);
}

/** The deepest web whose path begins `path`, and what of the path lies inside it. */
export function findPlaceAround(tenant: Tenant, path: string): { place: Place; inside: string } | undefined {
  const lowerPath = `${path.toLowerCase()}/`;
  const [place] = placesOf(tenant)
    .filter(({ web }) => lowerPath.startsWith(`${web.path.toLowerCase()}/`))
    .sort((one, other) => other.web.path.length - one.web.path.length);
  return place && { place, inside: path.slice(place.web.path.length) };
}

/** The claim by which SharePoint knows a person of the directory. */
export function loginNameOf(person: Person): string {
  return `i:0#.f|membership|${person.userPrincipalName.toLowerCase()}`;
}

/** The person's number in a site's user list. The first five belong to SharePoint itself. */
export function siteUserIdOf(person: Person, tenant: Tenant): number {
  return tenant.people.indexOf(person) + 6;
}

function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
