import type { activityRoutes } from '../../src/contract/activity-routes';
import type { Handlers } from '../http/handler';
import type { Store } from '../store/store';
import { csvHeading, csvLine, jsonLine } from './activity-file';
import { readActivity } from './read-activity';

const usualPage = 50;
const exportedPage = 200;

/** Tells what happened, from the audit trail. */
export function activityHandlers({ store }: { readonly store: Store }): Handlers<typeof activityRoutes> {
  return {
    async listConnectionActivity({ caller, connection, query }) {
      const { after, limit = usualPage } = query;
      const { tenantId } = caller.tenant;
      const question = { tenantId, connectionId: connection.value.id, after, limit };
      const { items, next } = await readActivity(store, question);
      return { body: { items: [...items], ...(next !== undefined && { next }) } };
    },

    async listActivity({ caller, query }) {
      const { after, limit = usualPage } = query;
      const { items, next } = await readActivity(store, { tenantId: caller.tenant.tenantId, after, limit });
      return { body: { items: [...items], ...(next !== undefined && { next }) } };
    },

    async exportActivity({ caller, query }) {
      const { after, format, limit = exportedPage } = query;
      const { items, next } = await readActivity(store, { tenantId: caller.tenant.tenantId, after, limit });
      const heading = format === 'csv' && after === undefined ? csvHeading : '';
      const text = heading + items.map(format === 'csv' ? csvLine : jsonLine).join('');
      return { body: { text, ...(next !== undefined && { next }) } };
    },
  };
}
