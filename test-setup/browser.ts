// A real browser, a real package and two processes: the default five seconds are for unit tests.
jest.setTimeout(120_000);
