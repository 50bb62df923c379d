// Preloaded into what the start command starts: when the starter is gone, however it went, its channel
// closes, and the process ends as if it had been asked to.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
