import { findBrowser } from './find-browser.mjs';

interface Given {
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  readonly userId?: number;
  readonly programs?: readonly string[];
  readonly files?: readonly string[];
  /** What the package manager puts on the machine. */
  readonly installs?: readonly string[];
}

type Machine = Required<Parameters<typeof findBrowser>>[0];

function machineWith(given: Given): { machine: Machine; commands: string[] } {
  const programs = new Set(given.programs);
  const commands: string[] = [];
  const machine: Machine = {
    platform: given.platform ?? 'linux',
    env: given.env ?? { PATH: '/usr/local/bin:/usr/bin' },
    userId: given.userId ?? 1000,
    pathDelimiter: given.platform === 'win32' ? ';' : ':',
    exists: (file) => given.files?.includes(file) ?? false,
    isExecutable: (file) => programs.has(file),
    execute(command, commandArguments) {
      commands.push([command, ...commandArguments].join(' '));
      if (given.installs === undefined) throw new Error('no network');
      for (const program of given.installs) programs.add(program);
    },
  };
  return { machine, commands };
}

const debian = ['/etc/debian_version', '/usr/bin/apt-get'];

describe('findBrowser', () => {
  it('takes the program that CHROME_PATH names, before any other', () => {
    const { machine } = machineWith({
      env: { CHROME_PATH: '/opt/mine/chrome', PATH: '/usr/bin' },
      programs: ['/opt/mine/chrome', '/usr/bin/google-chrome'],
    });
    expect(findBrowser(machine)).toBe('/opt/mine/chrome');
  });

  it('says so when CHROME_PATH names nothing that runs', () => {
    const { machine } = machineWith({ env: { CHROME_PATH: '/nowhere/chrome' }, programs: [] });
    expect(() => findBrowser(machine)).toThrow('CHROME_PATH names /nowhere/chrome, which is not a program.');
  });

  it('prefers Chrome to Edge and Edge to Chromium on the PATH', () => {
    const all = ['/usr/bin/chromium', '/usr/bin/microsoft-edge', '/usr/local/bin/google-chrome'];
    expect(findBrowser(machineWith({ programs: all }).machine)).toBe('/usr/local/bin/google-chrome');
    expect(findBrowser(machineWith({ programs: all.slice(0, 2) }).machine)).toBe('/usr/bin/microsoft-edge');
    expect(findBrowser(machineWith({ programs: all.slice(0, 1) }).machine)).toBe('/usr/bin/chromium');
  });

  it('looks into the applications folders of macOS, the own one included', () => {
    const edge = '/Users/ada/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    const { machine } = machineWith({ platform: 'darwin', env: { HOME: '/Users/ada' }, programs: [edge] });
    expect(findBrowser(machine)).toBe(edge);
  });

  it('looks into the program folders of Windows', () => {
    const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
    const { machine } = machineWith({
      platform: 'win32',
      env: { PROGRAMFILES: 'C:\\Program Files', PATH: 'C:\\Windows' },
      programs: [chrome],
    });
    expect(findBrowser(machine)).toBe(chrome);
  });

  it("installs Debian's chromium as root, with fresh package lists", () => {
    const { machine, commands } = machineWith({ userId: 0, files: debian, installs: ['/usr/bin/chromium'] });
    expect(findBrowser(machine)).toBe('/usr/bin/chromium');
    expect(commands).toEqual([
      '/usr/bin/apt-get update',
      '/usr/bin/apt-get install --yes --no-install-recommends chromium',
    ]);
  });

  it('installs nothing for another user or on another system, and says what to do', () => {
    for (const given of [
      { userId: 1000, files: debian },
      { userId: 0 },
      { userId: 0, files: debian, platform: 'darwin' as const },
    ]) {
      const { machine, commands } = machineWith({ ...given, installs: ['/usr/bin/chromium'] });
      expect(() => findBrowser(machine)).toThrow(/Install one of them .* or set CHROME_PATH/);
      expect(commands).toEqual([]);
    }
  });

  it('says what to do when the installation fails', () => {
    const { machine } = machineWith({ userId: 0, files: debian });
    expect(() => findBrowser(machine)).toThrow(
      /set CHROME_PATH to the program\. Installing Debian's chromium failed\./,
    );
  });
});
