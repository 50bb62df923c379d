// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What lies where in the folder that local tenant and connection manager share. @param {string} folder */
export function dataFolderFiles(folder) {
  return {
    certificate: join(folder, 'certificate.pem'),
    certificateFingerprint: join(folder, 'certificate.spki'),
    environment: join(folder, 'connection-manager.env'),
    registrations: join(folder, 'registrations'),
    /** Milliseconds that the connection manager's clock is ahead; usually not there. */
    connectionManagerClock: join(folder, 'connection-manager-clock'),
    logs: join(folder, 'logs'),
    localTenantLog: join(folder, 'logs', 'local-tenant.log'),
    connectionManagerLog: join(folder, 'logs', 'connection-manager.log'),
  };
}

/**
 * Reads `NAME=value` lines. A line that begins with `#` is a comment; a value is taken as it stands.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnvironment(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`"${line}" is not of the form NAME=value.`);
      return [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

/** @param {string} file */
export function readEnvironment(file) {
  return parseEnvironment(readFileSync(file, 'utf8'));
}

/** @param {string} folder @returns {string[]} the registration of each tenant, in the order of their names */
export function registrationFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}
