import type { Evidence, LaunchCommand, LaunchFact } from '@/lib/facts/facts'

export interface WebCommands {
  /** What ships: images, units, platforms, scripts. */
  readonly shipped: readonly LaunchCommand[]
  /** Started by the code itself: the main guard, a console script. */
  readonly inCode: readonly LaunchCommand[]
  readonly documented: readonly LaunchCommand[]
  readonly development: readonly LaunchCommand[]
}

export function commandsOf({ commands }: LaunchFact): WebCommands {
  const web = commands.filter(({ server }) => server !== null)
  const meant = web.filter(({ development }) => !development)
  const isCode = ({ source }: LaunchCommand) => source === 'code' || source === 'console-script'
  return {
    shipped: meant.filter((command) => !isCode(command) && command.source !== 'readme'),
    inCode: meant.filter(isCode),
    documented: meant.filter(({ source }) => source === 'readme'),
    development: web.filter(({ development }) => development),
  }
}

export function evidenceOf(commands: readonly LaunchCommand[]): readonly Evidence[] {
  return commands.map(({ evidence }) => evidence).slice(0, 10)
}
