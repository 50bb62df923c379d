/** What this host reads of the manifests that SharePoint's loader understands. */
interface ScriptFile {
  readonly path: string;
  readonly integrity: string;
}

export interface ScriptResource {
  readonly type: 'component' | 'path' | 'localizedPath';
  readonly id?: string;
  readonly version?: string;
  readonly path?: string | ScriptFile;
  /** By language; `default` is for all others. */
  readonly paths?: Readonly<Record<string, string | ScriptFile>>;
}

export interface ComponentManifest {
  readonly id: string;
  readonly version: string;
  readonly alias: string;
  readonly componentType: string;
  readonly loaderConfig: {
    readonly internalModuleBaseUrls: readonly string[];
    readonly entryModuleId: string;
    readonly scriptResources: Readonly<Record<string, ScriptResource>>;
  };
}

/** The files a resource may be loaded from, whatever the language. */
export function filesOf({ path, paths }: ScriptResource): readonly string[] {
  const files = [...(path ? [path] : []), ...Object.values(paths ?? {})];
  return files.map((file) => (typeof file === 'string' ? file : file.path));
}

/** An id alone does not name a component: two versions of one may be on a page. */
export function componentKey(component: { readonly id: string; readonly version: string }): string {
  return `${component.id}_${component.version}`;
}

/** The same manifest with its scripts under another address. */
export function basedAt<M extends ComponentManifest>(manifest: M, baseUrls: readonly string[]): M {
  return { ...manifest, loaderConfig: { ...manifest.loaderConfig, internalModuleBaseUrls: baseUrls } };
}

export function parseManifest(text: string): ComponentManifest {
  const parsed: unknown = JSON.parse(text);
  if (!isManifest(parsed))
    throw new Error('A component manifest lacks its id, alias or loader configuration.');
  return parsed;
}

function isManifest(value: unknown): value is ComponentManifest {
  if (typeof value !== 'object' || value === null) return false;
  return 'id' in value && 'alias' in value && 'componentType' in value && 'loaderConfig' in value;
}
