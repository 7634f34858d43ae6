/** What is on record of an organisation's own, in the words under which it is stored. */
export const CHANGES = [
  'settings-changed',
  'ready-bar-changed',
  'exclusion-added',
  'exclusion-removed',
  'schedule-changed',
  'waiver-given',
  'waiver-revoked',
  'view-shared',
  'view-renamed',
  'view-deleted',
  'badge-links-revoked',
  'notifications-changed',
  'notifications-removed',
  'notifications-switched-off',
  'campaign-begun',
  'campaign-changed',
  'campaign-ended',
  'campaign-reminders-changed',
  'issues-opened',
] as const
export type ChangeKind = (typeof CHANGES)[number]
