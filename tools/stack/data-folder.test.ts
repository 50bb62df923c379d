import { parseEnvironment } from './data-folder.mjs';

describe(parseEnvironment.name, () => {
  it('reads a name and a value from each line, whatever the value holds', () => {
    expect(parseEnvironment('HOST=127.0.0.1\nQUERY=a=b&c="d" #e\r\nEMPTY=\n')).toEqual({
      HOST: '127.0.0.1',
      QUERY: 'a=b&c="d" #e',
      EMPTY: '',
    });
  });

  it('passes over comments and empty lines', () => {
    expect(parseEnvironment('# where it listens\n\nPORT=8445\n')).toEqual({ PORT: '8445' });
  });

  it('refuses a line without a name', () => {
    expect(() => parseEnvironment('=value')).toThrow('"=value" is not of the form NAME=value.');
    expect(() => parseEnvironment('PORT 8445')).toThrow('is not of the form NAME=value.');
  });
});
