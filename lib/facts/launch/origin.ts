import type { LaunchCommand } from '../facts'

/** Where a command was found, and what is known about it there. */
export interface Origin {
  readonly source: LaunchCommand['source']
  readonly path: string
  readonly line: number
  readonly development: boolean
  /** Name of the process, service or unit: `web`, `worker`. */
  readonly name?: string
  readonly env?: Readonly<Record<string, string>>
  /** Place in the image to path in the repository. */
  readonly copied?: ReadonlyMap<string, string>
  /** The command runs in an image that may be another project's: only what resolves to a file here counts. */
  readonly foreign?: boolean
  /** What `"$@"` of an entry point script stands for. */
  readonly arguments?: readonly string[]
}

const NAMES: readonly (readonly [RegExp, LaunchCommand['process']])[] = [
  [/(?:^|[-_.])(?:web|api|http|server|app|frontend|backend|asgi|wsgi|gunicorn|uvicorn|site)(?:$|[-_.\d])/i, 'web'],
  [/(?:^|[-_.])(?:worker|workers|celery|consumer|queue|jobs?|tasks?|bot|listener|daemon)(?:$|[-_.\d])/i, 'worker'],
  [/(?:^|[-_.])(?:beat|scheduler|clock|cron|crons|cronjob|timer)(?:$|[-_.\d])/i, 'scheduler'],
  [/(?:^|[-_.])(?:release|migrate|migrations?|init|setup|seed|predeploy)(?:$|[-_.\d])/i, 'release'],
]

/** What a process of this name does, when its program does not tell. */
export function processByName(name: string | undefined): LaunchCommand['process'] {
  return NAMES.find(([pattern]) => name !== undefined && pattern.test(name))?.[1] ?? 'other'
}
