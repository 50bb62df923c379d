import type { Person } from '../../world/world';
import type { PermissionBits } from '../permission-bits';

/** Who is asking, how they proved it, and how far that proof reaches. */
export type Identity =
  | {
      readonly via: 'cookie';
      readonly person: Person;
      readonly sessionId: string;
      readonly reach: PermissionBits;
    }
  | { readonly via: 'bearer'; readonly person: Person; readonly reach: PermissionBits };

/** SharePoint's own application in every directory of Microsoft's cloud. */
export const sharePointApplicationId = '00000003-0000-0ff1-ce00-000000000000';
