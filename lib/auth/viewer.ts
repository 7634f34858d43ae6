import 'server-only'

/** The signed-in person, or the owner of the token in token mode. */
export interface Viewer {
  /** GitHub's numeric id. */
  readonly id: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

/** Null when nobody is signed in. Never throws for a bad session. */
export async function getViewer(): Promise<Viewer | null> {
  return null
}
