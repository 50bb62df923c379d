import * as z from 'zod/mini';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { inPieces, readFromGraph, unavailable, type GraphAccess } from './ask-graph';

/** A person's account in the tenant's directory as it is now. */
export interface Account {
  readonly name: string;
  /** Also where the directory does not say: guests may do less. */
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
}

/** Access to the tenant's Graph in the application's own name. */
export type GraphAsApplication = (tenant: TenantRegistration) => Promise<GraphAccess>;

/**
 * Reads the accounts of these people, by object id. Who is not in the answer has none in the tenant: deleted, or
 * never there. Rejects with `directory_unavailable`, so that an outage never counts as somebody's absence.
 */
export type ReadAccounts = (
  tenant: TenantRegistration,
  objectIds: readonly string[],
) => Promise<ReadonlyMap<string, Account>>;

/** Reads the names of these groups, by object id, as `ReadAccounts` does. */
export type ReadGroups = (
  tenant: TenantRegistration,
  objectIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

const objectIdSchema = z.guid().check(z.toLowerCase());
const userSchema = z.object({
  id: objectIdSchema,
  displayName: z.nullish(z.string()),
  // Without the permission to see it Graph says null. That is no answer, and nobody is taken for enabled.
  accountEnabled: z.boolean(),
  userType: z.nullish(z.string()),
});
const groupSchema = z.object({ id: objectIdSchema, displayName: z.nullish(z.string()) });
const usersSchema = z.object({ value: z.array(userSchema) });
const groupsSchema = z.object({ value: z.array(groupSchema) });

const accountFields = '$select=id,displayName,accountEnabled,userType';
// Graph takes no more values in one `in` (Microsoft Graph, "Use the $filter query parameter").
const idsAskedAtOnce = 15;

/**
 * Makes `ReadAccounts`. It filters lists by id: `directoryObjects/getByIds` would take more at once, but needs
 * Directory.Read.All, which the application does not have.
 */
export function createReadAccounts(graph: GraphAsApplication): ReadAccounts {
  return async (tenant, objectIds) => {
    const accounts = new Map<string, Account>();
    for (const found of await readByIds(graph, { tenant, objectIds, kind: 'users' })) {
      for (const user of usersSchema.parse(found).value) accounts.set(user.id, accountOf(user));
    }
    return accounts;
  };
}

/** Makes `ReadGroups`. */
export function createReadGroups(graph: GraphAsApplication): ReadGroups {
  return async (tenant, objectIds) => {
    const names = new Map<string, string>();
    for (const found of await readByIds(graph, { tenant, objectIds, kind: 'groups' })) {
      for (const group of groupsSchema.parse(found).value) names.set(group.id, group.displayName ?? group.id);
    }
    return names;
  };
}

/** The account as it is this moment, or `undefined` where there is none. Rejects with `directory_unavailable`. */
export async function readAccount(access: GraphAccess, objectId: string): Promise<Account | undefined> {
  const path = `users/${encodeURIComponent(objectId)}?${accountFields}`;
  const answer = await readFromGraph(access, { path, schema: userSchema });
  if (answer === 'missing') return undefined;
  if (answer === 'forbidden') throw unavailable(403);
  return accountOf(answer.found);
}

function accountOf({ id, displayName, accountEnabled, userType }: z.infer<typeof userSchema>): Account {
  return { name: displayName ?? id, isGuest: userType !== 'Member', isEnabled: accountEnabled };
}

interface ByIds {
  readonly tenant: TenantRegistration;
  readonly objectIds: readonly string[];
  readonly kind: 'users' | 'groups';
}

async function readByIds(graph: GraphAsApplication, { tenant, objectIds, kind }: ByIds): Promise<unknown[]> {
  // What is no id names nobody; and only ids are put between quotation marks.
  const ids = [...new Set(objectIds)].filter((id) => objectIdSchema.safeParse(id).success);
  if (ids.length === 0) return [];
  const access = await graph(tenant);
  const fields = kind === 'users' ? accountFields : '$select=id,displayName';
  const schema = kind === 'users' ? usersSchema : groupsSchema;
  const answers: unknown[] = [];
  for (const piece of inPieces(ids, idsAskedAtOnce)) {
    const filter = encodeURIComponent(`id in (${piece.map((id) => `'${id}'`).join(',')})`);
    const answer = await readFromGraph(access, { path: `${kind}?$filter=${filter}&${fields}`, schema });
    if (typeof answer === 'string') throw unavailable(answer === 'missing' ? 404 : 403);
    answers.push(answer.found);
  }
  return answers;
}
