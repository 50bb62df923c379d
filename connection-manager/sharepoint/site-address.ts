/**
 * The web address that is asked of SharePoint, or `undefined` for one that names anything but a web of
 * exactly one of `hosts`: another host, an endpoint, or a path that could be read in two ways.
 */
export function webAddress(address: string, hosts: readonly string[]): string | undefined {
  const { host = '', path = '' } = /^https:\/\/(?<host>[^/]+)(?<path>\/.*)?$/i.exec(address)?.groups ?? {};
  const allowed = hosts.find((candidate) => candidate === host.toLowerCase());
  if (allowed === undefined) return undefined;
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  if (!segments.every(isPlainSegment)) return undefined;
  return [`https://${allowed}`, ...segments.map(encodeURIComponent)].join('/');
}

// SharePoint keeps names that begin with an underscore to itself: _api, _layouts, _vti_bin, _forms.
const refusedCharacters = /[%\\?#:*"<>|'\s\p{Cc}\p{Cf}\p{Surrogate}]/u;

function isPlainSegment(segment: string): boolean {
  return (
    segment !== '' && !/^[._~]/.test(segment) && !segment.endsWith('.') && !refusedCharacters.test(segment)
  );
}
