/** SharePoint's OData, versions 3 and 4, as JSON with minimal or no metadata. */
import type { Answer } from '../exchange';

export interface Entity {
  readonly outcome: 'entity';
  /** OData type name: `SP.Web`. */
  readonly type: string;
  /** Below the web's `_api/`, as SharePoint writes it: `Web/GetUserById(6)`. */
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Properties that SharePoint computes only when `$select` names them. */
  readonly onlySelected?: Readonly<Record<string, unknown>>;
}

export interface Failure {
  readonly outcome: 'failure';
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The real SharePoint may know this address; the local one does not, and a test run must hear of it. */
  readonly unknownAddress?: boolean;
}

export type RestResult =
  | Entity
  | Failure
  /** A single value, or a value of a complex type. */
  | { readonly outcome: 'value'; readonly value: unknown }
  | { readonly outcome: 'collection'; readonly items: readonly unknown[] }
  | { readonly outcome: 'nothing' };

export interface ODataStyle {
  readonly version: 3 | 4;
  readonly metadata: 'none' | 'minimal';
  /** Absolute address of the web's `_api/`. */
  readonly base: string;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export function styleOf(headers: Headers, base: string): ODataStyle {
  const hasNone = /odata(\.metadata)?=(nometadata|none)/i.test(String(headers['accept'] ?? ''));
  return {
    version: String(headers['odata-version'] ?? '').startsWith('4') ? 4 : 3,
    metadata: hasNone ? 'none' : 'minimal',
    base,
  };
}

function selectedNames(query: URLSearchParams): readonly string[] {
  const names = (query.get('$select') ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => name !== '' && name !== '*');
}

/**
 * Keeps what `$select` names; a name the entity lacks is a failure, as it is in SharePoint. Nothing here has related
 * entities to expand.
 */
export function select(entity: Entity, query: URLSearchParams): RestResult {
  const expanded = query.get('$expand');
  if (expanded) return unknownProperty(expanded);
  const names = selectedNames(query);
  if (names.length === 0) return entity;
  const all = Object.entries({ ...entity.properties, ...entity.onlySelected });
  const chosen: Record<string, unknown> = {};
  for (const name of names) {
    const found = all.find(([known]) => known.toLowerCase() === name.toLowerCase());
    if (!found) return unknownProperty(name);
    chosen[found[0]] = found[1];
  }
  return { outcome: 'entity', type: entity.type, id: entity.id, properties: chosen };
}

export function unknownProperty(name: string): Failure {
  return {
    outcome: 'failure',
    status: 400,
    code: '-1, Microsoft.SharePoint.SPException',
    message: `The field or property '${name}' does not exist.`,
    unknownAddress: true,
  };
}

export function writeResult(result: RestResult, style: ODataStyle): Answer {
  if (result.outcome === 'failure') return json(result.status, errorBody(result, style), style);
  return json(200, successBody(result, style), style);
}

function successBody(result: Exclude<RestResult, Failure>, style: ODataStyle): unknown {
  switch (result.outcome) {
    case 'entity':
      return { ...entityMetadata(result, style), ...result.properties };
    case 'value':
      return { ...contextMetadata('Edm', style), ...asObject(result.value) };
    case 'collection':
      return { ...contextMetadata('Collection', style), value: result.items };
    case 'nothing':
      return style.version === 4 ? { '@odata.null': true } : { 'odata.null': true };
  }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : { value };
}

function entityMetadata(entity: Entity, style: ODataStyle): object {
  if (style.metadata === 'none') return {};
  const prefix = style.version === 4 ? '@odata' : 'odata';
  return {
    ...contextMetadata(`SP.ApiData.${entity.type.replace('SP.', '').replace(/s?$/, 's')}/@Element`, style),
    [`${prefix}.type`]: style.version === 4 ? `#${entity.type}` : entity.type,
    [`${prefix}.id`]: style.base + entity.id,
    [`${prefix}.editLink`]: entity.id,
  };
}

function contextMetadata(fragment: string, style: ODataStyle): object {
  if (style.metadata === 'none') return {};
  return {
    [style.version === 4 ? '@odata.context' : 'odata.metadata']: `${style.base}$metadata#${fragment}`,
  };
}

function errorBody(failure: Failure, style: ODataStyle): unknown {
  if (style.version === 4) return { error: { code: failure.code, message: failure.message } };
  return { 'odata.error': { code: failure.code, message: { lang: 'en-US', value: failure.message } } };
}

function json(status: number, body: unknown, style: ODataStyle): Answer {
  const metadata = style.metadata === 'none' ? 'nometadata' : 'minimalmetadata';
  const type =
    style.version === 4
      ? `odata.metadata=${style.metadata}`
      : `odata=${metadata};streaming=true;charset=utf-8`;
  return {
    status,
    headers: { 'Content-Type': `application/json;${type}`, 'Cache-Control': 'private, max-age=0' },
    body: JSON.stringify(body),
  };
}
