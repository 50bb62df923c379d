import packageSolution from '../../config/package-solution.json';
import { displayNames } from './applications';

/** The package that belongs to this connection manager. */
export const solutionPackage = {
  productId: packageSolution.solution.id,
  version: packageSolution.solution.version,
  file: packageSolution.paths.zippedPackage.split('/').at(-1) ?? '',
} as const;

/** The one request to SharePoint's own client that the package makes. */
export const apiAccessRequest = {
  resource: displayNames.connectionManager,
  scope: 'connections.access',
} as const;
