import process from 'node:process';
import { runCommandLine } from './command-line/run-command-line';

const code = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  write: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
process.exitCode = code;
