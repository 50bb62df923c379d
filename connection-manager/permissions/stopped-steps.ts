import type * as z from 'zod/mini';
import type { stoppedStepSchema } from '../../src/contract/consequences';
import { decide } from '../../src/rules/access';
import type { Caller } from '../../src/rules/principals';
import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import type { BindingValue } from '../bindings/binding-record';
import { groupsNamed } from '../connections/connection-access';
import type { ConnectionValue } from '../connections/connection-record';
import { tenantPartition } from '../connections/connection-records';
import type { AccountsAtRunTime } from '../directory/accounts-at-run-time';
import type { PersonCaller } from '../identity/caller';
import type { FindSite } from '../sharepoint/site-at-hand';
import type { Store } from '../store/store';

export type StoppedStep = z.infer<typeof stoppedStepSchema>;

export interface StoppedStepsDependencies {
  readonly store: Store;
  readonly accountsAtRunTime: Pick<AccountsAtRunTime, 'memberGroups'>;
  readonly findSite: FindSite;
}

export interface Comparison {
  readonly caller: PersonCaller;
  readonly before: ConnectionValue;
  readonly after: ConnectionValue;
}

export interface StoppedSteps {
  /** On sites that the caller has access to. */
  readonly named: readonly StoppedStep[];
  /** How many more there are, on other sites. */
  readonly unnamed: number;
  /** Whether there are more bindings than were looked at. */
  readonly isMore: boolean;
}

/** How many bindings one request looks at, and how many sites it asks SharePoint about. */
const mostBindings = 2000;
const mostSites = 20;
const pageSize = 500;

/** The steps whose author may use the connection now and could not after the change. */
export async function findStoppedSteps(
  deps: StoppedStepsDependencies,
  comparison: Comparison,
): Promise<StoppedSteps> {
  const { bindings, isMore } = await readBindings(deps.store, comparison);
  const authors = new Authors(deps, comparison);
  const stopped: BindingValue[] = [];
  for (const binding of bindings) {
    const author = await authors.find(binding);
    if (uses(author, binding, comparison.before) && !uses(author, binding, comparison.after))
      stopped.push(binding);
  }
  const visible = await visibleSites(deps, comparison.caller, stopped);
  const named = stopped.filter(({ site }) => visible.has(site.url)).map(stepOf);
  return { named, unnamed: stopped.length - named.length, isMore };
}

async function readBindings(
  store: Store,
  { caller, before }: Comparison,
): Promise<{ readonly bindings: readonly BindingValue[]; readonly isMore: boolean }> {
  const partition = tenantPartition(caller.tenant.tenantId);
  const bindings: BindingValue[] = [];
  for (let after: string | undefined; ;) {
    const range = { limit: pageSize, ...(after !== undefined && { after }) };
    const page = await store.readIndex<BindingValue>(partition, `connection:${before.id}`, range);
    bindings.push(...page.map(({ record }) => record.value));
    after = page.at(-1)?.order;
    if (page.length < pageSize) return { bindings, isMore: false };
    if (bindings.length >= mostBindings) return { bindings, isMore: true };
  }
}

/** As at run time: nobody is present, and the author is asked about at the site the step was bound on. */
function uses(author: Caller, { site }: BindingValue, connection: ConnectionValue): boolean {
  const standing = { webId: site.webId, siteId: site.siteId, role: 'designer' } as const;
  return decide('use', { caller: author, connection, site: standing, policy: usualTenantPolicy }).allowed;
}

/** Asks the directory once for each author which of the groups in question they are members of. */
class Authors {
  readonly #found = new Map<string, readonly string[]>();
  readonly #groups: readonly string[];

  constructor(
    readonly deps: StoppedStepsDependencies,
    readonly comparison: Comparison,
  ) {
    const { before, after } = comparison;
    this.#groups = groupsNamed([...before.owners, ...before.users, ...after.owners, ...after.users]);
  }

  async find({ author, authorIsGuest }: BindingValue): Promise<Caller> {
    const { objectId } = author;
    const groupIds = this.#found.get(objectId) ?? (await this.#ask(objectId));
    this.#found.set(objectId, groupIds);
    return { objectId, isGuest: authorIsGuest, isWorkflowAdministrator: false, groupIds };
  }

  async #ask(objectId: string): Promise<readonly string[]> {
    if (this.#groups.length === 0) return [];
    const { tenant } = this.comparison.caller;
    return await this.deps.accountsAtRunTime.memberGroups(tenant, objectId, this.#groups);
  }
}

/** Addresses of the sites that the caller has access to, of the first twenty. */
async function visibleSites(
  { findSite }: StoppedStepsDependencies,
  caller: PersonCaller,
  bindings: readonly BindingValue[],
): Promise<ReadonlySet<string>> {
  const addresses = [...new Set(bindings.map(({ site }) => site.url))].slice(0, mostSites);
  const found = await Promise.all(
    addresses.map(async (address) => ((await findSite(caller, address)) === undefined ? [] : [address])),
  );
  return new Set(found.flat());
}

function stepOf({ site, workflowId, stepId, author }: BindingValue): StoppedStep {
  return { site, workflowId, stepId, author };
}
