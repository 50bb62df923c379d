import type { Settings } from '../../src/contract/connection';
import { checkSettings, normaliseSettings } from '../../src/rules/settings';
import { ConnectionError } from '../problems/connection-error';
import { headerTemplatesOf } from './auth-method';
import type { ConnectorDefinition } from './connector-definition';
import { fillTemplate, placeholdersOf } from './template';

/** The hosts that may receive the credential of a connection with these settings: lower case, with a port only where it is not 443. */
export function allowedHostsOf(definition: ConnectorDefinition, settings: Settings): string[] {
  const values = checkedValues(definition, settings);
  // Read back from an address, so that whatever was filled in is a host and nothing beside it.
  return definition.allowedHosts.map((template) => {
    const filled = fillTemplate(template, values).toLowerCase();
    const { host } = new URL(`https://${filled}/`);
    if (host !== filled) throw new ConnectionError('not_allowed', { because: 'hostNotAllowed' });
    return host;
  });
}

/**
 * The settings that decide where the credential goes: to which host, and into which header there. A credential
 * is sealed for their values, and a change of one clears it.
 */
export function hostSettingsOf(definition: ConnectorDefinition, settings: Settings): Settings {
  const names = credentialSettingsOf(definition);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

/** The names of those settings, each once, in the order of the connector's form. */
export function credentialSettingsOf(definition: ConnectorDefinition): string[] {
  const headers = definition.authMethods.flatMap(headerTemplatesOf);
  const templates = [definition.baseAddress, ...definition.allowedHosts, ...headers];
  const names = new Set(
    templates.flatMap((template) => placeholdersOf(template).map(({ setting }) => setting)),
  );
  return Object.keys(definition.settings.properties).filter((name) => names.has(name));
}

/** The address that paths are resolved against, without a slash at its end. */
export function baseAddressOf(definition: ConnectorDefinition, settings: Settings): string {
  return checkedAddress(definition, settings, definition.baseAddress).href.replace(/\/+$/, '');
}

/** The address of the connector's test call. */
export function testAddressOf(definition: ConnectorDefinition, settings: Settings): URL {
  return checkedAddress(definition, settings, definition.test.address);
}

/** S33: the values are judged before they are filled in, and the host once more after the address was read. */
function checkedAddress(definition: ConnectorDefinition, settings: Settings, template: string): URL {
  const address = new URL(fillTemplate(template, checkedValues(definition, settings)));
  if (!isAllowedAddress(address, allowedHostsOf(definition, settings))) {
    throw new ConnectionError('not_allowed', { because: 'hostNotAllowed' });
  }
  return address;
}

/** Whether a credential may be sent to this address: https, one of the hosts, nobody's name before the host. */
export function isAllowedAddress(address: URL, allowedHosts: readonly string[]): boolean {
  if (address.protocol !== 'https:' || address.username !== '' || address.password !== '') return false;
  return allowedHosts.includes(address.host);
}

/** The settings as they are kept, after the connector's schema has judged them once more (S33). */
export function checkedValues(definition: ConnectorDefinition, settings: Settings): Settings {
  if (checkSettings(definition.settings, settings).length > 0) {
    // They were good when they were kept: the connector's own file has changed since.
    const detail = 'The settings of the connection no longer fit its connector.';
    throw new ConnectionError('connection_not_ready', { because: 'invalid', detail });
  }
  return normaliseSettings(definition.settings, settings);
}
