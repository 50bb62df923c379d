/** The refusals of SharePoint's REST interface, in its own words and codes. */
import type { Failure } from './odata';

export const accessDenied: Failure = {
  outcome: 'failure',
  status: 403,
  code: '-2147024891, System.UnauthorizedAccessException',
  message: 'Access denied. You do not have permission to perform this action or access this resource.',
};

export const notSignedIn: Failure = {
  outcome: 'failure',
  status: 401,
  code: '-2147024891, System.UnauthorizedAccessException',
  message: 'Attempted to perform an unauthorized operation.',
};

export const invalidFormDigest: Failure = {
  outcome: 'failure',
  status: 403,
  code: '-2130575252, Microsoft.SharePoint.SPException',
  message:
    'The security validation for this page is invalid. Click Back in your Web browser, refresh the page, and try your operation again.',
};

export const unknownUser: Failure = {
  outcome: 'failure',
  status: 404,
  code: '-2146232832, Microsoft.SharePoint.SPException',
  message: 'The specified user could not be found.',
};

export const malformedRequest: Failure = {
  outcome: 'failure',
  status: 400,
  code: '-1, Microsoft.SharePoint.Client.InvalidClientQueryException',
  message: 'The expression or the body of the request is not valid.',
};

export function unknownResource(resource: string): Failure {
  return {
    outcome: 'failure',
    status: 404,
    code: '-1, Microsoft.SharePoint.Client.ResourceNotFoundException',
    message: `Cannot find resource for the request ${resource}.`,
    unknownAddress: true,
  };
}
