import { startTracing } from './start-tracing'

type EndingProcess = Pick<NodeJS.Process, 'once' | 'exit'>

/** Collects traces of this web server, when asked to, until it has ended. */
export async function traceServer(): Promise<void> {
  const tracing = await startTracing('airworthy-web')
  if (tracing) holdExit(process, () => tracing.stop())
}

/**
 * Lets the exit that follows a signal wait for `last`. Next finishes the requests under way and then ends the process by
 * itself, with no hook for whoever has something left to do.
 */
export function holdExit(target: EndingProcess, last: () => Promise<void>): void {
  const exit = target.exit.bind(target)
  const hold = (): void => {
    target.exit = ((code) => void last().finally(() => exit(code))) as EndingProcess['exit']
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) target.once(signal, hold)
}
