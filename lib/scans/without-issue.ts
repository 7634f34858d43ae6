import type { IssueGone } from '@/lib/github/issues'

/** What a page says of an issue that was open and that GitHub has no more. */
export const WITHOUT_ISSUE: Readonly<Record<IssueGone, string>> = {
  deleted: 'GitHub no longer has it.',
  'switched-off': 'Issues were switched off in this repository on GitHub.',
}
