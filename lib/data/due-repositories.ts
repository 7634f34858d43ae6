import 'server-only'
import { db } from './db'
import { idArray } from './visible'

export interface DueRepositories {
  /** The head was never audited under this rubric. */
  readonly head: readonly bigint[]
  /** The months before the first scan were not audited yet. */
  readonly history: readonly bigint[]
  /** Looked at before, and nothing changed since. */
  readonly unchanged: number
  /** Heads that were audited before and are as they were. */
  readonly knownHeads: number
}

/**
 * What a scan of an organisation has to do: repositories whose tree changed since their last audit, or whose last audit
 * was by other rules; not heads that can't be judged. Kinds that the organisation does not count are left out. Only what the listing saw (`amongIds`)
 * counts.
 */
export async function findDueRepositories(
  organisationId: bigint,
  rubricVersion: string,
  amongIds: readonly bigint[],
): Promise<DueRepositories> {
  const rows = await db().$queryRaw<
    { github_id: bigint; is_known: boolean; head_due: boolean; history_due: boolean }[]
  >`
    select r.github_id, r.head_commit is not null and not h.is_old as is_known,
      h.is_old and not h.is_unjudged as head_due,
      r.head_commit is not null and r.backfilled_at is null as history_due
    from repositories r left join audits a on a.id = r.latest_audit_id
    cross join lateral (
      select r.head_commit is not null and (a.id is null or a.rubric_version <> ${rubricVersion}
          or a.tree is distinct from r.head_tree) as is_old,
        coalesce(r.unjudged_commit = r.head_commit and r.unjudged_by = ${rubricVersion}, false) as is_unjudged
    ) h
    where r.organisation_id = ${organisationId} and r.is_counted and r.removed_at is null
      and r.github_id = any(${idArray(amongIds)}::bigint[])
    order by r.pushed_at desc nulls last`
  return {
    head: rows.filter((row) => row.head_due).map((row) => row.github_id),
    history: rows.filter((row) => row.history_due).map((row) => row.github_id),
    unchanged: rows.filter((row) => !row.head_due && !row.history_due).length,
    knownHeads: rows.filter((row) => row.is_known).length,
  }
}

/** The latest audit of a repository is of this tree, by these rules: nothing to do. */
export async function isAudited(githubId: bigint, tree: string, rubricVersion: string): Promise<boolean> {
  const found = await db().repository.findFirst({
    where: { githubId, latestAudit: { tree, rubricVersion } },
    select: { githubId: true },
  })
  return found !== null
}
