import * as strings from 'WorkflowGalleryStrings';
import { clientProblemCodes } from '../../../client/api-problem';
import { connectionStates } from '../../../contract/connection';
import { flowFailures, windowRefusals } from '../../../contract/connect-flow';
import { denials, fieldErrorCodes, problemCodes } from '../../../contract/problem';
import { availabilities } from '../../../contract/site';
import { signInProblemCodes } from '../sign-in/sign-in-problem';
import { format } from './format';
import { fieldSentence, flowProblemSentence, mayNotCreateSentence, problemSentence } from './sentences';

function keysOf(group: object): string[] {
  return Object.keys(group).sort();
}

function textsIn(group: object): string[] {
  return Object.values(group).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? textsIn(value) : [String(value)],
  );
}

describe('the texts', () => {
  it('have one sentence for everything that the vocabulary can say', () => {
    expect(keysOf(strings.problems)).toEqual([...problemCodes, ...clientProblemCodes].sort());
    expect(keysOf(strings.because)).toEqual([...denials].sort());
    expect(keysOf(strings.fields)).toEqual([...fieldErrorCodes].sort());
    expect(keysOf(strings.signIn.problems)).toEqual([...signInProblemCodes].sort());
    expect(keysOf(strings.connect.failures)).toEqual([...flowFailures, 'other'].sort());
    expect(keysOf(strings.connect.windowRefusals)).toEqual([...windowRefusals].sort());
    expect(keysOf(strings.states)).toEqual([...connectionStates, 'since'].sort());
    expect(keysOf(strings.availability)).toEqual([...availabilities, 'personal'].sort());
  });

  it('leave none empty', () => {
    expect(textsIn(strings).filter((text) => text.trim() === '')).toEqual([]);
  });
});

describe(format.name, () => {
  it('fills places in any order and keeps what has no value', () => {
    expect(format('{1} and {0} and {2}', 'a', 2)).toBe('2 and a and {2}');
  });

  it('does not read places out of values', () => {
    expect(format('{0} {1}', '{1}', 'b')).toBe('{1} b');
  });
});

describe(problemSentence.name, () => {
  it('prefers the rule that refused to the code', () => {
    expect(problemSentence({ code: 'not_allowed', because: 'notOwner' })).toBe(strings.because.notOwner);
    expect(problemSentence({ code: 'not_allowed', because: undefined })).toBe(strings.problems.not_allowed);
  });
});

describe(fieldSentence.name, () => {
  it('names the field and the refused character or the limit', () => {
    const common = { field: 'name', message: '' };
    expect(fieldSentence({ ...common, code: 'character_refused', refused: '<' }, 'Name')).toBe(
      'Name must not contain <.',
    );
    expect(fieldSentence({ ...common, code: 'too_long', limit: 100 }, 'Name')).toBe(
      'Name can have at most 100 characters.',
    );
  });
});

describe(mayNotCreateSentence.name, () => {
  it('has a sentence for every refusal and names the site', () => {
    for (const because of denials) {
      expect(mayNotCreateSentence(because, 'Operations')).toContain('Operations');
    }
  });
});

describe(flowProblemSentence.name, () => {
  it('names the kind of credential where it is known, and none where it is not', () => {
    expect(flowProblemSentence('credential_refused', 'apiKey')).toBe('The system refused the API key.');
    expect(flowProblemSentence('credential_refused', 'usernamePassword')).toBe(
      'The system refused the username and password.',
    );
    expect(flowProblemSentence('credential_refused', undefined)).toBe('The system refused the credential.');
    expect(flowProblemSentence('credential_not_demanded', 'apiKey')).toMatch(/without asking for an API key/);
    expect(flowProblemSentence('system_unreachable', 'apiKey')).toBe(strings.problems.system_unreachable);
  });
});
