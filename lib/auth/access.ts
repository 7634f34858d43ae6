import 'server-only'

/** What one viewer may see in one organisation, as GitHub says. */
export interface OrgAccess {
  readonly viewerId: bigint
  readonly organisationId: bigint
  /** Login of the organisation as GitHub spells it today. */
  readonly login: string
  readonly role: 'admin' | 'member'
  /** Repositories that GitHub lets this viewer read: every query filters by these. */
  readonly repositoryIds: readonly bigint[]
  /** False when GitHub said that its answer is short. */
  readonly isComplete: boolean
}

/** Authorises the viewer for an organisation; a stranger gets the not-found page, somebody signed out the sign-in page. */
export async function requireOrgAccess(_login: string): Promise<OrgAccess> {
  throw new Error('Access is not written.')
}
