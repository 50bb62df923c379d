/** The ways in which a secret could lie about: as it is, and as the usual encodings make it. */
export function spellings(secret: string, username = 'workflow'): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const basic = Buffer.from(`${username}:${secret}`, 'utf8');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ p: secret }).toString().slice(2),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    basic.toString('base64').replace(/=+$/, ''),
  ];
}

/** Names of members, anywhere in a JSON text, that say there is a secret behind them. */
export function secretNamesIn(json: string): readonly string[] {
  const names = new Set<string>();
  JSON.parse(json, (name, value: unknown) => (names.add(name), value));
  // Which settings clear the credential when they change is no secret.
  names.delete('credentialSettings');
  return [...names].filter((name) => /password|secret|credential|token|sealed|cipher|wrapped/i.test(name));
}
