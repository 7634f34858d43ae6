import { isMainThread } from 'node:worker_threads'

// Preloaded into every server that `npm start` runs: when the parent was killed without a chance to end us, we end too.
if (isMainThread && process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
