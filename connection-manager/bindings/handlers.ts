import type { routes } from '../../src/contract/routes';
import { decideBinding } from '../../src/rules/access';
import type { Handlers } from '../http/handler';
import { ConnectionError } from '../problems/connection-error';
import { bindStep, type BindDependencies } from './bind-step';
import { bindingView, findBinding } from './binding-record';

type BindingHandlers = Pick<Handlers<typeof routes>, 'bindStep' | 'readBinding'>;

/** Binds connections to workflow steps, and tells what a step is bound to. */
export function bindingHandlers(deps: BindDependencies): BindingHandlers {
  return {
    async bindStep({ caller, site, body, ifMatch }) {
      if (ifMatch === undefined) throw new ConnectionError('if_match_required');
      const binding = await bindStep(deps, { caller, site, body, expected: ifMatch });
      const { connectionId, workflowId, stepId } = body;
      const auditSubject = { connectionId, workflowId, stepId, site: binding.value.site.url };
      return { body: bindingView(binding), etag: binding.etag, auditSubject };
    },

    async readBinding({ caller, site, query }) {
      const decision = decideBinding(site.standing);
      if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
      const step = { site: site.reference.url, workflowId: query.workflowId, stepId: query.stepId };
      const binding = await findBinding(deps.store, caller.tenant.tenantId, step);
      if (binding === undefined) throw new ConnectionError('binding_not_found');
      return { body: bindingView(binding), etag: binding.etag };
    },
  };
}
