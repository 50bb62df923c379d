import * as httpBaseModule from '@microsoft/sp-http-base';
import { seenIfWanted } from './person-wanted';
import type { HttpBase } from './runtime-internals';

const { _AadTokenProviders } = httpBaseModule as unknown as HttpBase;

/**
 * Replaces the first step of Microsoft's token provider. There it gets a token of SharePoint's own first-party
 * application with a copy of msal that knows Microsoft's clouds only; SharePoint's server then exchanges that token
 * for one of the API. Here the token is empty of rights: the local SharePoint knows the person by their cookie. It
 * carries the claims that were asked for, so that the exchange can answer a Conditional Access challenge. Without it
 * the exchange refuses: the directory has not seen the person.
 */
export function standInForFirstPartyToken(now: () => Date): void {
  _AadTokenProviders.configurable._oboThirdPartyTokenCallback = async (appId, claims) => {
    await seenIfWanted(appId);
    const expires = Math.floor(now().getTime() / 1000) + 3600;
    return [{ alg: 'none' }, { exp: expires, claims: claims?.[0] }].map(encode).join('.') + '.';
  };
}

function encode(part: object): string {
  return btoa(JSON.stringify(part)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
