import type { Plan } from './plan';
import type { Step } from './step';

/** The plan in plain words, as Markdown: what to do, who can, what it grants and why, and how to undo it. */
export function checklistFor({ options, steps }: Plan): string {
  const lines = [
    `# Workflow Gallery Connections in ${options.tenant}`,
    '',
    `The connection manager is at ${options.api}. The steps are in the order that works.`,
    '',
    ...steps.flatMap(linesFor),
  ];
  return lines.join('\n').trimEnd();
}

function linesFor(step: Step, index: number): readonly string[] {
  return [
    `## ${index + 1}. ${step.title}`,
    '',
    `- [ ] Who: ${step.who}`,
    ...step.why.map((line) => `  - ${line}`),
    '- By hand:',
    ...step.byHand.map((line) => `  - ${line}`),
    `- To undo it: ${step.undo}`,
    '',
  ];
}
