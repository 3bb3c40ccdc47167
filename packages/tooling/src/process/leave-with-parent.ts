// Loaded into every process the supervisor starts: when the supervisor is killed, they leave too.
// A process such a one starts inherits this, but speaks with its own parent, which is to be left alone.
if (process.ppid === Number(process.env['MAESTRO_SUPERVISOR'])) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 10_000).unref()
  })
  process.channel?.unref()
}
