import { GraphProblem } from './problems';

/** What the directory's objects of one kind are asked by. */
export interface Listed {
  readonly id: string;
  readonly displayName: string;
}

const mostInOneFilter = 15;
const mostOnOnePage = 999;
const usualPage = 100;

/** Refuses every query option that this address does not take, as Graph does with those it does not support. */
export function refuseOtherOptions(query: URLSearchParams, known: readonly string[]): void {
  const other = [...query.keys()].find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new GraphProblem(400, 'BadRequest', `The query option '${other}' is not supported here.`);
  }
}

/** The fields that `$select` names, with the id, or the ones Graph gives where it is missing. */
export function selectedFields(
  query: URLSearchParams,
  {
    known,
    usual,
    type,
  }: { readonly known: readonly string[]; readonly usual: readonly string[]; readonly type: string },
): readonly string[] {
  const select = query.get('$select');
  if (select === null) return usual;
  const fields = select.split(',').map((field) => field.trim());
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown !== undefined) {
    const message = `Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`;
    throw new GraphProblem(400, 'BadRequest', message);
  }
  return ['id', ...fields.filter((field) => field !== 'id')];
}

/** The objects that `$filter`, `$search` and `$top` leave over. */
export function findListed<Thing extends Listed>(
  things: readonly Thing[],
  query: URLSearchParams,
  consistencyLevel: string | undefined,
): readonly Thing[] {
  const filter = query.get('$filter');
  const search = query.get('$search');
  if (filter !== null && search !== null) {
    throw new GraphProblem(400, 'Request_UnsupportedQuery', 'The local Graph takes $filter or $search.');
  }
  const page = pageSize(query.get('$top'));
  if (search !== null) return things.filter(searchedBy(search, consistencyLevel)).slice(0, page);
  if (filter !== null) return things.filter(filteredBy(filter)).slice(0, page);
  return things.slice(0, page);
}

function pageSize(top: string | null): number {
  if (top === null) return usualPage;
  const size = Number(top);
  if (!/^\d+$/.test(top) || size < 1 || size > mostOnOnePage) {
    throw new GraphProblem(400, 'Request_BadRequest', `Invalid page size specified: '${top}'.`);
  }
  return size;
}

/** The one filter the product uses: `id in ('…','…')`. */
function filteredBy(filter: string): (thing: Listed) => boolean {
  const list = /^id in \(('[^']*'(?:,\s*'[^']*')*)\)$/.exec(filter)?.[1];
  if (list === undefined) {
    throw new GraphProblem(400, 'BadRequest', 'Invalid filter clause: the local Graph knows id in (…) only.');
  }
  const ids = [...list.matchAll(/'([^']*)'/g)].map(([, id = '']) => id.toLowerCase());
  if (ids.length > mostInOneFilter) {
    const message = `Too many child clauses specified in search filter expression containing 'OR' operators: ${ids.length}. Max allowed: ${mostInOneFilter}.`;
    throw new GraphProblem(400, 'Request_UnsupportedQuery', message);
  }
  return ({ id }) => ids.includes(id);
}

/** `"displayName:words"`: each word must begin a word of the name (Microsoft, "Use the $search query parameter"). */
function searchedBy(search: string, consistencyLevel: string | undefined): (thing: Listed) => boolean {
  if (consistencyLevel?.toLowerCase() !== 'eventual') {
    const message =
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
    throw new GraphProblem(400, 'Request_UnsupportedQuery', message);
  }
  const clause = /^"displayName:((?:[^"\\]|\\["\\])*)"$/.exec(search)?.[1];
  if (clause === undefined) {
    throw new GraphProblem(
      400,
      'Request_BadRequest',
      "Syntax error: character ':' is not valid at this position.",
    );
  }
  const wanted = wordsOf(clause.replace(/\\(["\\])/g, '$1'));
  return ({ displayName }) => {
    const words = wordsOf(displayName);
    return wanted.length > 0 && wanted.every((word) => words.some((other) => other.startsWith(word)));
  };
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
