import type { Person, Tenant } from '../../world/world';

export interface TokenWanted {
  readonly tenant: Tenant;
  readonly person: Person;
  /** The application id URI of the API. */
  readonly resource: string;
  /** The application that the token is for: SharePoint's shared client. */
  readonly clientId: string;
  /** What Conditional Access wanted to be asked for, if anything. */
  readonly claims: unknown;
}

/** Asks the directory, which knows what was approved on the API access page. */
export type ExchangeToken = (
  wanted: TokenWanted,
) => Promise<{ readonly token: string } | { readonly refused: string }>;
