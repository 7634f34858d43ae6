import { setTimeout as sleep } from 'node:timers/promises'
import { lastLinesOf } from './children.js'
import { SetupFailure } from './failure.js'

/**
 * Waits until a server answers, and fails with the end of its log when it stays silent.
 * @param {import('./children.js').Server} server
 * @param {string} url
 * @param {{ accepts?: (status: number) => boolean, patienceMs?: number }} [options]
 */
export async function untilAnswers(server, url, { accepts = (status) => status < 400, patienceMs = 60_000 } = {}) {
  let last = 'no answer'
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
      await response.body?.cancel()
      if (accepts(response.status)) return
      last = `status ${response.status}`
    } catch {
      last = 'no answer'
    }
    await sleep(100)
  }
  throw new SetupFailure(
    `The ${server.name} does not work: ${url} gives ${last}. Its log, ${server.log}, ends with:\n${lastLinesOf(server.log)}`,
  )
}
