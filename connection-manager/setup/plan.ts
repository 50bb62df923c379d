import { displayNames, permissions, redirectPaths, type Permission, type ResourceKey } from './applications';
import type { SetupOptions } from './options';
import { undoConsent, undoRegistration, words } from './plan-words';
import type { Action, PlannedApplication, Step, StepWords } from './step';

export interface Plan {
  readonly options: SetupOptions;
  readonly applications: readonly PlannedApplication[];
  /** In an order that works: nobody is asked to consent to what is not there yet. */
  readonly steps: readonly Step[];
}

/** The steps that set a tenant up. The script and the checklist say the same because both are made from this. */
export function planSetup(options: SetupOptions): Plan {
  const applications = plannedApplications(options);
  const steps = [
    step({ kind: 'signIn' }, words.signIn(options)),
    ...applications.flatMap((application) => stepsFor(application, options)),
    step({ kind: 'package' }, words.package()),
    step({ kind: 'apiAccess' }, words.apiAccess()),
    step({ kind: 'registration' }, words.registration(options)),
    step({ kind: 'properties' }, words.properties(options)),
    step({ kind: 'check' }, words.check()),
  ];
  return { options, applications, steps };
}

function step(action: Action, said: StepWords): Step {
  return { ...said, action };
}

export function plannedApplications({ withClientId, engines }: SetupOptions): readonly PlannedApplication[] {
  const api: PlannedApplication = {
    key: 'connectionManager',
    variable: 'API',
    displayName: displayNames.connectionManager,
    platform: 'web',
    redirects: [{ origin: 'api', path: redirectPaths.connectionManager }],
  };
  const gallery: PlannedApplication = {
    key: 'gallery',
    variable: 'GALLERY',
    displayName: displayNames.gallery,
    platform: 'spa',
    redirects: [{ origin: 'sharePoint', path: redirectPaths.gallery }],
  };
  const engineApplications = engines.map((displayName, index): PlannedApplication => ({
    key: 'engine',
    variable: `ENGINE_${index + 1}`,
    displayName,
    platform: 'none',
    redirects: [],
  }));
  return [api, ...(withClientId ? [gallery] : []), ...engineApplications];
}

function stepsFor(application: PlannedApplication, options: SetupOptions): readonly Step[] {
  const all = permissions[application.key];
  const register = step(
    { kind: 'register', application },
    {
      ...words.register(application, options),
      undo: undoRegistration(application),
    },
  );
  switch (application.key) {
    case 'connectionManager':
      return [
        register,
        step({ kind: 'secret' }, words.secret()),
        consent(application, {
          permissions: all,
          who: 'Global Administrator or Privileged Role Administrator',
        }),
      ];
    case 'gallery':
      return [register, consent(application, { permissions: all, who: 'Application Administrator' })];
    case 'engine': {
      const who = 'Privileged Role Administrator or Application Administrator';
      const of = (kind: Permission['kind']) => all.filter((permission) => permission.kind === kind);
      return [
        register,
        consent(application, { permissions: of('application'), who }),
        consent(application, { permissions: of('delegated'), who, isOptional: true }),
      ];
    }
    default:
      return application.key satisfies never;
  }
}

interface ConsentOptions {
  readonly permissions: readonly Permission[];
  readonly who: string;
  readonly isOptional?: true;
}

function consent(application: PlannedApplication, options: ConsentOptions): Step {
  const isOptional = options.isOptional === true;
  return step(
    { kind: 'consent', application, permissions: options.permissions, isOptional },
    { ...words.consent(application, options), who: options.who, undo: undoConsent(application) },
  );
}

/** The permissions of one step by the API and kind they belong to, as they are granted. */
export function grantsOf(granted: readonly Permission[]): readonly {
  readonly resource: ResourceKey;
  readonly kind: Permission['kind'];
  readonly names: string[];
}[] {
  const grants: { resource: ResourceKey; kind: Permission['kind']; names: string[] }[] = [];
  for (const { resource, kind, name } of granted) {
    const same = grants.find((grant) => grant.resource === resource && grant.kind === kind);
    if (same === undefined) grants.push({ resource, kind, names: [name] });
    else same.names.push(name);
  }
  return grants;
}
