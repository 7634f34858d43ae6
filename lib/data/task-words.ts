/** A job of the queue in words. */
export interface TaskWords {
  readonly title: string
  /** Null where an operator can ask for it again; otherwise why not, and what to do. */
  readonly withoutRetry: string | null
}

const again = (title: string): TaskWords => ({ title, withoutRetry: null })
const bySchedule = (title: string): TaskWords => ({ title, withoutRetry: 'It runs again by its schedule.' })

const TASKS: Readonly<Record<string, TaskWords>> = {
  'list-organisation': again('Listing of an organisation'),
  'audit-head': again('Audit of a repository'),
  'audit-history': again('Audit of a repository’s past year'),
  'attribute-changes': again('Search for the commits behind changes'),
  'handle-webhook': {
    title: 'Webhook delivery',
    withoutRetry: 'What it said is no longer kept: redeliver it on GitHub, from the list of deliveries there.',
  },
  'check-pull-request': again('Check of a pull request'),
  'read-signals': again('Reading of GitHub’s own signals'),
  'recheck-visibility': {
    title: 'Look whether a repository is public',
    withoutRetry: 'It is looked at again when somebody asks for its badge.',
  },
  'open-gap-issue': {
    title: 'Opening of an issue',
    withoutRetry: 'It is written in the name of whoever asked: they can ask again on the page of the gap.',
  },
  'settle-gap-issues': again('Closing of issues'),
  'find-due-messages': bySchedule('Search for messages that are due'),
  'send-message': bySchedule('Message to a channel'),
  'send-reminder': bySchedule('Reminder of a campaign'),
  'redeliver-missed': bySchedule('Search for webhooks that never arrived'),
  'prune-deliveries': bySchedule('Clean-up of webhook deliveries'),
  'prune-records': bySchedule('Clean-up of the database'),
  'reconcile-organisations': bySchedule('Start of the daily re-checks'),
}

/** Jobs that an operator can ask for again. */
export const RETRYABLE_TASKS: readonly string[] = Object.entries(TASKS)
  .filter(([, { withoutRetry }]) => withoutRetry === null)
  .map(([task]) => task)

/** One that another version of Airworthy knows is called by its name. */
export function taskWords(task: string): TaskWords {
  return TASKS[task] ?? { title: task, withoutRetry: 'This version of Airworthy does not know it.' }
}

const CODES: Readonly<Record<string, string>> = {
  'not-found': 'Not found on GitHub',
  forbidden: 'Refused',
  'signed-out': 'Nobody signed in',
  'rate-limited': 'Held back by GitHub',
  'github-unavailable': 'GitHub did not answer',
  'invalid-input': 'Not usable',
  unreadable: 'Could not be read',
  conflict: 'Changed meanwhile',
  misconfigured: 'Set up in another way',
  unexpected: 'Fault of Airworthy',
  interrupted: 'Workers lost',
}

/** Why jobs failed, in words. */
export function codeWords(code: string): string {
  return CODES[code] ?? code
}
