/**
 * Moves this process's clock by the milliseconds that stand in the file named by `LOCAL_TENANT_CLOCK`, and follows
 * the file while the process runs. Without the variable, the file or a number in it, the clock is the machine's.
 * Load it before anything else: `node --import ./local-tenant/clock/shifted-clock.mjs …`. Timers keep their pace.
 */
import { readFileSync, statSync } from 'node:fs';

const file = process.env.LOCAL_TENANT_CLOCK;
if (file) shiftClock(file);

/** @param {string} path */
function shiftClock(path) {
  const MachineDate = Date;
  const machineNow = MachineDate.now;
  const lookEveryMs = 50;
  let lookedAt = -Infinity;
  let changedAt = -Infinity;
  let shift = 0;

  // Dates are made all the time: most of them must not cost a look at the disk.
  function currentShift() {
    const now = machineNow();
    if (now - lookedAt < lookEveryMs) return shift;
    lookedAt = now;
    const seen = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (seen === undefined) shift = 0;
    else if (seen !== changedAt) shift = Number(readFileSync(path, 'utf8')) || 0;
    changedAt = seen ?? -Infinity;
    return shift;
  }

  const shiftedNow = () => machineNow() + currentShift();
  const ShiftedDate = new Proxy(MachineDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(
        target,
        values.length === 0 ? [shiftedNow()] : values,
        newTarget === ShiftedDate ? target : newTarget,
      ),
    // Called as a function, Date ignores what it is given and says what time it is.
    apply: (target) => new target(shiftedNow()).toString(),
    get: (target, key) => (key === 'now' ? shiftedNow : Reflect.get(target, key)),
  });
  MachineDate.prototype.constructor = ShiftedDate;
  globalThis.Date = ShiftedDate;
}
