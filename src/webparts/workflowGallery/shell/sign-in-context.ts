import * as React from 'react';
import type { SignInProblem } from '../sign-in/sign-in-problem';

/** Lets any message that says "sign in again" do so. Resolves to what went wrong, or to nothing. */
export const SignInContext = React.createContext<() => Promise<SignInProblem | undefined>>(
  async () => undefined,
);
