import type { AuditReport } from '@/lib/audit/report'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import type { AuditTools, CommitAbout } from '@/lib/scans/audit-tools'
import { emptyReport } from './scan-world'

/** What a commit is found to be; it stands in its own file `plan.py`, so that it travels through git as code does. */
export interface Plan {
  readonly score: number | null
  readonly verdicts?: Partial<Record<CharacteristicId, Verdict>>
  /** Lines of evidence by path, for every verdict. */
  readonly evidence?: Readonly<Record<string, readonly number[]>>
}

export function planFile(plan: Plan): Record<string, string> {
  return { 'plan.py': `# ${JSON.stringify(plan)}\n` }
}

/** Tools that find what each commit plans; `seen` tells which commits were judged, and `fail` makes the next one break. */
export function plannedTools(rubricVersion = 'planned') {
  const seen: string[] = []
  const tools: AuditTools = {
    rubricVersion,
    async auditArchive(archive, about) {
      for await (const _ of archive);
      seen.push(about.commit)
      return emptyReport(rubricVersion, about)
    },
    async auditSnapshot({ files }, about) {
      seen.push(about.commit)
      const content = files.get('plan.py')?.content
      return report(
        rubricVersion,
        about,
        content ? JSON.parse(new TextDecoder().decode(content).slice(2)) : { score: 50 },
      )
    },
  }
  return { tools, seen }
}

function report(rubricVersion: string, about: CommitAbout, { score, verdicts = {}, evidence = {} }: Plan): AuditReport {
  const places = Object.entries(evidence).flatMap(([path, lines]) =>
    lines.map((line) => ({ path, line, note: `Line ${line}.` })),
  )
  const results = CHARACTERISTICS.flatMap(({ id, category }) => {
    const verdict = verdicts[id]
    return verdict
      ? [{ id, category, verdict, score: null, weight: 1, message: `Why ${id}.`, evidence: places, fix: null }]
      : []
  })
  return { ...emptyReport(rubricVersion, about), score, results }
}
