import { Secret } from '../../vault/secret';
import type { Texts } from '../loc/en';
import { fill } from '../loc/texts';
import { html } from '../pages/html';
import { errorAttributes, fieldError, showChoice } from './credential-form';
import type { CredentialForm, FieldErrors } from './credential-form';

/** Longest username or password that is accepted, in characters. */
const longestEntry = 1024;

export const usernamePasswordForm: CredentialForm = {
  draw({ texts, host, entry, errors }) {
    const { username = '' } = entry;
    const startAtPassword = username !== '' && errors['username'] === undefined;
    return html`<h2>${texts.credentialHeading}</h2>
      <p id="explained">${fill(texts.credentialExplained, host)}</p>
      <label for="username">${texts.usernameLabel}</label>
      <input
        id="username"
        name="username"
        type="text"
        value="${username}"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        required
        ${errorAttributes('username', errors['username'])}
        ${startAtPassword ? undefined : html`autofocus`}
      />
      ${fieldError('username', errors['username'])}
      <label for="password">${texts.passwordLabel}</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="off"
        required
        ${errorAttributes('password', errors['password'])}
        ${startAtPassword ? html`autofocus` : undefined}
      />
      ${fieldError('password', errors['password'])} ${showChoice('password', texts.showPassword)}`;
  },

  read({ username = '', password = '' }, texts) {
    const errors = fieldErrors(username, password, texts);
    if (Object.keys(errors).length > 0) return { ok: false, errors };
    const [name, word] = [Secret.of(username), Secret.of(password)];
    return { ok: true, credential: { kind: 'usernamePassword', username: name, password: word } };
  },

  sentences: (texts) => ({ refused: texts.credentialRefused, notDemanded: texts.credentialNotDemanded }),
};

function fieldErrors(username: string, password: string, texts: Texts): FieldErrors {
  const wrongUsername = usernameError(username, texts);
  const wrongPassword = passwordError(password, texts);
  return {
    ...(wrongUsername !== undefined && { username: wrongUsername }),
    ...(wrongPassword !== undefined && { password: wrongPassword }),
  };
}

function usernameError(username: string, texts: Texts): string | undefined {
  if (username === '') return texts.usernameRequired;
  // RFC 7617 §2: neither part may hold control characters.
  if (/\p{Cc}/u.test(username)) return texts.controlCharacter;
  if (username.length > longestEntry) return texts.tooLong;
  // RFC 7617 §2: the first colon ends the user-id, so one within it would move part of it into the password.
  return username.includes(':') ? texts.usernameColon : undefined;
}

function passwordError(password: string, texts: Texts): string | undefined {
  if (password === '') return texts.passwordRequired;
  if (/\p{Cc}/u.test(password)) return texts.controlCharacter;
  return password.length > longestEntry ? texts.tooLong : undefined;
}
