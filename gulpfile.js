'use strict';

// The front door SharePoint developers know, over Heft: see docs/decisions/0001.

const { spawn } = require('node:child_process');
const path = require('node:path');
const gulp = require('gulp');

const ship = process.argv.includes('--ship') || process.argv.includes('-p');
const heft = path.join(__dirname, 'node_modules/@rushstack/heft/bin/heft');
const tools = path.join(__dirname, 'tools');

/** A gulp task that runs one script under the Node that runs gulp, and fails as it fails. */
function run(script, ...scriptArguments) {
  return function runScript(done) {
    const child = spawn(process.execPath, [script, ...scriptArguments], { stdio: 'inherit', cwd: __dirname });
    child.on('error', done);
    child.on('exit', (code) => {
      done(
        code === 0
          ? undefined
          : new Error(`${path.basename(script)} ${scriptArguments.join(' ')} failed (${code})`),
      );
    });
  };
}

const production = ship ? ['--production'] : [];

gulp.task('clean', run(heft, 'clean'));
// Hashed files of an earlier bundle would end up in the package, so bundling starts clean.
gulp.task('bundle', run(heft, 'build', '--clean', ...production));
gulp.task('package-solution', run(heft, 'package-solution', ...production));
gulp.task('serve', run(heft, 'start'));
gulp.task('test', run(path.join(tools, 'verify.mjs')));
gulp.task('default', gulp.series('bundle', 'package-solution'));
