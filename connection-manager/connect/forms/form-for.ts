import type { AuthMethodKind } from '../../../src/contract/connector';
import { apiKeyForm } from './api-key-form';
import type { CredentialForm } from './credential-form';
import { usernamePasswordForm } from './username-password-form';

const forms: Readonly<Record<AuthMethodKind, CredentialForm>> = {
  usernamePassword: usernamePasswordForm,
  apiKey: apiKeyForm,
};

/** The form that asks for the credential of such an auth method. */
export function formFor({ kind }: { readonly kind: AuthMethodKind }): CredentialForm {
  return forms[kind];
}
