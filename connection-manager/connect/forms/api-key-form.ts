import { isSendableKey } from '../../connectors/api-key';
import { credentialHeaderOf } from '../../connectors/credential-header';
import { Secret } from '../../vault/secret';
import type { ConnectTarget } from '../connect-target';
import type { Texts } from '../loc/en';
import { fill } from '../loc/texts';
import { html } from '../pages/html';
import { errorAttributes, fieldError, showChoice } from './credential-form';
import type { CredentialForm } from './credential-form';

/** Longest API key that is accepted, in characters: some are signed tokens. */
const longestKey = 4096;

export const apiKeyForm: CredentialForm = {
  draw({ texts, target, host, errors }) {
    return html`<h2>${texts.apiKeyHeading}</h2>
      <p id="explained">${fill(texts.apiKeyExplained, host, headerName(target))}</p>
      <label for="key">${texts.apiKeyLabel}</label>
      <input
        id="key"
        name="key"
        type="password"
        autocomplete="off"
        required
        ${errorAttributes('key', errors['key'])}
        autofocus
      />
      ${fieldError('key', errors['key'])} ${showChoice('key', texts.showKey)}`;
  },

  read({ key = '' }, texts) {
    // Copied along with it, and never part of it: no header begins or ends with white space (RFC 9110 §5.5).
    const trimmed = key.trim();
    const error = keyError(trimmed, texts);
    if (error !== undefined) return { ok: false, errors: { key: error } };
    return { ok: true, credential: { kind: 'apiKey', key: Secret.of(trimmed) } };
  },

  sentences: (texts) => ({ refused: texts.apiKeyRefused, notDemanded: texts.apiKeyNotDemanded }),
};

function headerName({ connector, connection }: ConnectTarget): string {
  const { authMethodId, settings } = connection.value;
  return credentialHeaderOf({ definition: connector, authMethodId, settings }).name;
}

function keyError(key: string, texts: Texts): string | undefined {
  if (key === '') return texts.apiKeyRequired;
  if (!isSendableKey(key)) return texts.apiKeyCharacters;
  return key.length > longestKey ? texts.apiKeyTooLong : undefined;
}
