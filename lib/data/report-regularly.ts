import 'server-only'
import { log } from '@/lib/log'
import { storeCounts } from './metric-counters'
import { leaveProcesses, type ProcessToReport, reportProcess } from './processes'

const EVERY_MS = 15_000

/** Reports this process and what it counted, from now on; what it answers ends that with a last report. */
export function reportRegularly(about: ProcessToReport, everyMs = EVERY_MS): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  const report = () => {
    underWay = underWay.then(() => reportOnce(about))
  }
  report()
  const timer = setInterval(report, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await underWay
    await storeCounts()
    await leaveProcesses()
  }
}

async function reportOnce(about: ProcessToReport): Promise<void> {
  try {
    await reportProcess(about)
    await storeCounts()
  } catch (error) {
    log().warn({ error }, 'this process could not be reported')
  }
}
