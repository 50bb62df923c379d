import type * as z from 'zod/mini';
import type { ConnectionAction } from './connection';
import type { ProblemCode } from './problem';

type Schema = z.ZodMiniType;

/** Delegated scopes and application roles of the connection manager's own application. */
export type Scope = 'connections.access' | 'bindings.write';
export type ApplicationRole = 'connections.resolve';

/** What a token must be for a request to be heard at all. */
export type Caller =
  | { readonly kind: 'person'; readonly scopes: readonly [Scope, ...Scope[]] }
  | { readonly kind: 'engine'; readonly role: ApplicationRole };

/**
 * What the caller must be allowed to do. With `on: 'connection'` the binder itself loads the connection
 * that `:connectionId` names and asks the rules, before the handler runs; so it does for what administrators do.
 * The other kinds say which rule the handler must ask, because what it is asked about is known only there.
 */
export type Permission =
  | {
      readonly on: 'connection';
      /** Of several, one is enough to be heard; the handler asks about what the request wishes. */
      readonly action: ConnectionAction | readonly [ConnectionAction, ...ConnectionAction[]];
    }
  | { readonly on: 'site'; readonly action: SiteAction }
  | { readonly on: 'tenant'; readonly action: 'administer' | 'registerFirstAdministrator' }
  | { readonly on: 'flow'; readonly action: 'ownFlow' }
  | { readonly on: 'confirmation'; readonly action: 'ownConfirmation' }
  | { readonly on: 'step'; readonly action: 'resolve' | 'invoke' }
  | { readonly on: 'nothing'; readonly reason: string };

/** The binder refuses who may not do what an administrator does; the other rules need more than the site. */
export type SiteAction =
  | 'listConnections'
  | 'listDeletedConnections'
  | 'restoreConnection'
  | 'createSharedConnection'
  | 'bindStep'
  | 'findPeople'
  | 'administerSiteCollection'
  | 'seeTenantActivity';

export type Audit = { readonly event: string } | { readonly none: string };

export interface RouteDeclaration {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to `/api/v1`, parameters as `:name`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly caller: Caller;
  readonly permission: Permission;
  readonly audit: Audit;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** Every answer goes through it: a field that is not declared cannot leave. */
  readonly response: Schema | undefined;
  readonly status: 200 | 201 | 204;
  /**
   * Demands `If-Match` and answers `changed_meanwhile` when it no longer holds. Where the thing may be new,
   * `orNew`, the caller who believes so sends `If-None-Match: *` instead (RFC 9110 §13.1.2).
   */
  readonly ifMatch?: true | 'orNew';
  /** Demands `Idempotency-Key`: the same key and request give the same answer, once. */
  readonly idempotencyKey?: true;
  /**
   * What is asked for may have to be confirmed in the connection manager's own window: answers
   * `confirmation_required`, and takes `Confirmation: <id>` with the same request once that has happened.
   */
  readonly confirmation?: true;
  readonly problems: readonly ProblemCode[];
}

/** Declares a route and keeps its exact type, so that server and client are checked against it. */
export function route<const Declaration extends RouteDeclaration>(declaration: Declaration): Declaration {
  return declaration;
}

type Output<S> = S extends Schema ? z.infer<S> : undefined;

export type RouteParams<R extends RouteDeclaration> = Output<R['params']>;
export type RouteQuery<R extends RouteDeclaration> = Output<R['query']>;
export type RouteBody<R extends RouteDeclaration> = Output<R['body']>;
export type RouteResponse<R extends RouteDeclaration> = Output<R['response']>;
