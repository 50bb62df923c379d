import type { Activity } from '../../src/contract/activity';

const columns = [
  'time',
  'event',
  'outcome',
  'because',
  'who',
  'whoId',
  'application',
  'connection',
  'connectionId',
  'site',
  'changes',
  'requestId',
] as const;

/** The first line of a CSV file of activity. */
export const csvHeading = `${columns.join(',')}\r\n`;

/** One line of a CSV file (RFC 4180). No cell begins as a formula does in a spreadsheet. */
export function csvLine(activity: Activity): string {
  const { at, event, outcome, because, actor, from, connection, site, changes, requestId } = activity;
  const cells: Readonly<Record<(typeof columns)[number], string | undefined>> = {
    time: at,
    event,
    outcome,
    because,
    who: actor.kind === 'person' ? actor.name : 'workflow engine',
    whoId: actor.kind === 'person' ? actor.objectId : actor.applicationId,
    application: from,
    connection: connection?.name,
    connectionId: connection?.id,
    site,
    changes: changes.map(changeText).join('; '),
    requestId,
  };
  return `${columns.map((column) => csvCell(cells[column] ?? '')).join(',')}\r\n`;
}

/** One line of a JSON lines file. */
export function jsonLine(activity: Activity): string {
  return `${JSON.stringify(activity)}\n`;
}

function changeText({ field, before = '', after = '' }: Activity['changes'][number]): string {
  return `${field}: ${before} → ${after}`;
}

/**
 * A cell that is text wherever the file is opened. Spreadsheets take what begins with one of these for a formula,
 * also behind white space and in full width (OWASP: "CSV Injection"); an apostrophe before it makes it text.
 */
function csvCell(text: string): string {
  const safe = /^[\s\u0000-\u001f]*[=+\-@|%＝＋－＠\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) || safe.trim() !== safe ? `"${safe.replaceAll('"', '""')}"` : safe;
}
