/** The part of oidc-provider 9 used here. The package carries no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Client {
    readonly clientId: string;
    readonly clientAuthMethod: string;
    readonly redirectUris: readonly string[];
    grantTypeAllowed(grantType: string): boolean;
  }

  export interface Account {
    readonly accountId: string;
    claims(): Promise<Readonly<Record<string, unknown>> & { readonly sub: string }>;
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface CookieOptions {
    readonly httpOnly?: boolean;
    readonly sameSite?: 'none' | 'lax' | 'strict';
    readonly secure?: boolean;
    readonly signed?: boolean;
    readonly path?: string;
    readonly expires?: Date;
  }

  export interface Session {
    readonly id: string;
    readonly accountId?: string;
    loginAccount(details: { accountId: string }): void;
    resetIdentifier(): void;
    save(seconds: number): Promise<string>;
  }

  export interface Interaction {
    readonly uid: string;
    readonly prompt: { readonly name: string };
    readonly params: Readonly<Record<string, string | undefined>>;
    readonly session?: { readonly accountId?: string };
  }

  /** An access token that is about to be signed. */
  export interface Token {
    readonly kind: string;
    readonly accountId?: string;
    readonly clientId: string;
    readonly client?: Client;
    readonly scope?: string;
    readonly aud?: string;
  }

  export interface ResourceServer {
    readonly audience: string;
    readonly scope: string;
    readonly accessTokenFormat: 'jwt';
    readonly accessTokenTTL: number;
    readonly jwt: { readonly sign: { readonly alg: 'RS256' } };
  }

  export interface Context {
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
    readonly path: string;
    body: unknown;
    status: number;
    type: string;
    readonly response: { get(header: string): string | undefined };
    set(header: string, value: string): void;
    readonly cookies: {
      secure: boolean;
      set(name: string, value: string | null, options: CookieOptions): void;
    };
    readonly oidc: {
      readonly route: string;
      readonly params?: Readonly<Record<string, string | undefined>>;
      /** What was posted, with what the provider itself does not read. */
      readonly body?: Readonly<Record<string, string | undefined>>;
      readonly client: Client;
      readonly account?: Account;
      readonly session: Session;
      readonly result?: { readonly login?: unknown };
      readonly requestParamOIDCScopes: ReadonlySet<string>;
      readonly resourceServers: Readonly<Record<string, ResourceServer>>;
      readonly provider: Provider;
    };
  }

  export interface Adapter {
    upsert(id: string, payload: Record<string, unknown>, expiresIn?: number): Promise<void>;
    find(id: string): Promise<Record<string, unknown> | undefined>;
    findByUid(uid: string): Promise<Record<string, unknown> | undefined>;
    findByUserCode(userCode: string): Promise<Record<string, unknown> | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly issuer: string;
    readonly Grant: new (grant: { accountId: string; clientId: string }) => Grant;
    readonly Session: { get(context: Context): Promise<Session> };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    cookieName(type: 'session'): string;
    createContext(request: IncomingMessage, response: ServerResponse): Context;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
      options: { readonly mergeWithLastSubmission: boolean },
    ): Promise<void>;
    on(event: string, listener: (context: Context, error: Error) => void): this;
    registerGrantType(
      name: string,
      handler: (context: Context) => Promise<void>,
      parameters: readonly string[],
    ): void;
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): this;
  }

  export const errors: {
    readonly CustomOIDCProviderError: new (error: string, description: string) => Error;
    readonly SessionNotFound: new (description: string) => Error;
  };

  export const interactionPolicy: {
    readonly Prompt: new (prompt: { name: string; requestable: boolean }) => object;
    readonly Check: new (
      reason: string,
      description: string,
      error: string,
      check: (context: Context) => boolean,
    ) => object;
    base(): {
      get(name: string): {
        readonly checks: { get(reason: string): { description: string }; add(check: object): void };
      };
      add(prompt: object, index: number): void;
      remove(name: string): void;
    };
  };
}
