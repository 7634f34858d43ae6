import { z } from 'zod'

/** GitHub's five states of a commit, worst first. */
export const CommitState = z.enum(['ERROR', 'FAILURE', 'PENDING', 'EXPECTED', 'SUCCESS'])
export type CommitState = z.infer<typeof CommitState>

/** What checks and statuses said about commits; kept in memory, by repository, commit and name of the check. */
export class CommitStates {
  private readonly states = new Map<string, Map<string, CommitState>>()

  set(repositoryId: number, sha: string, context: string, state: CommitState): void {
    const key = `${repositoryId} ${sha}`
    const contexts = this.states.get(key) ?? new Map<string, CommitState>()
    this.states.set(key, contexts.set(context, state))
  }

  /** The worst of what was said; undefined when nothing was. */
  rollup(repositoryId: number, sha: string): CommitState | undefined {
    const said = [...(this.states.get(`${repositoryId} ${sha}`)?.values() ?? [])]
    return CommitState.options.find((state) => said.includes(state))
  }
}
