import type {
  RouteBody,
  RouteDeclaration,
  RouteParams,
  RouteQuery,
  RouteResponse,
} from '../../src/contract/route';
import type { ChangedValue } from '../audit/audit-event';
import type { AccessQuestion } from '../../src/rules/access-question';
import type { StoredConnection } from '../connections/connection-record';
import type { EngineCaller, PersonCaller } from '../identity/caller';
import type { SiteAtHand } from '../sharepoint/site-at-hand';

type CallerOf<R extends RouteDeclaration> = R['caller'] extends { kind: 'person' }
  ? PersonCaller
  : EngineCaller;

/** What the binder has loaded and checked before the handler runs, by the route's permission. */
type SubjectOf<R extends RouteDeclaration> = R['permission'] extends { on: 'connection' }
  ? {
      readonly site: SiteAtHand;
      readonly connection: StoredConnection;
      /** What the binder asked the rules; with it the handler asks what depends on the request. */
      readonly question: AccessQuestion;
    }
  : R['permission'] extends { on: 'site' }
    ? { readonly site: SiteAtHand }
    : Record<never, never>;

export type HandlerInput<R extends RouteDeclaration> = SubjectOf<R> & {
  readonly caller: CallerOf<R>;
  readonly params: RouteParams<R>;
  readonly query: RouteQuery<R>;
  readonly body: RouteBody<R>;
  readonly requestId: string;
  /** The etag of `If-Match`, or `'new'` for `If-None-Match: *`. Present where the route demands it. */
  readonly ifMatch: string | 'new' | undefined;
  /** Present where the route demands it: the key, and the digest of the whole request. */
  readonly idempotency: { readonly key: string; readonly requestDigest: string } | undefined;
  /** Present where the route may demand a confirmation: the one presented, and the digest of the whole request. */
  readonly confirming?:
    { readonly presented: string | undefined; readonly requestDigest: string } | undefined;
};

export interface HandlerResult<R extends RouteDeclaration> {
  readonly body: RouteResponse<R>;
  /** Sent as `ETag`. */
  readonly etag?: string;
  /** Ids for the audit trail, beside those the binder knows from the request. */
  readonly auditSubject?: Readonly<Record<string, string>>;
  /** What was changed from what to what, for the audit trail. */
  readonly changes?: readonly ChangedValue[];
}

/** A use case as a route needs it. It throws `ConnectionError` for what the caller must be told. */
export type Handler<R extends RouteDeclaration> = (input: HandlerInput<R>) => Promise<HandlerResult<R>>;

/** One handler for every route of a table. */
export type Handlers<Table extends Readonly<Record<string, RouteDeclaration>>> = {
  readonly [Name in keyof Table]: Handler<Table[Name]>;
};
